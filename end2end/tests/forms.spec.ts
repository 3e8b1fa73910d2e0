// A form as people fill it in: on the page where the province looks at it before it is published. With scripts it is
// instant; without, the same page asks the server.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { Office } from "./support/office.ts";
import { expect, test, type Reader } from "./support/reader.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

/** A definition that has one of everything that answers to what is typed. */
const DEFINITION = readFileSync(resolve(import.meta.dirname, "support/form.toml"));

const FORM = "/office/forms/B01.record";

/** An officer of the province, with the form uploaded as a draft. */
async function previews(office: Office): Promise<Reader> {
  const officer = await office.invites(await office.administrator(), "吴处长", "wu", "海南省", "省级工作人员");
  await officer.opens(FORM);
  await officer.page.getByLabel("定义文件（.toml）").setInputFiles({ name: "form.toml", mimeType: "text/plain", buffer: DEFINITION });
  await officer.presses("上传并检查");
  await officer.sees("已保存");
  return officer;
}

/** What the form looks like now, without a control of another form on the page. */
const within = (page: Page) => page.locator("form.preview");

test("A form follows what is typed, keeps it on the device, and says what is wrong before it is sent @script @desktop @once", async ({ browser }) => {
  test.setTimeout(180_000);
  const office = await Office.opens(browser);
  try {
    const officer = await previews(office);
    const { page } = officer;
    const form = within(page);
    await officer.opens(FORM);
    await officer.waitsForScripts();
    await canBeUsedByEverybody(officer);

    // What is shown, what has to be answered and what is calculated, without the server.
    let asked = 0;
    page.on("request", (request) => (asked += request.method() === "POST" ? 1 : 0));
    await expect(form.getByLabel("和谁一起住")).toBeHidden();
    await form.getByRole("radio", { name: "否" }).check();
    await expect(form.getByLabel("和谁一起住（选填）")).toBeVisible();
    await form.getByRole("radio", { name: "是" }).check();
    await expect(form.getByLabel("和谁一起住")).toBeHidden();
    await form.getByRole("radio", { name: "否" }).check();
    await expect(form.getByRole("heading", { name: "家人" })).toBeVisible();

    // Turns come and go; the sum is theirs.
    await form.getByRole("button", { name: "再加一位家人" }).click();
    await form.getByRole("button", { name: "再加一位家人" }).click();
    const incomes = form.getByLabel("月收入（选填）");
    await incomes.nth(0).fill("1200.5");
    await incomes.nth(1).fill("800");
    await expect(form.locator("#total")).toHaveText("2000.5 元");
    await expect(form.getByLabel("为什么少")).toHaveCount(2);
    await expect(form.getByLabel("为什么少").nth(0)).toBeHidden();
    await expect(form.getByLabel("为什么少").nth(1)).toBeVisible();
    await form.getByRole("group", { name: "一位家人 1" }).getByRole("button", { name: "去掉这一项" }).click();
    await expect(form.locator("#total")).toHaveText("800 元");
    await expect(form.getByRole("group", { name: "一位家人 1" })).toBeVisible();
    await expect(form.getByRole("group", { name: "一位家人 2" })).toHaveCount(0);
    // Whoever did not mean it has it back, with what was written in it.
    await form.getByRole("button", { name: "撤销" }).click();
    await expect(form.locator("#total")).toHaveText("2000.5 元");
    await expect(incomes.nth(1)).toHaveValue("1200.5");
    await expect(form.getByRole("button", { name: "撤销" })).toHaveCount(0);
    await form.getByRole("group", { name: "一位家人 2" }).getByRole("button", { name: "去掉这一项" }).click();
    await expect(form.locator("#total")).toHaveText("800 元");

    // A village, from lists that come one after the other.
    await form.getByLabel("市县").selectOption({ label: "琼海市" });
    await form.getByLabel("乡镇、街道").selectOption({ label: "嘉积镇" });
    await form.getByLabel("村（居）").selectOption({ index: 1 });
    await form.getByLabel("市县").selectOption({ label: "三亚市" });
    await expect(form.getByLabel("村（居）")).toBeHidden();
    await form.getByLabel("乡镇、街道").selectOption({ index: 1 });
    await form.getByLabel("村（居）").selectOption({ index: 1 });
    const village = await form.getByLabel("村（居）").inputValue();

    // Nothing is wrong while somebody types; what is, is told when the form is sent, and goes once it is mended.
    await form.getByLabel("身份证号码（选填）").fill("110105194912310021");
    await expect(form.getByText("最后一位和前面对不上")).toBeVisible();
    await form.getByLabel("年龄（选填）").fill("两百");
    await expect(form.locator(".field__error")).toHaveCount(0);
    await form.getByRole("button", { name: "按规则再看一遍" }).click();
    const summary = page.getByRole("alert");
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("heading")).toHaveText("有问题需要改正");
    await expect(page).toHaveTitle(/^错误：/);
    await expect(summary.getByRole("link")).toHaveText(["年龄：请填写数字，例如 12", "姓名：请填写这一项", "为什么少：请填写这一项", "本人签名：请签名，或填写见证人姓名"]);
    await expect(form.getByLabel("年龄（选填）")).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByLabel("年龄（选填）")).toHaveAccessibleDescription("请填写数字，例如 12");
    await canBeUsedByEverybody(officer);
    await form.getByLabel("年龄（选填）").fill("72");
    await expect(summary.getByRole("link")).toHaveCount(3);
    // Who is older than 70 has to say it.
    await form.getByLabel("和谁一起住", { exact: true }).fill("女儿");
    await form.getByLabel("姓名", { exact: true }).fill("符小妹");
    await form.getByLabel("为什么少").fill("没有工作");

    // Signed with a finger; or by whoever saw it.
    const pad = form.getByRole("img", { name: "签名" });
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 60, { steps: 8 });
    await page.mouse.move(box.x + 60, box.y + 90, { steps: 8 });
    await page.mouse.up();
    const drawn = form.locator("input[name='signed']");
    await expect(drawn).toHaveValue(/^drawn:\d+ \d+( \d+ \d+)+$/);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page).not.toHaveTitle(/^错误：/);
    await form.getByRole("button", { name: "清除签名" }).press("Enter");
    await expect(drawn).toHaveValue("");
    const typed = await page.evaluate(() => Date.now());
    await form.getByLabel("见证人姓名").fill("李阿婆");
    expect(asked, "nothing was sent").toBe(0);

    // It lies on the device within a second, and comes back after a reload, and after the browser has thrown the page away.
    const keptAt = () =>
      page.evaluate(() => Object.entries(localStorage).find(([name]) => name.startsWith("form-draft "))?.[1].split(" ")[0] ?? "0");
    await expect.poll(async () => Number(await keptAt())).toBeGreaterThanOrEqual(typed);
    expect(Number(await keptAt()) - typed, "within a second").toBeLessThan(1_000);
    await expect(form.locator("[data-draft]")).toHaveText(/^已保存到本机 \d\d:\d\d$/);
    const all = async (page: Page) => page.evaluate(() => [...new FormData(document.querySelector("form.preview") as HTMLFormElement)].filter(([name]) => name !== "act"));
    const before = await all(page);
    expect(before).toContainEqual(["home.village", village]);
    const sealed = await page.evaluate(() => JSON.stringify(localStorage));
    expect(sealed).toContain("form-draft ");
    expect(sealed).not.toContain("符小妹");
    await page.reload();
    await officer.waitsForScripts();
    expect(await all(page)).toEqual(before);
    await expect(form.locator("#total")).toHaveText("800 元");
    const other = officer.at(await page.context().newPage());
    await page.close({ runBeforeUnload: false });
    await other.opens(FORM);
    await other.waitsForScripts();
    expect(await all(other.page)).toEqual(before);
    await expect(within(other.page).locator("#total")).toHaveText("800 元");

    // The browser's own post goes out, and the server finds nothing else.
    await within(other.page).getByRole("button", { name: "按规则再看一遍" }).click();
    await expect(other.page).toHaveURL(/preview\?width=phone/);
    await other.waitsForScripts();
    await expect(other.page.getByRole("alert")).toHaveCount(0);
    expect(await all(other.page)).toEqual(before);

    // What came back is kept half a second later, and not again by a page that rests.
    await expect(within(other.page).locator("[data-draft]")).toHaveText(/^已保存到本机/);

    // Whoever has another key reads nothing of it, and takes it off the device.
    const stranger = officer.at(await other.page.context().newPage());
    await stranger.page.route(`**${FORM}`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/data-key="[0-9a-f]{64}"/, `data-key="${"0".repeat(64)}"`);
      await route.fulfill({ response: answer, body });
    });
    await stranger.opens(FORM);
    await stranger.waitsForScripts();
    await expect(within(stranger.page).getByLabel("年龄（选填）")).toHaveValue("");
    expect(await stranger.page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("form-draft ")))).toEqual([]);
  } finally {
    await office.closes();
  }
});

test("Without scripts the same form asks the server @no-script @once", async ({ browser }) => {
  test.setTimeout(180_000);
  const office = await Office.opens(browser);
  try {
    const officer = await previews(office);
    const { page } = officer;
    const form = within(page);
    const look = () => form.getByRole("button", { name: "按规则再看一遍" }).click();
    await officer.opens(FORM);
    await expect(form.getByLabel("和谁一起住")).toBeHidden();
    await form.getByRole("radio", { name: "否" }).check();
    await form.getByLabel("年龄（选填）").fill("两百");
    // Enter sends the form, and does not press the first button that stands in it.
    await form.getByLabel("年龄（选填）").press("Enter");
    await expect(page.getByRole("alert").getByRole("link")).toContainText(["请填写数字，例如 12"]);
    await expect(page).toHaveTitle(/^错误：/);
    await expect(form.getByLabel("年龄（选填）")).toHaveValue("两百");
    await expect(form.getByLabel("和谁一起住（选填）")).toBeVisible();
    await form.getByLabel("年龄（选填）").fill("72");
    await form.getByRole("button", { name: "再加一位家人" }).click();
    await form.getByLabel("月收入（选填）").fill("800");
    await form.getByLabel("市县").selectOption({ label: "琼海市" });
    await form.getByRole("button", { name: "显示下一级" }).click();
    await form.getByLabel("乡镇、街道").selectOption({ label: "嘉积镇" });
    await form.getByRole("button", { name: "显示下一级" }).click();
    await form.getByLabel("村（居）").selectOption({ index: 1 });
    await expect(form.locator("#total")).toHaveText("800 元");
    await form.getByLabel("姓名", { exact: true }).fill("符小妹");
    await form.getByLabel("和谁一起住", { exact: true }).fill("女儿");
    await form.getByLabel("为什么少").fill("没有工作");
    await form.getByLabel("见证人姓名").fill("李阿婆");
    await look();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(form.getByLabel("姓名", { exact: true })).toHaveValue("符小妹");
    await expect(form.getByLabel("见证人姓名")).toHaveValue("李阿婆");
    await expect(form.getByLabel("村（居）")).not.toHaveValue("");

    // On paper everything is there, also what is asked only at times.
    await officer.opens(`${FORM}?width=print`);
    await expect(page.locator("table.paper").getByText("和谁一起住")).toBeVisible();
    await page.locator("#preview").getByRole("link", { name: "打印空表" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "打印空表" })).toBeVisible();
    await expect(page.locator("table.paper thead")).toContainText("B01.record · 草稿");
    await canBeUsedByEverybody(officer);
  } finally {
    await office.closes();
  }
});
