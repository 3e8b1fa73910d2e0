// What journeys of calls for help have in common.
import { aNumber } from "./made_up.ts";
import { expect, type Reader } from "./reader.ts";

/** Presses the button and is told so, in the summary and beside a question; the page stays. */
export async function isTold(reader: Reader, button: string | RegExp, words: string) {
  await reader.presses(button);
  await expect(reader.page.getByRole("alert")).toContainText(words);
  await expect(reader.main.locator(".field__error").filter({ hasText: words }).first()).toBeVisible();
}

/** 琼海市, then 嘉积镇, from lists that come one after the other: by themselves, or without scripts by a button. */
export async function choosesJiaji(reader: Reader, between?: () => Promise<void>) {
  await reader.page.getByLabel("市县", { exact: true }).selectOption({ label: "琼海市" });
  const next = reader.page.getByRole("button", { name: "显示下一级" });
  if (await next.isVisible()) await next.click();
  await expect(reader.page.getByLabel("乡镇、街道")).toBeVisible();
  await between?.();
  await reader.page.getByLabel("乡镇、街道").selectOption({ label: "嘉积镇" });
}

/** Takes a call down at the station; gives the address of its page. */
export async function takesDown(reader: Reader): Promise<string> {
  const { page } = reader;
  await reader.opens("/office/help/new");
  await page.getByLabel("来源").selectOption({ label: "电话" });
  await page.getByLabel("遇到什么事，要什么帮助").fill("想问能有什么帮助。");
  await choosesJiaji(reader);
  await page.getByLabel("求助人怎么称呼").fill("吴先生");
  await page.getByRole("textbox", { name: "电话", exact: true }).fill(aNumber());
  await page.getByRole("group", { name: "打不通时" }).getByRole("radio", { name: "是" }).check();
  await page.getByRole("radio", { name: "为自己" }).check();
  await reader.presses("保存");
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  return new URL(page.url()).pathname;
}
