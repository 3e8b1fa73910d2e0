// The staff come in: from the invitation over the second factor to signing out. Each journey makes its own people, by
// the command line as whoever runs the program does, and by the office as an administrator does.
import { expect, test, type Reader } from "./support/reader.ts";
import { PASSWORD, canBeUsedByEverybody, comesIn, createAdmin, digits, pathOf, unique } from "./support/staff.ts";

async function signsIn(reader: Reader, name: string, password = PASSWORD) {
  await reader.opens("/sign-in");
  await reader.page.getByLabel("登录名").fill(name);
  await reader.page.getByLabel("密码").fill(password);
  await reader.presses("登录");
}

test("An administrator comes in by the link, with the second factor, goes out and comes back @once", async ({ reader }) => {
  const { name, link } = createAdmin();
  const { key, codes } = await comesIn(reader, link, "王小明", canBeUsedByEverybody);
  await expect(reader.main).toContainText("海南省 · 账号管理员");
  expect(codes.length).toBe(10);

  await reader.presses("退出登录");
  await reader.opens("/office");
  await expect(reader.page).toHaveURL(/\/sign-in$/);

  await signsIn(reader, name);
  await reader.seesHeading("输入验证码");
  await reader.page.getByLabel("6 位数字或备用码").fill("000000");
  await reader.presses("继续");
  await expect(reader.page.getByRole("alert")).toContainText("验证码不对");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("6 位数字或备用码").fill(digits(key, 1));
  await reader.presses("继续");
  await reader.seesHeading("王小明，您好");
  await reader.presses("退出登录");

  // Without the phone.
  await signsIn(reader, name);
  await reader.page.getByLabel("6 位数字或备用码").fill(codes[3]);
  await reader.presses("继续");
  await reader.seesHeading("王小明，您好");
  // The link is used up.
  await reader.opens(link);
  await reader.seesHeading("这个链接不能用了");
});

test("Somebody who is invited starts to work, and loses the open page when the account is disabled @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  const { link } = createAdmin();
  await comesIn(reader, link);
  await reader.follows("人员");
  const colleague = unique("li");
  await reader.presses("生成邀请链接");
  await expect(reader.page.getByRole("alert")).toContainText("请输入姓名");
  await reader.page.getByLabel("姓名").fill("李站长");
  await reader.page.getByLabel("登录名").fill(colleague);
  await reader.page.getByLabel("单位").selectOption({ label: "嘉积镇社工站" });
  await reader.page.getByLabel("角色").selectOption({ label: "省级工作人员" });
  await reader.presses("生成邀请链接");
  await expect(reader.page.getByRole("alert")).toContainText("这个单位没有这种角色");
  await expect(reader.page.getByLabel("姓名")).toHaveValue("李站长");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("角色").selectOption({ label: "站长" });
  await reader.presses("生成邀请链接");
  const invitation = pathOf(await reader.page.getByRole("status").locator("code").innerText());

  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const theirs = await context.newPage();
  await theirs.goto(invitation);
  await expect(theirs.getByText("李站长，您好")).toBeVisible();
  await theirs.getByLabel("密码", { exact: true }).fill("short");
  await theirs.getByLabel("再输入一次").fill("short");
  await theirs.getByRole("button", { name: "继续" }).click();
  await expect(theirs.getByRole("alert")).toContainText("请输入至少 15 个字符");
  await expect(theirs).toHaveTitle(/^错误：/);
  await theirs.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await theirs.getByLabel("再输入一次").fill(PASSWORD);
  await theirs.getByRole("button", { name: "继续" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: "李站长，您好" })).toBeVisible();
  await expect(theirs.getByRole("main")).toContainText("嘉积镇社工站 · 站长");

  await reader.opens(`/office/staff?q=${colleague}`);
  await reader.main.getByRole("listitem").filter({ hasText: colleague }).getByRole("link").click();
  await canBeUsedByEverybody(reader);
  await reader.presses("停用账号");
  await expect(reader.main).toContainText("已停用");
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/sign-in$/);
  await theirs.getByLabel("登录名").fill(colleague);
  await theirs.getByLabel("密码").fill(PASSWORD);
  await theirs.getByRole("button", { name: "登录" }).click();
  await expect(theirs.getByRole("alert")).toContainText("登录名或密码不对");
  await context.close();
});

test("Somebody who forgot the password gets a new link, and is signed out elsewhere @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  const { link } = createAdmin();
  await comesIn(reader, link);
  await reader.follows("人员");
  const colleague = unique("chen");
  await reader.page.getByLabel("姓名").fill("陈社工");
  await reader.page.getByLabel("登录名").fill(colleague);
  await reader.page.getByLabel("单位").selectOption({ label: "嘉积镇社工站" });
  await reader.page.getByLabel("角色").selectOption({ label: "社工" });
  await reader.presses("生成邀请链接");
  const invitation = pathOf(await reader.page.getByRole("status").locator("code").innerText());
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const theirs = await context.newPage();
  const choose = async (address: string) => {
    await theirs.goto(address);
    await theirs.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await theirs.getByLabel("再输入一次").fill(PASSWORD);
    await theirs.getByRole("button", { name: "继续" }).click();
    await expect(theirs.getByRole("heading", { level: 1, name: "陈社工，您好" })).toBeVisible();
  };
  await choose(invitation);
  await reader.opens(`/office/staff?q=${colleague}`);
  await reader.main.getByRole("listitem").filter({ hasText: colleague }).getByRole("link").click();
  await reader.presses("重新生成链接");
  const again = pathOf(await reader.page.getByRole("status").locator("code").innerText());
  await choose(again);
  await reader.at(theirs).follows("登录的设备");
  await expect(theirs.getByRole("main").getByRole("listitem").filter({ hasText: "最近使用" })).toHaveCount(1);
  await theirs.getByRole("button", { name: "退出这台设备" }).click();
  await theirs.goto("/office");
  await expect(theirs).toHaveURL(/\/sign-in$/);
  await context.close();
});

test("Who forgot the password asks, and the administrator sees it where they begin @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  await comesIn(reader, createAdmin().link);
  const other = createAdmin();
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const theirs = await context.newPage();
  await theirs.goto("/sign-in");
  await theirs.getByRole("link", { name: "忘了密码，或登录不了" }).click();
  await theirs.getByRole("button", { name: "请求重新登录" }).click();
  await expect(theirs.getByRole("alert")).toContainText("请输入登录名");
  await theirs.getByLabel("登录名").fill(other.name);
  await theirs.getByRole("button", { name: "请求重新登录" }).click();
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("请求已经发出");

  await reader.opens(`/office/staff?q=${other.name}`);
  await reader.main.getByRole("listitem").filter({ hasText: other.name }).getByRole("link").click();
  await expect(reader.main).toContainText("请求重新登录：忘了密码");
  await canBeUsedByEverybody(reader);
  await reader.presses("重新生成链接");
  const again = pathOf(await reader.page.getByRole("status").locator("code").innerText());
  await theirs.goto(again);
  await theirs.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await theirs.getByLabel("再输入一次").fill(PASSWORD);
  await theirs.getByRole("button", { name: "继续" }).click();
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("绑定验证器");
  await context.close();
});

test("A role is given for a time, somebody leaves, and another goes on @once", async ({ reader }) => {
  const { link } = createAdmin();
  await comesIn(reader, link);
  const [leaving, heir] = [unique("zhou"), unique("wu")];
  for (const [called, name] of [["周站长", leaving], ["吴社工", heir]]) {
    await reader.follows("人员");
    await reader.page.getByLabel("姓名").fill(called);
    await reader.page.getByLabel("登录名").fill(name);
    await reader.page.getByLabel("单位").selectOption({ label: "嘉积镇社工站" });
    await reader.page.getByLabel("角色").selectOption({ label: "社工" });
    await reader.presses("生成邀请链接");
    await expect(reader.page.getByRole("status").locator("code")).toBeVisible();
  }
  await reader.opens(`/office/staff?q=${leaving}`);
  await reader.main.getByRole("listitem").filter({ hasText: leaving }).getByRole("link").click();
  await reader.page.getByLabel("单位").selectOption({ label: "嘉积镇社工站" });
  await reader.page.getByLabel("角色").selectOption({ label: "站长" });
  await reader.page.getByLabel("第一天").fill("昨天");
  await reader.presses("增加角色");
  await expect(reader.page.getByRole("alert")).toContainText("请写成 2026-12-31 这样的日期");
  await expect(reader.page.getByLabel("第一天")).toHaveValue("昨天");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("第一天").fill("2026-01-01");
  await reader.presses("增加角色");
  await expect(reader.main).toContainText("2026-01-01 起");

  const handing = reader.main.locator("form").filter({ has: reader.page.getByLabel("由谁接手") });
  await handing.getByLabel("最后一天").fill("2099-12-31");
  const option = handing.locator("option").filter({ hasText: "吴社工" }).last();
  await handing.getByLabel("由谁接手").selectOption((await option.getAttribute("value")) ?? "");
  await handing.getByRole("button", { name: "离职交接" }).click();
  await expect(reader.main).toContainText("最后一天 2099-12-31，由 吴社工 接手。");
});

test("One's own password is changed by who knows it @once", async ({ reader }) => {
  const { name, link } = createAdmin();
  await comesIn(reader, link);
  await reader.follows("我的账号");
  await canBeUsedByEverybody(reader);
  const change = async (current: string) => {
    await reader.page.getByLabel("现在的密码").fill(current);
    await reader.page.getByLabel("新密码").fill("four coconut trees by the sea");
    await reader.page.getByLabel("再输入一次").fill("four coconut trees by the sea");
    await reader.presses("更换密码");
  };
  await change("not this one at all");
  await expect(reader.page.getByRole("alert")).toContainText("密码不对");
  await change(PASSWORD);
  await expect(reader.page.getByRole("status")).toContainText("密码已更换");
  await reader.follows("收件箱");
  await expect(reader.main).toContainText("密码");
  await reader.presses("退出登录");
  await signsIn(reader, name, "four coconut trees by the sea");
  await reader.seesHeading("输入验证码");
});
