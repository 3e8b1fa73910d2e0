// Volunteers: from a number and a code to «my data», with a couple on one telephone, a minor with a guardian, and the
// station that opens what is personal for a reason. SMS are shown in the office instead of being sent, which is where
// the journeys read them.
import { STATION } from "./support/crew.ts";
import { aNumber } from "./support/made_up.ts";
import { expect, test } from "./support/reader.ts";
import { startServer } from "./support/server.ts";
import { beginsWork, canBeUsedByEverybody, comesIn, createAdmin, invites, onAnotherDevice, pathOf } from "./support/staff.ts";
import { bornYearsAgo, codeTo, isToldBySms, provesNumber, registers, unfolds } from "./support/volunteers.ts";

test("A winter resident registers, corrects, takes home and erases; a couple shares the number; the station reads for a reason @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const theirs = await browser.newContext({ baseURL, javaScriptEnabled });
  const office = reader.at(await theirs.newPage());
  await comesIn(office, createAdmin().link);
  const security = await invites(office, "周安全", "海南省", "安全管理员");
  const county = await invites(office, "符干部", "琼海市", "县级工作人员");
  await office.presses("退出登录");
  await comesIn(office, security, "周安全");

  // Slips are told, and a number of another country gets an answer of its own.
  const number = aNumber();
  const used: string[] = [];
  await reader.opens("/volunteers");
  await reader.seesHeading("志愿者");
  await canBeUsedByEverybody(reader);
  await reader.follows("登记成为志愿者");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("手机号").fill("+7 900 123 45 67");
  await reader.presses("发送验证码");
  await expect(reader.page.getByRole("alert")).toContainText("用别的号码登记");
  await expect(reader.page.getByLabel("手机号")).toHaveValue("+7 900 123 45 67");
  await canBeUsedByEverybody(reader);
  await provesNumber(reader, office, number, used);

  // Little is needed; what was typed stays when something is missing.
  await reader.seesHeading("您的情况");
  await canBeUsedByEverybody(reader);
  const name = "林候鸟";
  await reader.page.getByLabel("姓名", { exact: true }).fill(name);
  await expect(reader.page.getByLabel("几月来")).toBeHidden();
  await unfolds(reader);
  await canBeUsedByEverybody(reader);
  await reader.ticks("医疗");
  await reader.presses("登记");
  await expect(reader.page.getByRole("alert")).toContainText("请写完整的出生日期");
  await expect(reader.page.getByRole("alert")).toContainText("同意协议才能登记");
  await expect(reader.page.getByRole("checkbox", { name: "医疗" })).toBeChecked();
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("出生日期").fill("1958-03-09");
  await reader.page.getByLabel("所在市县").selectOption({ label: "琼海市" });
  await reader.presses("列出这个市县的乡镇和社工站");
  await reader.page.getByLabel("乡镇或街道").selectOption({ label: "嘉积镇" });
  await unfolds(reader);
  await reader.page.getByLabel("几月来").selectOption("11");
  await reader.page.getByLabel("几月走").selectOption("3");
  await reader.ticks("我已阅读并同意志愿服务协议");
  await reader.presses("登记");
  await reader.seesHeading("我的志愿者资料");
  await reader.sees("可以报名");
  const own = (await reader.main.innerText()).match(/HN\d{10}/)?.[0] ?? "";
  expect(own).toHaveLength(12);
  await canBeUsedByEverybody(reader);

  // To correct and to take home.
  await reader.page.getByLabel("从哪个省来").fill("黑龙江");
  await reader.presses("保存");
  await expect(reader.page.getByRole("status")).toContainText("已办理");
  await expect(reader.page.getByLabel("从哪个省来")).toHaveValue("黑龙江");
  const taken = await reader.page.request.get("/volunteers/me/data.json");
  expect((await taken.json()).details.name).toBe(name);

  // The other half of the couple, with the same number; then the number asks who is there.
  await reader.presses("退出登录");
  await reader.sees("已退出登录");
  await reader.follows("已登记，登录");
  await provesNumber(reader, office, number, used);
  await reader.seesHeading("我的志愿者资料");
  await reader.presses("退出登录");
  await reader.follows("登记成为志愿者");
  await provesNumber(reader, office, number, used);
  await reader.seesHeading("请选择您是哪一位");
  await canBeUsedByEverybody(reader);
  await reader.follows("都不是，登记另一个人");
  await reader.page.getByLabel("姓名", { exact: true }).fill("陈候鸟");
  await reader.page.getByLabel("出生日期").fill("1956-05-01");
  await reader.page.getByLabel("所在市县").selectOption({ label: "琼海市" });
  await reader.ticks("我已阅读并同意志愿服务协议");
  await reader.presses("登记");
  await reader.seesHeading("我的志愿者资料");
  expect((await reader.main.innerText()).match(/HN\d{10}/)?.[0]).not.toBe(own);

  // The county: by number and family name; more for a reason, which is written down.
  await office.presses("退出登录");
  await comesIn(office, county, "符干部");
  await office.opens("/office/volunteers");
  await canBeUsedByEverybody(office);
  await office.page.getByLabel("志愿者编号").fill(own.toLowerCase());
  await office.presses("查询");
  await office.follows(own);
  await office.doesNotSee(name);
  await office.sees("医疗");
  await canBeUsedByEverybody(office);
  await office.main.getByText("姓名、电话和其他个人资料").click();
  await office.presses("打开");
  await expect(office.page.getByRole("alert")).toContainText("请写原因");
  await office.page.getByLabel("为什么要看").fill("通知活动改期");
  await office.presses("打开");
  await office.sees(name);
  await office.sees(number);
  await canBeUsedByEverybody(office);
  await office.main.getByText("记录培训").first().click();
  await office.page.getByLabel("培训名称").fill("急救培训");
  await office.page.locator("#note_training-day").fill("2026-11-01");
  await office.main.getByRole("button", { name: "记录培训" }).click();
  await expect(office.page.getByRole("status")).toContainText("已办理");
  await office.sees(/急救培训/);

  // Erased: nothing but the number is left.
  await reader.main.getByText("删除我的资料").click();
  await reader.presses("删除");
  await expect(reader.page.getByRole("alert")).toContainText("请先勾选");
  await reader.ticks("我确定要删除");
  await reader.presses("删除");
  await reader.sees("您的资料已经删除");
  await reader.opens("/volunteers/me");
  await reader.seesHeading("志愿者登录");
  await theirs.close();
});

test("A pupil registers, and counts once the guardian has agreed with a code of their own @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const theirs = await browser.newContext({ baseURL, javaScriptEnabled });
  const office = reader.at(await theirs.newPage());
  await comesIn(office, createAdmin().link);
  const security = await invites(office, "周安全", "海南省", "安全管理员");
  await office.presses("退出登录");
  await comesIn(office, security, "周安全");

  const [number, guardians] = [aNumber(), aNumber()];
  const used: string[] = [];
  await reader.opens("/volunteers/register");
  await provesNumber(reader, office, number, used);
  await reader.page.getByLabel("姓名", { exact: true }).fill("王小草");
  await reader.page.getByLabel("出生日期").fill(bornYearsAgo(4));
  await reader.page.getByLabel("所在市县").selectOption({ label: "琼海市" });
  await reader.ticks("我已阅读并同意志愿服务协议");
  await reader.presses("登记");
  await expect(reader.page.getByRole("alert")).toContainText("未满 6 岁还不能登记");
  await reader.page.getByLabel("出生日期").fill(bornYearsAgo(12));
  await reader.presses("登记");
  await expect(reader.page.getByRole("alert")).toContainText("请写监护人姓名");
  await reader.page.getByLabel("监护人姓名").fill("王大花");
  await reader.page.getByLabel("监护人手机号").fill(guardians);
  await reader.page.getByLabel("与孩子的关系").selectOption({ label: "父母" });
  await reader.presses("登记");
  await reader.seesHeading("请监护人同意");
  await canBeUsedByEverybody(reader);
  const theirCodes: string[] = [];
  await reader.page.getByLabel("6 位验证码").fill(await codeTo(office, guardians, theirCodes));
  await reader.presses("我是监护人，我同意");
  await reader.seesHeading("我的志愿者资料");
  await reader.sees("监护人同意日期");

  // The guardian comes in with their own number.
  await reader.presses("退出登录");
  await reader.follows("已登记，登录");
  await reader.page.getByLabel("手机号").fill(guardians);
  await reader.presses("发送验证码");
  await reader.page.getByLabel("6 位验证码").fill(await codeTo(office, guardians, theirCodes));
  await reader.presses("确认");
  await reader.seesHeading("我的志愿者资料");
  await theirs.close();
});

test("The office registers somebody from paper, and changes the number of a lost telephone; the numbers are told @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const theirs = await browser.newContext({ baseURL, javaScriptEnabled });
  const office = reader.at(await theirs.newPage());
  await comesIn(office, createAdmin().link);
  const security = await invites(office, "周安全", "海南省", "安全管理员");
  const county = await invites(office, "符干部", "琼海市", "县级工作人员");
  await office.presses("退出登录");
  await comesIn(office, security, "周安全");
  await comesIn(reader, county, "符干部");

  // From paper: without a signature nothing, and what was typed stays.
  const [number, other] = [aNumber(), aNumber()];
  await reader.opens("/office/volunteers");
  await reader.follows("代为登记志愿者");
  await reader.seesHeading("代为登记志愿者");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("手机号", { exact: true }).fill(number);
  await reader.page.getByLabel("姓名", { exact: true }).fill("符阿公");
  await reader.page.getByLabel("出生日期").fill("1950-05-01");
  await reader.page.getByLabel("乡镇或街道").selectOption({ label: "嘉积镇" });
  await reader.presses("登记");
  await expect(reader.page.getByRole("alert")).toContainText("在纸质协议上签名，再勾选");
  await expect(reader.page.getByLabel("手机号", { exact: true })).toHaveValue(number);
  await canBeUsedByEverybody(reader);
  await reader.ticks("本人（未成年人由监护人）已在纸质协议上签名");
  await reader.presses("登记");
  await expect(reader.page.getByRole("status")).toContainText("已办理");
  await reader.sees("可以报名");
  await reader.sees("社工站代为登记");
  await isToldBySms(office, number, "社工站已按签了名的纸质协议登记志愿者");

  // The telephone is lost: another number, for a reason.
  await reader.main.getByText("更换手机号").first().click();
  await reader.page.getByLabel("新手机号").fill(other);
  await reader.main.getByRole("button", { name: "更换手机号" }).click();
  await expect(reader.page.getByRole("alert")).toContainText("请写原因");
  await expect(reader.page.getByLabel("新手机号")).toHaveValue(other);
  await canBeUsedByEverybody(reader);
  await reader.page.locator("#change_volunteer_phone-words").fill("手机丢了");
  await reader.main.getByRole("button", { name: "更换手机号" }).click();
  await expect(reader.page.getByRole("status")).toContainText("已办理");
  await reader.sees("社工站更换手机号");
  await reader.sees("手机丢了");
  await isToldBySms(office, number, "已由社工站更改");
  await isToldBySms(office, other, "改成这个号码");
  await theirs.close();
});

test("Who sets a password comes in with it, and takes it away again @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const theirs = await browser.newContext({ baseURL, javaScriptEnabled });
  const office = reader.at(await theirs.newPage());
  await comesIn(office, createAdmin().link);
  const security = await invites(office, "周安全", "海南省", "安全管理员");
  await office.presses("退出登录");
  await comesIn(office, security, "周安全");

  const { own, phone } = await registers(reader, office, "陈木棉", "1960-02-03");
  const password = "海边有三棵高高的椰子树和一只狗";
  await reader.main.getByText("密码（可选）").click();
  await reader.page.getByLabel("密码", { exact: true }).fill("passwordpassword");
  await reader.page.getByLabel("再输入一次").fill("passwordpassword");
  await reader.presses("设置密码");
  await expect(reader.page.getByRole("alert")).toContainText("这个密码太常见");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("密码", { exact: true }).fill(password);
  await reader.page.getByLabel("再输入一次").fill(password);
  await reader.presses("设置密码");
  await expect(reader.page.getByRole("status")).toContainText("已办理");

  await reader.presses("退出登录");
  await reader.follows("已登记，登录");
  await reader.main.getByText("用密码登录").click();
  await reader.page.getByLabel("手机或志愿者编号").fill(phone);
  await reader.page.getByLabel("密码", { exact: true }).fill("海边没有椰子树");
  await reader.presses(/^登录$/);
  await expect(reader.page.getByRole("alert")).toContainText("号码或密码不对");
  await expect(reader.page.getByLabel("手机或志愿者编号")).toHaveValue(phone);
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("手机或志愿者编号").fill(own);
  await reader.page.getByLabel("密码", { exact: true }).fill(password);
  await reader.presses(/^登录$/);
  await reader.seesHeading("我的志愿者资料");

  await reader.main.getByText("密码（可选）").click();
  await reader.sees("已设置密码");
  await reader.presses("不再使用密码");
  await expect(reader.page.getByRole("status")).toContainText("已办理");
  await theirs.close();
});

test("Where no SMS is sent, a station gives an address to set a password at, and it works once @once", async ({ reader, browser, javaScriptEnabled }) => {
  test.slow();
  const server = await startServer({ sms: "off" });
  const device = () => onAnotherDevice(reader, browser, server.address, javaScriptEnabled);
  const [office, leader, volunteer] = [await device(), await device(), await device()];
  try {
    await comesIn(office, createAdmin().link);
    await beginsWork(leader, await invites(office, "陈站长", STATION, "站长"), "陈站长");
    const phone = aNumber();
    await leader.opens("/office/volunteers/register");
    await leader.page.getByLabel("手机号", { exact: true }).fill(phone);
    await leader.page.getByLabel("姓名", { exact: true }).fill("符阿公");
    await leader.page.getByLabel("出生日期").fill("1950-05-01");
    await leader.page.getByLabel("乡镇或街道").selectOption({ label: "嘉积镇" });
    await leader.ticks("本人（未成年人由监护人）已在纸质协议上签名");
    await leader.presses("登记");
    await expect(leader.page.getByRole("status")).toContainText("已办理");

    await leader.main.getByText("让本人设置密码").click();
    await leader.presses("生成网址");
    const given = leader.page.getByRole("status");
    await expect(given).toContainText("只在这里显示一次");
    await expect(given.getByRole("img", { name: "设置密码的网址的二维码" })).toBeVisible();
    await canBeUsedByEverybody(leader);
    const address = pathOf(await given.locator("code").innerText());

    // Their own telephone: what was typed wrongly is told, then they are in; in English as well.
    await volunteer.opens(`/en${address}`);
    await volunteer.seesHeading("Set a password as a volunteer");
    await volunteer.opens(address);
    await volunteer.seesHeading("设置志愿者密码");
    await canBeUsedByEverybody(volunteer);
    const password = "海边有三棵高高的椰子树和一只狗";
    await volunteer.page.getByLabel("密码", { exact: true }).fill(password);
    await volunteer.page.getByLabel("再输入一次").fill("海边没有椰子树");
    await volunteer.presses("设置密码并登录");
    await expect(volunteer.page.getByRole("alert")).toContainText("两次输入不一样");
    await canBeUsedByEverybody(volunteer);
    await volunteer.page.getByLabel("密码", { exact: true }).fill(password);
    await volunteer.page.getByLabel("再输入一次").fill(password);
    await volunteer.presses("设置密码并登录");
    await volunteer.seesHeading("我的志愿者资料");
    await volunteer.sees("社工站给了设置密码的网址");

    await volunteer.presses("退出登录");
    await volunteer.opens(address);
    await volunteer.seesHeading("这个网址不能用了");
    await canBeUsedByEverybody(volunteer);
    await volunteer.follows("志愿者登录");
    await volunteer.page.getByLabel("手机或志愿者编号").fill(phone);
    await volunteer.page.getByLabel("密码", { exact: true }).fill(password);
    await volunteer.presses(/^登录$/);
    await volunteer.seesHeading("我的志愿者资料");
  } finally {
    for (const one of [office, leader, volunteer]) await one.page.context().close();
    await server.stop();
  }
});

test("A key that is none: the code is over, and nothing is told @once", async ({ reader }) => {
  for (const address of ["/volunteers/code", "/volunteers/choose", "/volunteers/register/details"]) {
    await reader.opens(`${address}?key=nonsense`);
    await reader.seesHeading("验证码已失效");
  }
  await reader.opens("/volunteers/me");
  await reader.seesHeading("志愿者登录");
  await reader.opens("/en/volunteers");
  await reader.follows("Register");
  await reader.seesHeading("Register as a volunteer");
});
