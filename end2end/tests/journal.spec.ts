// Who keeps watch reads the journal: searches, opens a row with before and after, exports; and that is written down.
import { readFileSync } from "node:fs";
import { expect, test } from "./support/reader.ts";
import { PASSWORD, canBeUsedByEverybody, comesIn, createAdmin, pathOf, unique } from "./support/staff.ts";

test("The audit administrator finds who was invited, opens the row and exports @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  await comesIn(reader, createAdmin().link);
  await reader.follows("人员");
  await reader.page.getByLabel("姓名").fill("周审计");
  await reader.page.getByLabel("登录名").fill(unique("zhou"));
  await reader.page.getByLabel("单位").selectOption({ label: "海南省" });
  await reader.page.getByLabel("角色").selectOption({ label: "审计管理员" });
  await reader.presses("生成邀请链接");
  const link = pathOf(await reader.page.getByRole("status").locator("code").innerText());
  // Who makes accounts does not read what was done with them.
  await expect(reader.link("流水")).toHaveCount(0);
  expect((await reader.opens("/office/journal")).status()).toBe(404);

  const context = await browser.newContext({ baseURL, javaScriptEnabled, acceptDownloads: true });
  const page = await context.newPage();
  const theirs = reader.at(page);
  await comesIn(theirs, link, "周审计");
  await theirs.follows("流水");
  await theirs.page.getByLabel("事项").selectOption({ label: "邀请" });
  await theirs.presses("查询");
  await expect(page).toHaveURL(/kind=invite/);
  await canBeUsedByEverybody(theirs);
  // Other journeys invite people meanwhile: theirs is not always the first.
  const invited = page.getByRole("row", { name: /^姓名 / });
  for (let nth = 1; ; nth++) {
    await page.getByRole("row").nth(nth).getByRole("link").click();
    await expect(invited).toBeVisible();
    if ((await invited.innerText()).includes("周审计")) break;
    await page.goBack();
  }
  await expect(theirs.main).toContainText("王小明");
  await expect(theirs.main).toContainText("已办理");
  await theirs.follows("回到流水");
  // Opening it is a row as well.
  await expect(page.getByRole("row").filter({ hasText: "查看" }).filter({ hasText: "周审计" }).first()).toBeVisible();

  const downloading = page.waitForEvent("download");
  await theirs.presses("导出 CSV");
  const table = readFileSync(await (await downloading).path(), "utf8");
  expect(table.startsWith("\u{feff}unit,number,applied_at")).toBe(true);
  expect(table).not.toContain(PASSWORD);
  await theirs.opens("/office/journal?from=tomorrow");
  await expect(page.getByRole("alert")).toContainText("日期请写成 2026-11-24 的样子");
  await context.close();
});
