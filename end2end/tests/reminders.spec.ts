// The free reminder of the examination: from a number to a message and out again, with the dates that the province
// keeps. SMS are shown in the office instead of being sent, which is where the journey reads them.
import { aNumber, inDays } from "./support/made_up.ts";
import { expect, test, type Reader } from "./support/reader.ts";
import { canBeUsedByEverybody, comesIn, createAdmin, invites, pathOf, unique } from "./support/staff.ts";

/** What was written to a number: the lines of the outbox that end like it. */
async function written(office: Reader, number: string) {
  await office.opens("/office/messages");
  return office.main.getByRole("row").filter({ hasText: `139****${number.slice(7)}` });
}

test("From a number to a reminder, and out again by one press @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const admin = await browser.newContext({ baseURL, javaScriptEnabled });
  const office = reader.at(await admin.newPage());
  await comesIn(office, createAdmin().link);
  const security = await invites(office, "周安全", "海南省", "安全管理员");
  const officer = await invites(office, "吴处长", "海南省", "省级工作人员");
  await office.presses("退出登录");

  // Somebody asks; slips are told, and what was typed stays.
  const number = aNumber();
  await reader.opens("/");
  await reader.follows("预约提醒");
  await reader.seesHeading("考试提醒");
  await expect(reader.main.getByRole("row").filter({ hasText: "演示数据" }).first()).toBeVisible();
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("手机号").fill(number.slice(1));
  await reader.ticks("成绩公布");
  await reader.presses("发送验证码");
  await expect(reader.page.getByRole("alert")).toContainText("手机号是 11 位数字");
  await expect(reader.page.getByRole("alert")).toContainText("不勾选就不能保存号码");
  await expect(reader.page.getByLabel("手机号")).toHaveValue(number.slice(1));
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("手机号").fill(`+86 ${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`);
  await reader.ticks("我同意为这项提醒保存我的号码，直到我退出");
  await reader.presses("发送验证码");
  await reader.seesHeading("输入验证码");
  await reader.sees(`139****${number.slice(7)}`);
  await reader.page.getByLabel("6 位验证码").fill("12345");
  await reader.presses("确认");
  await expect(reader.page.getByRole("alert")).toContainText("验证码不对");
  await canBeUsedByEverybody(reader);

  // The code, where it is shown.
  await comesIn(office, security, "周安全");
  let code = "";
  await expect(async () => {
    const row = await written(office, number);
    expect(await row.count()).toBe(1);
    code = (await row.innerText()).match(/验证码 (\d{6})/)?.[1] ?? "";
    expect(code).toHaveLength(6);
  }).toPass({ timeout: 15_000 });
  await canBeUsedByEverybody(office);
  await reader.page.getByLabel("6 位验证码").fill(code);
  await reader.presses("确认");
  await reader.seesHeading("预约好了");
  await canBeUsedByEverybody(reader);

  // The province publishes a date that is near: the reminder goes out.
  const province = await browser.newContext({ baseURL, javaScriptEnabled });
  const theirs = reader.at(await province.newPage());
  await comesIn(theirs, officer, "吴处长");
  await theirs.follows("考试时间");
  const title = `加试 ${unique("x")}`;
  await theirs.presses("保存");
  await expect(theirs.page.getByRole("alert")).toContainText("请写依据");
  await theirs.page.getByLabel("事项").selectOption({ label: "考试" });
  await theirs.page.getByLabel("名称（中文）").fill(title);
  await theirs.page.getByLabel("日期或第一天").fill(inDays(1));
  await theirs.page.getByLabel("依据").fill("测试公告");
  await theirs.ticks("公布");
  await canBeUsedByEverybody(theirs);
  await theirs.presses("保存");
  await expect(theirs.page.getByRole("status")).toContainText("已保存");
  await reader.opens("/reminders");
  await expect(reader.main.getByRole("row").filter({ hasText: title })).toContainText(inDays(1));

  let link = "";
  await expect(async () => {
    const row = (await written(office, number)).filter({ hasText: title });
    expect(await row.count()).toBe(1);
    link = (await row.innerText()).match(/https?:\/\/\S+/)?.[0] ?? "";
    expect(link).toContain("/reminders/leave?key=");
  }).toPass({ timeout: 15_000 });

  // Opening the link alone changes nothing; one press does.
  await reader.opens(pathOf(link));
  await reader.seesHeading("不再提醒");
  await canBeUsedByEverybody(reader);
  await expect(await written(office, number)).not.toHaveCount(0);
  await reader.presses("不再提醒我");
  await reader.seesHeading("已退出");
  await expect((await written(office, number)).filter({ hasText: title })).toHaveCount(0);

  // The date goes again, so that nobody else is reminded of it.
  await theirs.main.getByRole("listitem").filter({ hasText: title }).getByRole("link", { name: "修改" }).click();
  await theirs.page.getByRole("checkbox", { name: "公布" }).uncheck();
  await theirs.presses("保存");
  await reader.opens("/reminders");
  await reader.doesNotSee(title);
  await admin.close();
  await province.close();
});

test("The dates go into a calendar, in the language of the page @once", async ({ reader }) => {
  await reader.opens("/en/reminders");
  await reader.seesHeading("Exam reminder");
  const answer = await reader.page.request.get("/en/reminders/examination.ics");
  expect(answer.headers()["content-type"]).toContain("text/calendar");
  const text = (await answer.text()).replaceAll("\r\n ", "");
  expect(text).toContain("SUMMARY:Social work examination");
  expect(text).toContain("BEGIN:VALARM");
});

test("A key that is none: the code is over, and leaving is granted all the same @once", async ({ reader }) => {
  await reader.opens("/reminders/confirm?key=nonsense");
  await reader.seesHeading("验证码已失效");
  await reader.follows("重新预约");
  await reader.seesHeading("考试提醒");
  await reader.opens("/reminders/leave?key=nonsense");
  await reader.presses("不再提醒我");
  await reader.seesHeading("已退出");
});
