// Volunteers of the journeys. SMS are shown in the office instead of being sent, which is where the journeys read them.
import { aNumber } from "./made_up.ts";
import { expect, type Reader } from "./reader.ts";

/** The day on which somebody was born who is so many years old. */
export function bornYearsAgo(years: number): string {
  const today = new Date(Date.now() + 8 * 3_600_000);
  return `${today.getUTCFullYear() - years - 1}-01-15`;
}

/** What went to a number, the newest first, as the office's outbox shows it. */
async function textsTo(office: Reader, number: string): Promise<string[]> {
  await office.opens("/office/messages?per=100");
  return office.main.getByRole("row").filter({ hasText: `139****${number.slice(7)}` }).allInnerTexts();
}

/** Waits until the number was told something with these words; what activities have to tell goes out every twenty seconds. */
export async function isToldBySms(office: Reader, number: string, words: string) {
  await expect.poll(async () => (await textsTo(office, number)).join("\n"), { timeout: 45_000 }).toContain(words);
}

/** The code that went to a number last and was not used yet. */
export async function codeTo(office: Reader, number: string, used: string[] = []): Promise<string> {
  let code = "";
  await expect(async () => {
    const texts = await textsTo(office, number);
    const codes = texts.map((text) => text.match(/\b(\d{6})\b/)?.[1] ?? "").filter((digits) => digits && !used.includes(digits));
    expect(codes.length).toBeGreaterThan(0);
    code = codes[0];
  }).toPass({ timeout: 15_000 });
  used.push(code);
  return code;
}

export async function provesNumber(reader: Reader, office: Reader, number: string, used: string[]) {
  await reader.page.getByLabel("手机号").fill(number);
  await reader.presses("发送验证码");
  await reader.seesHeading("输入验证码");
  await reader.page.getByLabel("6 位验证码").fill(await codeTo(office, number, used));
  await reader.presses("确认");
}

/** Opens every part of a form that is folded, so that it can be filled in. */
export async function unfolds(reader: Reader) {
  const folded = reader.main.locator("form details:not([open]) > summary");
  await expect(folded.first()).toBeVisible();
  while ((await folded.count()) > 0) await folded.first().click();
}

/** Somebody registers, and stays signed in. */
export interface Registered {
  name: string;
  phone: string;
  /** Their own number, `HN…`. */
  own: string;
}

/** Registers with what is needed and with what `more` fills in; a guardian agrees where there has to be one. */
export async function registers(reader: Reader, office: Reader, name: string, born: string, more = async () => {}, county = "琼海市"): Promise<Registered> {
  const [phone, guardian] = [aNumber(), aNumber()];
  await reader.opens("/volunteers/register");
  await provesNumber(reader, office, phone, []);
  await unfolds(reader);
  await reader.page.getByLabel("姓名", { exact: true }).fill(name);
  await reader.page.getByLabel("出生日期").fill(born);
  await reader.page.getByLabel("所在市县").selectOption({ label: county });
  await more();
  await reader.ticks("我已阅读并同意志愿服务协议");
  if (born > bornYearsAgo(17)) {
    await reader.page.getByLabel("监护人姓名").fill("王大花");
    await reader.page.getByLabel("监护人手机号").fill(guardian);
    await reader.page.getByLabel("与孩子的关系").selectOption({ label: "父母" });
  }
  await reader.presses("登记");
  if (born > bornYearsAgo(17)) {
    await reader.page.getByLabel("6 位验证码").fill(await codeTo(office, guardian));
    await reader.presses("我是监护人，我同意");
  }
  await reader.seesHeading("我的志愿者资料");
  const own = (await reader.main.innerText()).match(/HN\d{10}/)?.[0] ?? "";
  return { name, phone, own };
}
