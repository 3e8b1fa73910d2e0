// Activities with volunteers: from a station's draft to a certificate that a stranger checks; a full shift with its line;
// a minor; a leader without a signal; an activity that does not take place.
import ICAL from "ical.js";
import { type Crew, crewOf, goHome, STATION } from "./support/crew.ts";
import { expect, test, type Reader } from "./support/reader.ts";
import { canBeUsedByEverybody, onAnotherDevice, unique } from "./support/staff.ts";
import { bornYearsAgo, isToldBySms, registers } from "./support/volunteers.ts";

/** The day and the time of day in Hainan, so many minutes from now. */
function inMinutes(minutes: number): { day: string; time: string } {
  const at = new Date(Date.now() + (8 * 60 + minutes) * 60_000).toISOString();
  return { day: at.slice(0, 10), time: at.slice(11, 16) };
}

const inDays = (days: number) => inMinutes(days * 24 * 60).day;

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
async function drafts(worker: Reader, name: string, day: string, places = "5") {
  const { page } = worker;
  await page.getByLabel("组织单位").selectOption({ label: STATION });
  await page.getByLabel("活动名称").fill(name);
  await page.getByLabel("类别").selectOption({ label: "医疗健康" });
  await page.getByLabel("服务内容").fill("陪两位长者去卫生院取药。");
  await page.getByLabel("可能的风险").fill("天热，路上车多。");
  await page.getByLabel("活动负责人").fill("陈站长");
  await page.getByLabel("联系电话").fill("0898-65310000");
  await page.getByLabel("地点", { exact: true }).selectOption("469002100");
  await page.getByLabel("具体地址").fill("卫生院门口");
  await page.getByLabel("坐标").fill("19.24,110.46");
  await page.getByLabel("日期", { exact: true }).fill(day);
  await page.getByLabel("开始", { exact: true }).fill("09:00");
  await page.getByLabel("结束", { exact: true }).fill("11:30");
  await page.getByLabel("人数", { exact: true }).fill(places);
}

/** Drafts and publishes an activity; gives the end of its address. */
async function publishes(crew: Crew, name: string, places = "5", more = async () => {}): Promise<string> {
  await crew.worker.opens("/office/activities/new");
  await drafts(crew.worker, name, inDays(1), places);
  await more();
  return appears(crew, name);
}

/** Saves the draft that is filled in, hands it over, and the leader publishes it. */
async function appears(crew: Crew, name: string): Promise<string> {
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

/** Adds a shift that begins soon. */
async function addsShift(worker: Reader, id: string): Promise<{ day: string; from: string; to: string }> {
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
async function signsUp(reader: Reader, id: string, time: string, button: string | RegExp = /^报名/) {
  await reader.opens(`/activities/${id}`);
  const shift = reader.main.getByRole("listitem").filter({ has: reader.page.getByRole("heading", { name: time }) });
  await shift.getByRole("button", { name: button }).click();
}

const MORNING = "09:00–11:30";

const named = (name: string) => `${name}${unique("").slice(-4)}`;

test("A winter resident helps: found by skill and county, told by SMS, there by code, certified, and checked by a stranger @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const crew = await crewOf({ reader, browser, baseURL, javaScriptEnabled });
  const { page } = reader;
  const name = named("陪诊");

  // What is wrong is told in full, by the question it is about, and nothing that was typed is lost.
  await crew.worker.opens("/office/activities/new");
  await canBeUsedByEverybody(crew.worker);
  await drafts(crew.worker, name, "2020-01-01", "10000");
  await crew.worker.presses("保存草稿");
  await expect(crew.worker.page.getByRole("alert")).toContainText("只能发布还没有开始的班次");
  await expect(crew.worker.page.getByRole("alert")).toContainText("日期：");
  await expect(crew.worker.page.getByRole("alert").getByRole("link", { name: /^人数：.*1 到 500/ })).toHaveAttribute("href", "#places");
  await expect(crew.worker.page.getByLabel("活动名称")).toHaveValue(name);
  await canBeUsedByEverybody(crew.worker);
  await crew.worker.page.getByLabel("日期", { exact: true }).fill(inDays(1));
  await crew.worker.page.getByLabel("人数", { exact: true }).fill("5");
  await crew.worker.ticks("医疗");
  const id = await appears(crew, name);
  const shift = await addsShift(crew.worker, id);
  await canBeUsedByEverybody(crew.leader);

  // Found by county and skill, not by another skill.
  const volunteer = await registers(reader, crew.office, "林候鸟", "1958-03-09", async () => {
    await reader.ticks("医疗");
    await page.getByLabel("几月来").selectOption("11");
    await page.getByLabel("几月走").selectOption("3");
  });
  await reader.opens("/activities");
  await canBeUsedByEverybody(reader);
  await page.getByLabel("市县", { exact: true }).selectOption({ label: "琼海市" });
  await page.getByLabel("技能").selectOption({ label: "医疗" });
  await reader.presses("查找");
  await reader.follows(name);
  await reader.sees("天热，路上车多。");
  await canBeUsedByEverybody(reader);

  // Tomorrow; and soon, with a reminder.
  await signsUp(reader, id, MORNING);
  await expect(page.getByRole("status")).toContainText("报名成功");
  await canBeUsedByEverybody(reader);
  await isToldBySms(crew.office, volunteer.phone, "您已报名");
  await signsUp(reader, id, `${shift.from}–${shift.to}`);
  await expect(page.getByRole("status")).toContainText("报名成功");
  await isToldBySms(crew.office, volunteer.phone, "提醒您");

  // A social worker goes along tomorrow, and they read who.
  await crew.worker.opens(`/office/activities/${id}`);
  const partner = crew.worker.main.locator("form").filter({ has: crew.worker.page.getByRole("button", { name: "保存搭档" }) }).last();
  await partner.getByLabel("搭档社工").selectOption({ label: "符社工" });
  await partner.getByRole("button", { name: "保存搭档" }).click();
  await expect(crew.worker.page.getByRole("status").filter({ hasText: "已保存" })).toBeVisible();
  await canBeUsedByEverybody(crew.worker);
  await reader.opens("/activities/mine");
  await reader.sees("搭档社工：符社工");

  // Their own calendar reads both shifts, at an address that is shown once; read by a library that is none of ours.
  await reader.opens("/volunteers/me");
  await reader.presses("生成日历网址");
  await canBeUsedByEverybody(reader);
  const shown = new URL(await reader.main.locator("[data-address]").innerText());
  const calendar = await page.request.get(shown.pathname + shown.search);
  const events = new ICAL.Component(ICAL.parse(await calendar.text())).getAllSubcomponents("vevent");
  expect(events.map((event) => event.getFirstPropertyValue("status"))).toEqual(["CONFIRMED", "CONFIRMED"]);
  for (const event of events) expect(new ICAL.Event(event).summary).toBe(name);
  await reader.opens("/volunteers/me");
  await expect(reader.main.locator("[data-address]")).toHaveCount(0);
  await reader.presses("停用这个网址");
  expect((await page.request.get(shown.pathname + shown.search)).status()).toBe(404);

  // The code of the minute, and that of the next to leave with.
  await crew.leader.opens(`/office/activities/${id}`);
  await crew.leader.main.getByRole("listitem").or(crew.leader.main.locator("section")).filter({ hasText: `${shift.from}–${shift.to}` }).getByRole("link", { name: "到场码" }).last().click();
  await crew.leader.seesHeading("到场码");
  await canBeUsedByEverybody(crew.leader);
  const codes = ((await crew.leader.main.locator("[data-codes]").getAttribute("data-codes")) ?? "").split(",");
  await reader.opens("/activities/here");
  await page.getByLabel("六位数字").fill("12345");
  await reader.presses("我到了");
  await expect(page.getByText("数字不对或已更换").first()).toBeVisible();
  await canBeUsedByEverybody(reader);
  await reader.opens(`/activities/here?code=${codes[0]}`);
  if (javaScriptEnabled) {
    // Their phone is elsewhere: they wanted that to be known, and are told what becomes of it.
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: 18.3, longitude: 109.5 });
    await reader.presses("附上我的位置");
    await expect(page.getByText("已附上")).toBeVisible();
  }
  await reader.presses("我到了");
  await expect(page.getByRole("status").filter({ hasText: "已记录到场" })).toBeVisible();
  await page.getByLabel("六位数字").fill(codes[1]);
  await reader.presses("我走了");
  await expect(page.getByRole("status").filter({ hasText: "已记录：" })).toBeVisible();
  await crew.leader.opens(`/office/activities/${id}`);
  await crew.leader.sees("林候鸟");
  await crew.leader.sees("到场码");
  if (javaScriptEnabled) await crew.leader.sees(/定位距现场约 \d+ 公里/);

  // Of an hour that is not over nobody is given hours: those of a day before, by two people and a reason.
  const before = named("义诊");
  await crew.worker.opens("/office/activities/new?late=1");
  await drafts(crew.worker, before, inDays(-3));
  await crew.worker.page.getByLabel("补录原因").fill("当天没有网络");
  const late = await appears(crew, before);
  await crew.worker.opens(`/office/activities/${late}`);
  await crew.worker.main.locator("summary").filter({ hasText: "补记没有到场记录的时长" }).click();
  await crew.worker.page.locator("#ask-volunteer").fill(volunteer.own);
  await crew.worker.page.locator("#ask-came").fill("09:00");
  await crew.worker.page.locator("#ask-left").fill("11:30");
  await crew.worker.page.locator("#ask-hours").fill("2.5");
  await crew.worker.page.locator("#ask-reason").fill("签到表在纸上");
  await crew.worker.main.getByRole("button", { name: "提交", exact: true }).click();
  await crew.worker.sees("待另一人同意");
  await crew.leader.opens(`/office/activities/${late}`);
  await crew.leader.presses("同意");
  await crew.leader.sees("已确认");
  await crew.leader.sees("无到场记录，由两人确认");
  await isToldBySms(crew.office, volunteer.phone, "2.5 小时");

  // Its certificate, for anybody who has the number.
  await reader.opens("/activities/mine");
  await reader.sees("共 2.5 小时");
  await canBeUsedByEverybody(reader);
  await reader.presses("开具志愿服务证明");
  await reader.seesHeading("证明有效");
  const { pathname } = new URL(page.url());
  const stranger = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  await stranger.opens(pathname);
  await stranger.seesHeading("证明有效");
  await stranger.sees(before);
  await stranger.doesNotSee(volunteer.phone);
  await canBeUsedByEverybody(stranger);
  const pdf = await stranger.link("下载 PDF").getAttribute("href");
  const file = await stranger.page.request.get(pdf ?? "");
  // The machine that runs this has a font with Chinese signs; one that has none answers 503, which is no proof.
  expect(file.status(), "a font with Chinese signs has to be on this machine").toBe(200);
  expect(file.headers()["content-type"]).toBe("application/pdf");
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await stranger.follows("打印用的页面");
  await stranger.sees(before);
  await stranger.page.context().close();

  // Hours that were wrong are taken back for a reason, and the certificate that states them with them.
  await crew.leader.opens(`/office/activities/${late}`);
  await crew.leader.main.locator("summary").filter({ hasText: "撤回这些时长" }).click();
  await crew.leader.main.getByRole("button", { name: "撤回", exact: true }).click();
  await expect(crew.leader.page.getByRole("alert")).toContainText("请写明原因");
  await canBeUsedByEverybody(crew.leader);
  await crew.leader.page.locator("input[id^='reason-take_back_hours']").fill("记错了日期");
  await crew.leader.main.getByRole("button", { name: "撤回", exact: true }).click();
  await crew.leader.sees("不计入的原因：记错了日期");
  await isToldBySms(crew.office, volunteer.phone, "被撤回：记错了日期");
  await reader.opens(pathname);
  await reader.seesHeading(/撤销/);
  await reader.opens("/activities/mine");
  await reader.sees("共 0 小时");
  await goHome(crew);
});

test("A shift is full: the line, a cancellation, an offer that is taken; and then it does not take place @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const crew = await crewOf({ reader, browser, baseURL, javaScriptEnabled });
  const other = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  const name = named("理发");
  const id = await publishes(crew, name, "1");
  const [first, second] = [await registers(reader, crew.office, "林一", "1958-03-09"), await registers(other, crew.office, "符二", "1960-03-09")];
  await signsUp(reader, id, MORNING);
  await expect(reader.page.getByRole("status")).toContainText("报名成功");
  await signsUp(other, id, MORNING, /^候补报名/);
  await expect(other.page.getByRole("status")).toContainText("已为您候补");
  await canBeUsedByEverybody(other);
  await reader.presses("取消报名");
  await expect(reader.page.getByRole("status")).toContainText("已取消报名");
  await isToldBySms(crew.office, second.phone, "有空位了");
  await other.opens(`/activities/${id}`);
  await other.sees("名额为您保留到");
  await other.presses("确认参加");
  await expect(other.page.getByRole("status")).toContainText("报名成功");
  await reader.opens(`/activities/${id}`);
  await reader.sees("名额已满");

  await crew.leader.opens(`/office/activities/${id}`);
  await crew.leader.main.locator("summary").filter({ hasText: "取消活动" }).click();
  await crew.leader.page.locator("#reason-cancel_activity").fill("台风");
  await crew.leader.main.getByRole("button", { name: "取消活动" }).click();
  await crew.leader.sees("已取消");
  await isToldBySms(crew.office, second.phone, "取消了：台风");
  await other.opens(`/activities/${id}`);
  await other.sees("活动已取消：台风");
  await canBeUsedByEverybody(other);
  await isToldBySms(crew.office, first.phone, "您已报名");
  await other.page.context().close();
  await goHome(crew);
});

test("A pupil signs up with what the guardian agreed to, and not where one has to be older @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const crew = await crewOf({ reader, browser, baseURL, javaScriptEnabled });
  const grown = await publishes(crew, named("义诊"), "5", async () => crew.worker.page.getByLabel("最低年龄").fill("18"));
  const open = await publishes(crew, named("读书"));
  await registers(reader, crew.office, "王小草", bornYearsAgo(12));
  await signsUp(reader, grown, MORNING);
  await expect(reader.page.getByRole("alert")).toContainText("本活动要求年满 18 周岁");
  await signsUp(reader, open, MORNING);
  await expect(reader.page.getByRole("status")).toContainText("报名成功");
  await goHome(crew);
});

test("A leader loses the signal during the roll-call: nothing is lost and nothing is doubled @once @script", async ({ reader, browser, baseURL }) => {
  test.slow();
  const crew = await crewOf({ reader, browser, baseURL });
  const other = await onAnotherDevice(reader, browser, baseURL);
  const id = await publishes(crew, named("清滩"));
  const shift = await addsShift(crew.worker, id);
  const time = `${shift.from}–${shift.to}`;
  const names = ["林点名", "符点名"];
  for (const [place, one] of [reader, other].entries()) {
    await registers(one, crew.office, names[place], "1958-03-09");
    await signsUp(one, id, time);
    await expect(one.page.getByRole("status")).toContainText("报名成功");
  }
  const leader = crew.leader;
  await leader.opens(`/office/activities/${id}`);
  const row = (name: string) => leader.main.locator(".session").filter({ hasText: name });
  await leader.page.context().setOffline(true);
  for (const name of names) {
    await row(name).getByRole("button", { name: "点名：到场" }).click();
    await expect(row(name).getByRole("status")).toContainText("已保存到本机");
  }
  await leader.sees("2 条点名记录");
  const kept = await leader.page.evaluate(() => JSON.stringify(localStorage));
  for (const name of names) expect(kept).not.toContain(name);

  // The page goes while there is no signal, and another one sends what was kept.
  const { page } = leader;
  const again = leader.at(await page.context().newPage());
  await page.close();
  await page.context().setOffline(false);
  await again.opens(`/office/activities/${id}`);
  await expect.poll(() => again.page.evaluate(() => localStorage.getItem("roll-call"))).toBe("[]");
  for (let turn = 0; turn < 2; turn += 1) {
    await again.opens(`/office/activities/${id}`);
    for (const name of names) {
      const times = again.main.locator(".session").filter({ hasText: name }).locator("li");
      await expect(times).toHaveCount(1);
      await expect(times).toContainText(`${shift.from}–在场`);
    }
  }
  await canBeUsedByEverybody(again);
  await other.page.context().close();
  await goHome(crew);
});

test("Activities stand on a map beside their list, and a mark leads to one @script", async ({ reader }) => {
  await reader.opens("/activities");
  await reader.page.locator("#map").scrollIntoViewIfNeeded();
  await expect(reader.page.locator(".map[data-live]")).toBeAttached();
  await reader.page.locator(".map button[data-id]").first().focus();
  const chosen = reader.page.locator(".map__chosen").getByRole("link").first();
  // Several near each other are one mark, which opens.
  await expect(async () => {
    await reader.pressesKey("Enter");
    await expect(chosen).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await chosen.click();
  await expect(reader.page).toHaveURL(/\/activities\/[0-9a-f-]{36}$/);
});

test("Without scripts the map of activities leads from a county to its list @no-script", async ({ reader }) => {
  await reader.opens("/activities");
  await reader.main.getByRole("link", { name: /^琼海，\d+ 项活动$/ }).click();
  await expect(reader.page).toHaveURL(/county=469002/);
  await expect(reader.page.getByLabel("市县", { exact: true })).toHaveValue("469002");
});
