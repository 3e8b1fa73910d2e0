// What a station and its volunteers do with activities, in the words of the journeys.
import { type Crew, JIAJI, type Seat } from "./crew.ts";
import { inDays } from "./made_up.ts";
import { expect, type Reader } from "./reader.ts";
import { unique } from "./staff.ts";

/** The day and the time of day in Hainan, so many minutes from now. */
function inMinutes(minutes: number): { day: string; time: string } {
  const at = new Date(Date.now() + (8 * 60 + minutes) * 60_000).toISOString();
  return { day: at.slice(0, 10), time: at.slice(11, 16) };
}

/**
 * A shift that begins within the hour in which one may come early, and ends on the day on which it begins: of an hour, or a
 * little shorter late in the evening, when none of an hour does both.
 */
function soon(): { day: string; from: string; to: string } {
  for (const long of [60, 30]) {
    for (let begins = 20; begins <= 55; begins += 1) {
      const [from, to] = [inMinutes(begins), inMinutes(begins + long)];
      if (from.day === to.day) return { day: from.day, from: from.time, to: to.time };
    }
  }
  throw new Error("there is such a shift at any time");
}

/** Fills in the form of an activity; the shift is on that day, from nine to half past eleven. */
export async function drafts(worker: Reader, name: string, day: string, places = "5", at: Seat = JIAJI) {
  const { page } = worker;
  await page.getByLabel("组织单位").selectOption({ label: at.station });
  await page.getByLabel("活动名称").fill(name);
  await page.getByLabel("类别").selectOption({ label: "医疗健康" });
  await page.getByLabel("服务内容").fill("陪两位长者去卫生院取药。");
  await page.getByLabel("可能的风险").fill("天热，路上车多。");
  await page.getByLabel("活动负责人").fill("陈站长");
  await page.getByLabel("联系电话").fill("0898-65310000");
  await page.getByLabel("地点", { exact: true }).selectOption(at.place);
  await page.getByLabel("具体地址").fill("卫生院门口");
  await page.getByLabel("坐标").fill("19.24,110.46");
  await page.getByLabel("日期", { exact: true }).fill(day);
  await page.getByLabel("开始", { exact: true }).fill("09:00");
  await page.getByLabel("结束", { exact: true }).fill("11:30");
  await page.getByLabel("人数", { exact: true }).fill(places);
}

/** Drafts and publishes an activity; gives the end of its address. */
export async function publishes(crew: Crew, name: string, places = "5", more = async () => {}): Promise<string> {
  await crew.worker.opens("/office/activities/new");
  await drafts(crew.worker, name, inDays(1), places, crew.at);
  await more();
  return appears(crew, name);
}

/** Saves the draft that is filled in, hands it over, and the leader publishes it. */
export async function appears(crew: Crew, name: string): Promise<string> {
  await crew.worker.presses("保存草稿");
  await crew.worker.seesHeading(name);
  const { pathname } = new URL(crew.worker.page.url());
  await crew.worker.presses("提交审核");
  await crew.worker.sees("待审核");
  await crew.leader.opens(pathname);
  await crew.leader.presses("发布");
  await expect(crew.leader.page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
  return pathname.replace("/office/activities/", "");
}

/** An activity of that day is entered afterwards; the volunteer of this number gets two hours and a half of it, by two people. */
export async function givesHours(crew: Crew, name: string, day: string, volunteer: string, more = async () => {}): Promise<string> {
  const { worker, leader } = crew;
  await worker.opens("/office/activities/new?late=1");
  await drafts(worker, name, day, "5", crew.at);
  await worker.page.getByLabel("补录原因").fill("当天没有网络");
  await more();
  const id = await appears(crew, name);
  await worker.opens(`/office/activities/${id}`);
  await worker.main.locator("summary").filter({ hasText: "补记没有到场记录的时长" }).click();
  await worker.page.locator("#ask-volunteer").fill(volunteer);
  await worker.page.locator("#ask-came").fill("09:00");
  await worker.page.locator("#ask-left").fill("11:30");
  await worker.page.locator("#ask-hours").fill("2.5");
  await worker.page.locator("#ask-reason").fill("签到表在纸上");
  await worker.main.getByRole("button", { name: "提交", exact: true }).click();
  await worker.sees("待另一人同意");
  await leader.opens(`/office/activities/${id}`);
  await leader.presses("同意");
  await leader.sees("已确认");
  return id;
}

/** Adds a shift that begins soon. */
export async function addsShift(worker: Reader, id: string): Promise<{ day: string; from: string; to: string }> {
  const shift = soon();
  await worker.opens(`/office/activities/${id}`);
  await worker.main.locator("summary").filter({ hasText: "增加班次" }).click();
  const { page } = worker;
  await page.locator("#new-day").fill(shift.day);
  await page.locator("#new-from").fill(shift.from);
  await page.locator("#new-to").fill(shift.to);
  await page.locator("#new-places").fill("5");
  await worker.main.getByRole("button", { name: "增加班次" }).click();
  await worker.sees(`${shift.from}–${shift.to}`);
  return shift;
}

/** Signs up for the shift of this time. */
export async function signsUp(reader: Reader, id: string, time: string, button: string | RegExp = /^报名/) {
  await reader.opens(`/activities/${id}`);
  const shift = reader.main.getByRole("listitem").filter({ has: reader.page.getByRole("heading", { name: time }) });
  await shift.getByRole("button", { name: button }).click();
}

export const MORNING = "09:00–11:30";

export const named = (name: string) => `${name}${unique("").slice(-4)}`;
