// Activities with volunteers: from a station's draft to a certificate that a stranger checks; a full shift with its line;
// a place that is handed on; a minor; a leader without a signal; an activity that does not take place; the sheets of months.
import ICAL from "ical.js";
import { addsShift, appears, drafts, givesHours, MORNING, named, publishes, signsUp } from "./support/activities.ts";
import { crewOf, goHome } from "./support/crew.ts";
import { inDays } from "./support/made_up.ts";
import { expect, test } from "./support/reader.ts";
import { canBeUsedByEverybody, onAnotherDevice, pathOf } from "./support/staff.ts";
import { bornYearsAgo, isToldBySms, registers } from "./support/volunteers.ts";

/** The moment in Hainan at which an event begins, `2026-12-02T09:00`. */
const begins = (event: ICAL.Event) => new Date(event.startDate.toJSDate().getTime() + 8 * 3_600_000).toISOString();
const dayOf = (event: ICAL.Event) => begins(event).slice(0, 10);
const clockOf = (event: ICAL.Event) => begins(event).slice(11, 16);

test("A winter resident helps: found by skill, county and season, told by SMS, there by code, certified, and checked by a stranger @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
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

  // Found by county, skill and season; the order by distance keeps what was asked for.
  const volunteer = await registers(reader, crew.office, "林候鸟", "1958-03-09", async () => {
    await reader.ticks("医疗");
    await page.getByLabel("几月来").selectOption("11");
    await page.getByLabel("几月走").selectOption("3");
  });
  await reader.opens("/activities");
  await canBeUsedByEverybody(reader);
  await page.getByLabel("市县", { exact: true }).selectOption({ label: "琼海市" });
  await page.getByLabel("技能").selectOption({ label: "医疗" });
  const month = Number(inDays(1).slice(5, 7));
  const winter = month >= 11 || month <= 4;
  await page.getByLabel("季节").selectOption({ label: winter ? "其他月份（5月到10月）" : "冬季（11月到次年4月）" });
  await reader.presses("查找");
  await expect(reader.link(name)).toHaveCount(0);
  await page.getByLabel("季节").selectOption({ label: winter ? "冬季（11月到次年4月）" : "其他月份（5月到10月）" });
  await reader.presses("查找");
  await expect(reader.link(name)).toBeVisible();
  if (javaScriptEnabled) {
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: 19.24, longitude: 110.46 });
    await reader.presses("离我最近的在前");
    await expect(page).toHaveURL(/county=469002&skill=medicine&season=\w+&near=19\.240,110\.460#nearest$/);
  }
  await reader.follows(name);
  await reader.sees("天热，路上车多。");
  await canBeUsedByEverybody(reader);

  // Tomorrow; and soon. Nobody is promised a reminder the day before when that day has come.
  await signsUp(reader, id, MORNING);
  await expect(page.getByRole("status")).toContainText("报名成功。班次就在明天");
  await canBeUsedByEverybody(reader);
  await isToldBySms(crew.office, volunteer.phone, "您已报名");
  await signsUp(reader, id, `${shift.from}–${shift.to}`);
  await expect(page.getByRole("status")).toContainText("报名成功。班次就在");

  // A social worker goes along tomorrow, and they read who.
  await crew.worker.opens(`/office/activities/${id}`);
  await crew.worker.main.locator("summary").filter({ hasText: "搭档社工" }).last().click();
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
  await reader.opens("/activities/mine");
  await reader.sees("卫生院门口");
  await reader.follows("到场和离场");
  await page.getByLabel("六位数字").fill("12345");
  await reader.presses("我到了");
  await expect(page.getByText("数字不对或已更换").first()).toBeVisible();
  await canBeUsedByEverybody(reader);
  await reader.opens(`/activities/here?code=${codes[0]}`);
  if (javaScriptEnabled) {
    // Their phone is elsewhere: they wanted that to be known, and are told what becomes of it.
    await page.context().setGeolocation({ latitude: 18.3, longitude: 109.5 });
    await reader.presses("附上我的位置");
    await expect(page.getByText("已附上")).toBeVisible();
  }
  await reader.presses("我到了");
  await expect(page.getByRole("status").filter({ hasText: "已记录到场" })).toContainText(name);
  await page.getByLabel("六位数字").fill(codes[0]);
  await reader.presses("我走了");
  await expect(page.getByText("这个码已经用来到场").first()).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "您已经到场" })).toBeVisible();
  await canBeUsedByEverybody(reader);
  await page.getByLabel("六位数字").fill(codes[1]);
  await reader.presses("我走了");
  await expect(page.getByRole("status").filter({ hasText: "已记录：" })).toBeVisible();
  await crew.leader.opens(`/office/activities/${id}`);
  await crew.leader.sees("林候鸟");
  await crew.leader.sees("到场码");
  await crew.leader.sees("不在班次时间内");
  await canBeUsedByEverybody(crew.leader);
  if (javaScriptEnabled) await crew.leader.sees(/定位距现场约 \d+ 公里/);

  // Of an hour that is not over nobody is given hours: those of a day before, by two people and a reason.
  const before = named("义诊");
  const late = await givesHours(crew, before, inDays(-3), volunteer.own);
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

test("Who cannot come hands the place to somebody: by number, and then to whoever has the link @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const crew = await crewOf({ reader, browser, baseURL, javaScriptEnabled });
  const other = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  const name = named("送餐");
  const id = await publishes(crew, name, "1");
  const first = await registers(reader, crew.office, "林一", "1958-03-09");
  const second = await registers(other, crew.office, "符二", "1960-03-09");
  await signsUp(reader, id, MORNING);
  await expect(reader.page.getByRole("status")).toContainText("报名成功");

  // A slip in the number is told, and what was typed stays. Until the other accepts, the place is whose it was.
  await reader.page.getByLabel("让给哪位志愿者").fill("HN12");
  await reader.presses("把名额让给别人");
  await expect(reader.page.getByRole("alert")).toContainText("志愿者编号有误");
  await expect(reader.page.getByLabel("让给哪位志愿者")).toHaveValue("HN12");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("让给哪位志愿者").fill(second.own);
  await reader.presses("把名额让给别人");
  await expect(reader.page.getByRole("status")).toContainText("对方接受之前，名额还是您的");
  await reader.sees("已报名");

  await other.opens("/activities/mine");
  await other.seesHeading("别人想让给我的");
  await canBeUsedByEverybody(other);
  await other.follows(name);
  await other.seesHeading("有人把名额让给您");
  await canBeUsedByEverybody(other);
  const { pathname, search } = new URL(other.page.url());
  await other.presses("接受名额");
  await expect(other.page.getByRole("status")).toContainText("报名成功");
  await reader.opens("/activities/mine");
  await expect(reader.main.getByRole("listitem").filter({ hasText: name })).toContainText("已让给他人");
  await reader.opens(`/activities/${id}`);
  await reader.sees("名额已满");
  await crew.leader.opens(`/office/activities/${id}`);
  await expect(crew.leader.main.locator(".session").filter({ hasText: second.own })).toContainText("已报名");
  await expect(crew.leader.main.locator(".session").filter({ hasText: first.own })).toContainText("已让给他人");

  // What was taken cannot be taken again, by whoever has its address.
  await reader.opens(pathname + search);
  await expect(reader.main.getByRole("button", { name: "接受名额" })).toHaveCount(0);

  // Back again, to whoever opens a link.
  await other.presses("把名额让给别人");
  const link = await other.page.getByRole("status").locator("code").innerText();
  await canBeUsedByEverybody(other);
  await reader.opens(pathOf(link));
  await reader.presses("接受名额");
  await expect(reader.page.getByRole("status")).toContainText("报名成功");
  await other.opens("/activities/mine");
  await expect(other.main.getByRole("listitem").filter({ hasText: name })).toContainText("已让给他人");
  await isToldBySms(crew.office, second.phone, "的名额让给您");
  await isToldBySms(crew.office, first.phone, "已由别人接替");
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
  // Another device of the leader, whose clock goes by itself: a clock that is set is set for all pages of a device.
  const device = await browser.newContext({ baseURL, storageState: await leader.page.context().storageState() });
  const screen = leader.at(await device.newPage());
  await screen.page.clock.install();
  await screen.opens(`/office/activities/${id}`);
  await screen.main.locator("section").filter({ hasText: time }).getByRole("link", { name: "到场码" }).last().click();
  await screen.seesHeading("到场码");
  for (const context of [device, leader.page.context()]) await context.setOffline(true);

  // The open page of the codes goes from minute to minute, digits and picture, and on to where there are none any more.
  const panel = screen.main.locator("[data-codes]");
  const [digits, picture] = [panel.locator("[data-digits]"), panel.locator("svg path")];
  const codes = ((await panel.getAttribute("data-codes")) ?? "").split(",").map((code) => `${code.slice(0, 3)} ${code.slice(3)}`);
  const first = Number(await panel.getAttribute("data-first"));
  const ofTheMinute = async () => codes[Math.floor((await screen.page.evaluate(() => Date.now())) / 60_000) - first];
  const drawn = new Set<string | null>();
  for (let minute = 0; minute < 3; minute += 1) {
    await expect(async () => expect(await digits.innerText()).toBe(await ofTheMinute())).toPass();
    drawn.add(await picture.getAttribute("d"));
    await screen.page.clock.fastForward(60_000);
  }
  expect(drawn.size).toBe(3);
  const changes = panel.locator("[data-left]");
  await expect(changes).toHaveText(/^\d+ 秒后更换$/);
  await screen.page.clock.fastForward(codes.length * 60_000);
  await expect(digits).toHaveText("现在没有到场码");
  await expect(changes).toBeHidden();
  await device.close();
  const notes = async (name: string, button: string) => {
    await row(name).getByRole("button", { name: button }).click();
    await expect(row(name).getByText("已保存到本机").first()).toBeVisible();
  };
  // One comes, and the end of the shift is noted before it is there; the other is noted as absent before it begins, and comes.
  await notes(names[0], "点名：到场");
  await row(names[0]).getByLabel("离场").fill(shift.to);
  await notes(names[0], "点名：到场");
  await notes(names[1], "未到");
  await notes(names[1], "点名：到场");
  await leader.sees("4 条点名记录");
  const kept = await leader.page.evaluate(() => JSON.stringify(localStorage));
  for (const name of names) expect(kept).not.toContain(name);

  // The page goes while there is no signal, and another one sends what was kept.
  const { page } = leader;
  const again = leader.at(await page.context().newPage());
  await page.close();
  await page.context().setOffline(false);
  await again.opens(`/office/activities/${id}`);
  const lie = () => again.page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("roll-call ")).sort());
  await expect.poll(async () => (await lie()).length).toBe(2);
  const refused = again.main.locator("[data-roll-call]").getByRole("listitem");
  for (let turn = 0; turn < 2; turn += 1) {
    await again.opens(`/office/activities/${id}`);
    await again.sees("2 条没有记上");
    await expect(refused).toHaveCount(2);
    await expect(refused.filter({ hasText: names[0] })).toContainText(`离场 ${shift.to}`);
    await expect(refused.filter({ hasText: names[0] })).toContainText("不晚于现在");
    await expect(refused.filter({ hasText: names[1] })).toContainText("班次开始以后才能记未到");
    for (const name of names) {
      const times = again.main.locator(".session").filter({ hasText: name }).locator("li");
      await expect(times).toHaveCount(1);
      await expect(times).toContainText(`${shift.from}–在场`);
    }
  }
  await canBeUsedByEverybody(again);

  // What was refused is told wherever the roll is called, is sent again as something new, and lies there until it is let go.
  await again.opens("/office/activities");
  await expect(refused).toHaveCount(2);
  const beside = again.at(await again.page.context().newPage());
  await beside.opens("/office/activities");
  const there = beside.main.locator("[data-roll-call]").getByRole("listitem");
  await expect(there).toHaveCount(2);
  const before = await lie();
  await refused.first().getByRole("button", { name: "再发送" }).click();
  await expect.poll(async () => (await lie()).filter((name) => before.includes(name)).length).toBe(1);
  await expect(refused).toHaveCount(2);
  // What one page does with a note, the other shows.
  for (const left of [1, 0]) {
    await refused.first().getByRole("button", { name: "不用了" }).click();
    await expect(refused).toHaveCount(left);
    await expect(there).toHaveCount(left);
  }
  expect(await lie()).toEqual([]);
  await beside.page.close();
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

test("The sheet of a month leads to the next and back, and shows an activity on its day", async ({ reader }) => {
  // One of the demo data, as the calendar of all has it; not of today, where it might begin just now.
  const feed = await reader.page.request.get("/activities/calendar.ics");
  const events = new ICAL.Component(ICAL.parse(await feed.text())).getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));
  const event = events.find((it) => it.summary.includes("演示数据") && dayOf(it) > inDays(0));
  if (!event) throw new Error("the demo data have an activity on a day to come");
  const [year, month, day] = dayOf(event).split("-").map(Number);
  const [thisYear, thisMonth] = inDays(0).split("-").map(Number);
  const called = (months: number) => {
    const first = new Date(Date.UTC(thisYear, thisMonth - 1 + months, 1));
    return `${first.getUTCFullYear()}年${first.getUTCMonth() + 1}月志愿服务活动`;
  };

  await reader.opens("/activities");
  await reader.follows("按月历看");
  await reader.seesHeading(called(0));
  await expect(reader.link("上个月")).toHaveCount(0);
  await reader.follows("下个月");
  await reader.seesHeading(called(1));
  await reader.follows("上个月");
  await reader.seesHeading(called(0));
  // A month that is none is this one, which is said, and the last for which there is a sheet leads no further.
  await reader.opens("/activities/month?month=2020-13");
  await reader.seesHeading(called(0));
  await reader.sees("没有您要的那个月");
  await reader.opens(`/activities/month?month=${thisYear + 1}${inDays(0).slice(4, 7)}`);
  await reader.seesHeading(called(12));
  await expect(reader.link("下个月")).toHaveCount(0);

  await reader.opens(`/activities/month?month=${dayOf(event).slice(0, 7)}`);
  await reader.seesHeading(`${year}年${month}月志愿服务活动`);
  const cell = reader.main.getByRole("cell").filter({ has: reader.page.locator("b", { hasText: new RegExp(`^${day}$`) }) });
  await expect(cell).toHaveCount(1);
  await canBeUsedByEverybody(reader);
  const activity = new URL(String(event.component.getFirstPropertyValue("url"))).pathname;
  await expect(cell.locator(`a[href="${activity}"]`).first()).toHaveText(event.summary);
  await expect(cell.getByText(clockOf(event)).first()).toBeVisible();
  await cell.locator(`a[href="${activity}"]`).first().click();
  await reader.seesHeading(event.summary);
});
