// Coverage: the province sees all, follows a number to what was counted and sets a target; a county sees its own.
import { expect, test } from "./support/reader.ts";
import { Office } from "./support/office.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

test("The province reads how far each county is, opens a number and sets a target that the county reads @once", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const province = await office.invites(administrator, "林处长", "lin", "海南省", "省级工作人员");
    const county = await office.invites(administrator, "陈科长", "chen", "琼海市", "县级工作人员");
    const { page } = province;

    await province.follows("覆盖情况");
    await province.seesHeading("覆盖情况");
    await expect(page.getByRole("link", { name: /^琼海，覆盖率 \d+%$/ })).toHaveCount(1);
    await canBeUsedByEverybody(province);
    const number = page.getByRole("row").filter({ hasText: "琼海市" }).first().locator("td a[href*='progress=operating']");
    const counted = await number.innerText();
    await number.click();
    await province.seesHeading("站点管理");
    await province.sees(/只看：琼海市/);
    await expect(page.getByRole("heading", { level: 2, name: `共 ${counted} 个` })).toBeVisible();
    await canBeUsedByEverybody(province);

    await province.opens("/office/coverage/469002");
    await province.seesHeading("琼海市覆盖情况");
    await canBeUsedByEverybody(province);
    await page.getByLabel("年份", { exact: true }).fill("2027");
    await page.getByLabel("年底前覆盖的地方数").fill("999");
    await page.getByRole("button", { name: "下达目标" }).click();
    await expect(page.getByRole("alert")).toContainText("请写 0 到");
    await expect(page.getByLabel("年底前覆盖的地方数")).toHaveValue("999");
    await page.getByLabel("年底前覆盖的地方数").fill("10");
    await page.getByRole("button", { name: "下达目标" }).click();
    await expect(page.getByRole("status")).toContainText("已保存");

    // A county is led to its own page, reads the target and sets none.
    await county.follows("覆盖情况");
    await county.seesHeading("琼海市覆盖情况");
    await expect(county.page.getByRole("row").filter({ hasText: "2027" })).toContainText("10");
    await county.doesNotSee("下达目标");
    expect((await county.opens("/office/coverage/469028")).status()).toBe(404);
  } finally {
    await office.closes();
  }
});
