// E-mail of a volunteer: an address that counts once its code was given, an invitation for the calendar, and the address
// taken away. E-mails are shown in the office instead of being sent, like SMS.
import ICAL from "ical.js";
import { MORNING, named, publishes, signsUp } from "./support/activities.ts";
import { crewOf, goHome } from "./support/crew.ts";
import { expect, test, type Reader } from "./support/reader.ts";
import { canBeUsedByEverybody, unique } from "./support/staff.ts";
import { isToldBySms, registers } from "./support/volunteers.ts";

/** The e-mails to an address of which the office shows this much, the newest first. */
async function mailsTo(office: Reader, masked: string) {
  await office.opens("/office/messages?per=100");
  return office.main.getByRole("row").filter({ hasText: masked });
}

/** Waits for so many e-mails; gives the event in the calendar of the newest, and what is done with it. */
async function invitation(office: Reader, masked: string, count: number): Promise<{ method: string; event: ICAL.Component }> {
  await expect(async () => expect(await (await mailsTo(office, masked)).filter({ hasText: "附件：日历邀请" }).count()).toBe(count)).toPass({ timeout: 45_000 });
  const newest = (await mailsTo(office, masked)).filter({ hasText: "附件：日历邀请" }).first();
  await newest.getByText("附件：日历邀请").click();
  await expect(newest.getByText("BEGIN:VCALENDAR")).toBeVisible();
  // As it is written: a line that goes on begins with a blank, which is not seen.
  const file = (await newest.getByText("BEGIN:VCALENDAR").textContent()) ?? "";
  const calendar = new ICAL.Component(ICAL.parse(file));
  return { method: String(calendar.getFirstPropertyValue("method")), event: calendar.getAllSubcomponents("vevent")[0] };
}

test("A volunteer gives an address: proved by a code, shown masked, sent invitations, and taken away @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const crew = await crewOf({ reader, browser, baseURL, javaScriptEnabled });
  const { office } = crew;
  const { page } = reader;
  const name = named("读报");
  const id = await publishes(crew, name);
  const volunteer = await registers(reader, office, "林有信", "1958-03-09");
  const domain = `${unique("mail").replace(".", "-")}.example.org`;
  const [address, masked] = [`xiaohua@${domain}`, `x***@${domain}`];

  // A slip is told, and what was typed stays.
  await reader.opens("/volunteers/me");
  await reader.seesHeading("邮箱（选填）");
  await page.getByLabel("邮箱", { exact: true }).fill("xiaohua");
  await reader.presses("发送验证码");
  await expect(page.getByRole("alert")).toContainText("请检查邮箱地址");
  await expect(page.getByLabel("邮箱", { exact: true })).toHaveValue("xiaohua");
  await canBeUsedByEverybody(reader);

  // It counts once its code was given, and is masked from then on.
  await page.getByLabel("邮箱", { exact: true }).fill(address);
  await reader.presses("发送验证码");
  await reader.seesHeading("输入验证码");
  await reader.sees(masked);
  await canBeUsedByEverybody(reader);
  await page.getByLabel("6 位验证码").fill("1");
  await reader.presses("确认");
  await expect(page.getByRole("alert")).toBeVisible();
  let code = "";
  await expect(async () => {
    code = (await (await mailsTo(office, masked)).first().innerText({ timeout: 1_000 })).match(/\b(\d{6})\b/)?.[1] ?? "";
    expect(code).toHaveLength(6);
  }).toPass();
  await page.getByLabel("6 位验证码").fill(code);
  await reader.presses("确认");
  await reader.seesHeading("我的志愿者资料");
  await reader.sees(`现在发到 ${masked}。`);
  expect(await page.content()).not.toContain(address);
  await expect(page.getByLabel("换成另一个邮箱")).toHaveValue("");
  await canBeUsedByEverybody(reader);

  // A place comes as an invitation, and what takes it out of the calendar again bears the same name and a higher number.
  await signsUp(reader, id, MORNING);
  const place = await invitation(office, masked, 1);
  expect(place.method).toBe("REQUEST");
  expect(new ICAL.Event(place.event).summary).toBe(name);
  expect(place.event.getFirstPropertyValue("attendee")).toBe(`mailto:${address}`);
  await canBeUsedByEverybody(office);
  await isToldBySms(office, volunteer.phone, "您已报名");
  await reader.presses("取消报名");
  await expect(page.getByRole("status")).toContainText("已取消报名");
  const out = await invitation(office, masked, 2);
  expect(out.method).toBe("CANCEL");
  expect(out.event.getFirstPropertyValue("uid")).toBe(place.event.getFirstPropertyValue("uid"));
  expect(Number(out.event.getFirstPropertyValue("sequence"))).toBeGreaterThan(Number(place.event.getFirstPropertyValue("sequence")));

  // Taken away: what is told goes by SMS alone.
  await reader.opens("/volunteers/me");
  await reader.presses("删掉邮箱，不再发邮件");
  await expect(page.getByRole("status")).toContainText("已办理");
  await expect(reader.main).not.toContainText(masked);
  await expect(page.getByLabel("邮箱", { exact: true })).toHaveValue("");
  const before = await (await mailsTo(office, masked)).count();
  await signsUp(reader, id, MORNING);
  const told = async () => {
    await office.opens("/office/messages?per=100");
    return office.main.getByRole("row").filter({ hasText: `139****${volunteer.phone.slice(7)}` }).filter({ hasText: "您已报名" }).count();
  };
  await expect.poll(told, { timeout: 45_000 }).toBe(2);
  expect(await (await mailsTo(office, masked)).count()).toBe(before);
  await goHome(crew);
});
