// Calls for help: from the first page to the rating, and taken down at the station.
import type { Page } from "@playwright/test";
import { STATION } from "./support/crew.ts";
import { Filler, walksThrough } from "./support/filler.ts";
import { choosesJiaji, isTold, takesDown } from "./support/help.ts";
import { aNumber, inDays, png } from "./support/made_up.ts";
import { expect, test, type Reader } from "./support/reader.ts";
import { PASSWORD, beginsWork, canBeUsedByEverybody, comesIn, createAdmin, invites, onAnotherDevice, unique } from "./support/staff.ts";

const CODE = /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/;

/** Unfolds one of the steps that may be taken. */
async function opensFold(reader: Reader, step: string) {
  await reader.main.locator("summary").filter({ hasText: new RegExp(`^${step}$`) }).click();
}

/** Whoever is quicker than three seconds is taken for a machine. */
async function takesTime(since: number) {
  await expect.poll(() => Date.now() - since, { timeout: 10_000 }).toBeGreaterThan(3_200);
}

test("From an old phone to a rating, across three people's screens @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const { page } = reader;
  const phone = aNumber();
  const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  const workerName = `符${unique("社工").slice(-4)}`;

  // The station: a leader and a social worker, each on a device of their own.
  const leader = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  const worker = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  await comesIn(leader, createAdmin().link);
  const leaderLink = await invites(leader, "陈站长", STATION, "站长");
  const workerLink = await invites(leader, workerName, STATION, "社工");
  await leader.presses("退出登录");

  // What it is about: nothing chosen is told; then the question about looking in on older people.
  await reader.opens("/");
  await reader.follows("我要求助");
  await reader.seesHeading("我要求助");
  await canBeUsedByEverybody(reader);
  for (const number of ["110", "120"]) await expect(reader.main.locator(`a[href="tel:${number}"]`).first()).toBeVisible();
  await reader.presses("开始填写");
  const opened = Date.now();
  await reader.seesHeading("遇到了什么事？");
  await isTold(reader, "继续", "请选一个，不确定就选第一个");
  await canBeUsedByEverybody(reader);
  await reader.main.locator("summary").filter({ hasText: "老" }).first().click();
  await page.locator('input[name="service"][value="B02"]').check();
  await reader.presses("继续");

  // Danger first.
  await reader.seesHeading("先看有没有危险");
  await canBeUsedByEverybody(reader);
  await page.getByRole("group", { name: "现在有人有生命危险吗？" }).getByRole("radio", { name: "否" }).check();
  await reader.presses("继续");

  // Each page sent empty or wrong first: what was typed stays.
  await reader.seesHeading("先看有没有急事");
  await isTold(reader, "继续", "请选择一项");
  await canBeUsedByEverybody(reader);
  await page.getByRole("radio", { name: "这几天" }).check();
  await reader.presses("继续");
  await reader.seesHeading("老人");
  await page.getByRole("radio", { name: "80多岁" }).check();
  await reader.presses("继续");
  await reader.seesHeading("和谁一起住");
  await page.getByRole("checkbox", { name: "一个人住" }).check();
  await page.getByRole("checkbox", { name: "老伴" }).check();
  await isTold(reader, "继续", "「一个人住」不能和别的选项一起选");
  await expect(page.getByRole("checkbox", { name: "老伴" })).toBeChecked();
  await page.getByRole("checkbox", { name: "老伴" }).uncheck();
  await reader.presses("继续");
  await reader.seesHeading("担心什么");
  await isTold(reader, "继续", "请至少选择一项");
  await page.getByRole("checkbox", { name: "怕摔倒" }).check();
  await reader.presses("继续");
  await reader.seesHeading("怎么来看");
  await page.getByRole("radio", { name: "上门" }).check();
  await reader.presses("继续");
  await reader.seesHeading("老人知不知道");
  await reader.presses("继续");
  await reader.seesHeading("您来说");
  const long = `从后门进，她只说海南话。${"话".repeat(500)}`;
  await page.getByLabel("还有什么想说的？").fill(long);
  await isTold(reader, "继续", "请写短一些，最多 500 个字");
  await expect(page.getByLabel("还有什么想说的？")).toHaveValue(long);
  await page.getByLabel("还有什么想说的？").fill("从后门进，她只说海南话。");
  await reader.presses("继续");

  // The place, list by list; the township at least.
  await reader.seesHeading("人在哪里");
  await page.getByLabel("怎么找到").fill("小卖部旁边");
  await isTold(reader, "继续", "请选择地点");
  await choosesJiaji(reader, async () => {
    await expect(page.getByLabel("怎么找到")).toHaveValue("小卖部旁边");
    await isTold(reader, "继续", "请选择到乡镇或街道");
  });
  await canBeUsedByEverybody(reader);
  await reader.presses("继续");

  // How to reach them.
  await reader.seesHeading("怎么联系您");
  await page.getByLabel("怎么称呼您？").fill("王阿姨");
  await page.getByLabel("您的电话").fill("12345");
  await isTold(reader, "继续", "请填写11位手机号码，或带区号的固定电话");
  await expect(page.getByLabel("怎么称呼您？")).toHaveValue("王阿姨");
  await expect(page.getByLabel("您的电话")).toHaveValue("12345");
  await canBeUsedByEverybody(reader);
  await page.getByLabel("您的电话").fill(phone);
  await reader.presses("继续");
  await reader.seesHeading("打不通的时候");
  await isTold(reader, "继续", "请选择一项");
  await expect(page.getByRole("radio")).toHaveCount(2);
  await page.getByRole("radio", { name: "否" }).check();
  await reader.presses("继续");
  await reader.seesHeading("方便的时间");
  await reader.presses("继续");
  await reader.seesHeading("为谁求助");
  await isTold(reader, "继续", "请选择一项");
  await page.getByRole("radio", { name: "为邻居、朋友" }).check();
  await reader.presses("继续");

  // A photo, if they like.
  await reader.seesHeading("照片");
  await isTold(reader, "加上这张照片", "选择");
  await page.getByLabel("选一张照片").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await reader.presses("加上这张照片");
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("选一张照片").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: png(40, 40) });
  await reader.presses("加上这张照片");
  await expect(page.getByRole("button", { name: "去掉照片 1" })).toBeVisible();
  await canBeUsedByEverybody(reader);
  await reader.presses("继续");

  // Everything once more; one answer is changed, and one is back here.
  await reader.seesHeading("核对信息");
  await canBeUsedByEverybody(reader);
  for (const words of ["80多岁", "怕摔倒", "王阿姨", phone, "小卖部旁边", "1 张", "为邻居、朋友"]) await reader.sees(words);
  await reader.main.getByRole("link", { name: "修改 · 怎么联系您" }).click();
  await expect(page.getByLabel("怎么称呼您？")).toHaveValue("王阿姨");
  await reader.presses("继续");
  await reader.seesHeading("核对信息");
  await opensFold(reader, "没有填的（2 个）");
  await canBeUsedByEverybody(reader);
  await reader.main.getByRole("link", { name: "修改 · 方便的时间" }).click();
  await page.getByLabel("什么时候联系方便").fill("晚上八点后");
  await reader.presses("继续");
  await reader.seesHeading("核对信息");
  await reader.sees("晚上八点后");

  // Sent: a code; whoever goes back and presses again gets the same.
  await takesTime(opened);
  await reader.presses("提交");
  await reader.seesHeading("已经收到");
  const code = await reader.main.locator("code").innerText();
  expect(code).toMatch(CODE);
  await reader.sees(STATION);
  await canBeUsedByEverybody(reader);
  await page.goBack();
  const again = page.getByRole("button", { name: "提交" });
  if (await again.isVisible()) await again.click();
  await reader.seesHeading("已经收到");
  await expect(reader.main.locator("code")).toHaveText(code);
  await page.reload();
  await expect(reader.main.locator("code")).toHaveText(code);
  const download = page.waitForEvent("download");
  await reader.presses("保存成文件");
  expect((await download).suggestedFilename()).toBe("ticket.txt");

  // The leader sees that it is nobody's, finds it without reading who it is, and says whose it is.
  await beginsWork(leader, leaderLink, "陈站长");
  await leader.main.getByRole("link", { name: /求助待分派（\d+）/ }).click();
  await leader.seesHeading("求助办理");
  await canBeUsedByEverybody(leader);
  await leader.page.getByLabel("每页").selectOption("100");
  await leader.presses("查询");
  const row = leader.main.getByRole("row").filter({ hasText: masked });
  await expect(row).toContainText("王**");
  await expect(row).toContainText("待分派");
  for (const words of [phone, "王阿姨", "小卖部"]) await expect(leader.main).not.toContainText(words);
  await row.getByRole("link").click();
  await leader.seesHeading("老年人探访");
  await canBeUsedByEverybody(leader);
  for (const words of ["王阿姨", phone, "不要留言，不要让别人知道", "晚上八点后", "从后门进，她只说海南话。", "80多岁", "邻居、朋友"]) await leader.sees(words);
  await expect(leader.main.getByRole("link", { name: "照片 1" })).toBeVisible();
  const call = new URL(leader.page.url()).pathname;
  await opensFold(leader, "分派");
  await isTold(leader, /^分派$/, "请选一个");
  await leader.page.getByLabel("分派给谁").selectOption({ label: `${workerName}（手上 0 件）` });
  await leader.presses(/^分派$/);
  await expect(leader.page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  await leader.sees("待联系");

  // The social worker finds it among their own: not reached at first, then reached.
  await beginsWork(worker, workerLink, workerName);
  await worker.main.getByRole("link", { name: "我手上的求助（1）" }).click();
  await worker.seesHeading("共 1 件");
  await worker.main.getByRole("row").filter({ hasText: masked }).getByRole("link").click();
  await worker.seesHeading("老年人探访");
  await worker.presses("没打通");
  await worker.sees("没联系上");
  await worker.presses("联系上了");
  await worker.sees("办理中");
  await canBeUsedByEverybody(worker);

  // Advice, which the caller reads.
  await opensFold(worker, "答复求助人");
  await isTold(worker, "答复求助人", "请写几句话");
  await worker.page.getByLabel("告诉了求助人什么").fill("每周一上午来看她，有急事打站里电话。");
  await worker.presses("答复求助人");
  await expect(worker.page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");

  // The service, recorded with the form of the service; the next step cannot lie before this one.
  await worker.follows("写服务记录");
  await worker.seesHeading("服务记录");
  await canBeUsedByEverybody(worker);
  await isTold(worker, "保存记录", "请选择一项");
  await worker.page.getByRole("group", { name: "方式" }).getByRole("radio", { name: "上门" }).check();
  await worker.page.getByRole("group", { name: "见到、联系上谁" }).getByRole("radio", { name: "本人" }).check();
  await worker.page.getByRole("group", { name: "下一步" }).getByRole("radio", { name: "再上门" }).check();
  await worker.presses("按填的内容再看一遍");
  await worker.page.getByRole("group", { name: "健康、精神、安全" }).getByRole("radio", { name: "是" }).check();
  await worker.page.getByRole("group", { name: "结果" }).getByRole("radio", { name: "有好转，继续跟" }).check();
  await worker.page.getByRole("textbox", { name: "备注" }).fill("她说想看海。");
  await worker.page.getByLabel("下一步哪一天做").fill(inDays(-1));
  await isTold(worker, "保存记录", "下一步的日期不能早于这一次的日期");
  await canBeUsedByEverybody(worker);
  await expect(worker.page.getByRole("textbox", { name: "备注" })).toHaveValue("她说想看海。");
  await worker.page.getByLabel("下一步哪一天做").fill(inDays(7));
  await worker.presses("保存记录");
  await expect(worker.page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  expect(new URL(worker.page.url()).pathname).toBe(call);
  await worker.main.locator("summary").filter({ hasText: workerName }).click();
  await worker.sees("她说想看海。");

  // Closed, and how the caller was told of it.
  await opensFold(worker, "办结");
  await worker.page.getByLabel("结果怎样").fill("每周有人去看她。");
  await isTold(worker, /^办结$/, "请选怎么回访的");
  await canBeUsedByEverybody(worker);
  await expect(worker.page.getByLabel("结果怎样")).toHaveValue("每周有人去看她。");
  await worker.page.getByLabel("怎么回访的").selectOption({ label: "打电话回访了" });
  await worker.presses(/^办结$/);
  await expect(worker.page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  await worker.sees("已办结");

  // The caller looks, with the code and the last four digits: wrong ones are told.
  await reader.opens("/");
  await reader.follows("查看我的求助");
  await canBeUsedByEverybody(reader);
  await page.getByLabel("查询码").fill(code.slice(1));
  await page.getByLabel("电话后四位").fill(phone.slice(-4));
  await isTold(reader, "查看", "查询码有写错的地方");
  await page.getByLabel("查询码").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByLabel("电话后四位").fill(phone.endsWith("0000") ? "1111" : "0000");
  await isTold(reader, "查看", "查询码和四位数字对不上");
  await canBeUsedByEverybody(reader);
  await page.getByLabel("电话后四位").fill(phone.slice(-4));
  await reader.presses("查看");
  await reader.seesHeading("我的求助");
  for (const words of ["已办结", "每周一上午来看她，有急事打站里电话。", "每周有人去看她。"]) await reader.sees(words);
  for (const words of ["她说想看海。", "从后门进"]) await reader.doesNotSee(words);
  await canBeUsedByEverybody(reader);
  expect(page.url()).not.toContain(code);

  // A face; and opened again, with what is not solved.
  await isTold(reader, "评价", "请选一个");
  await page.getByRole("radio", { name: "满意", exact: true }).check();
  await page.getByLabel("一句话").fill("人很好。");
  await reader.presses("评价");
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("谢谢，您的评价已经记下。");
  await isTold(reader, "重新打开", "请写几句话");
  await canBeUsedByEverybody(reader);
  await page.getByLabel("还有什么没解决").fill("她的灯坏了。");
  await reader.presses("重新打开");
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已重新打开，社工会再联系您。");
  await reader.sees("已收到，等社工联系您");

  // Whose it was sees it again, with what was said.
  await worker.opens("/office/help?per=100");
  const back = worker.main.getByRole("row").filter({ hasText: masked });
  await expect(back).toContainText("待联系");
  await back.getByRole("link").click();
  for (const words of ["求助人重新打开", "她的灯坏了。", "满意", "人很好。"]) await worker.sees(words);
  await canBeUsedByEverybody(worker);
  await leader.page.context().close();
  await worker.page.context().close();
});

test("Whoever leaves quickly leaves nothing that was begun behind @once", async ({ reader }) => {
  const { page } = reader;
  // Answered by a stand-in, so that nothing leaves this machine.
  const elsewhere = "https://www.gov.cn/";
  reader.watch.allow(new URL(elsewhere).host);
  await page.route(`${elsewhere}**`, (route) => route.fulfill({ contentType: "text/html", body: "<title>neutral</title>" }));
  await reader.opens("/help?service=C06");
  await reader.presses("开始填写");
  await reader.seesHeading("先看有没有危险");
  await page.getByRole("radio", { name: "否" }).check();
  await reader.presses("继续");
  await reader.seesHeading("出了什么事");
  await page.getByRole("checkbox").first().check();
  // Somebody of the staff wrote on the same device: that is not the caller's to delete.
  const others = "form-draft 0123456789abcdef ";
  await page.evaluate((name) => localStorage.setItem(name, `${Date.now()} a b `), others);
  await reader.presses(/快速离开/);
  await expect(page).toHaveURL(elsewhere);
  await expect(async () => {
    await reader.opens("/help");
    await reader.doesNotSee("这台设备上有没填完的求助。");
  }).toPass();
  expect(await drafts(page)).toEqual([others]);
});

test("A call about a child can be left quickly, and what was typed is gone @once", async ({ reader }) => {
  const { page } = reader;
  await reader.opens("/services/C06");
  await reader.main.getByRole("link", { name: "我要求助" }).first().click();
  await reader.seesHeading("我要求助");
  await expect(reader.page.getByRole("button", { name: "快速离开" })).toBeVisible();
  await reader.presses("开始填写");

  // Neither tab nor history tell more than the code of the service, nor does a page with a fault.
  await reader.seesHeading("先看有没有危险");
  await expect(page).toHaveTitle(/^服务 C06/);
  await expect(reader.page.getByRole("button", { name: "快速离开" })).toBeVisible();
  await canBeUsedByEverybody(reader);
  await page.getByRole("group", { name: "孩子现在有危险吗？" }).getByRole("radio", { name: "不清楚" }).check();
  await reader.presses("继续");
  await reader.seesHeading("出了什么事");
  await isTold(reader, "继续", "请");
  await expect(page).toHaveTitle(/服务 C06/);
  await expect(page).not.toHaveTitle(/孩子|伤害/);
  await expect(reader.page.getByRole("button", { name: "快速离开" })).toBeVisible();
  await page.getByRole("group", { name: "您看到、听到了什么？" }).getByRole("checkbox").first().check();
  await reader.presses("继续");
  await reader.seesHeading("最近一次");

  // Whoever comes back to the first page may go on, or delete it.
  await reader.opens("/help");
  await reader.sees("这台设备上有没填完的求助。");
  await reader.follows("继续");
  await expect(reader.page.getByRole("button", { name: "快速离开" })).toBeVisible();
  await reader.opens("/help/2");
  await expect(page.getByRole("checkbox").first()).toBeChecked();
  await reader.opens("/help");
  await reader.presses("不填了，删掉我写的");
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("您写的已经删掉。");
  await canBeUsedByEverybody(reader);
  await reader.doesNotSee("这台设备上有没填完的求助。");
  for (const address of ["/help/1", "/help/2", "/help/check", "/help/service"]) {
    await reader.opens(address);
    expect(new URL(page.url()).pathname).toBe("/help");
    await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("没有找到没填完的求助");
  }

  // What was begun anew holds nothing of it.
  await reader.opens("/help?service=C06");
  await reader.presses("开始填写");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await reader.opens("/help/2");
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
});

test("A walk-in is taken down @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const { page } = reader;
  const phone = aNumber();
  const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  await comesIn(reader, createAdmin().link);
  const leaderLink = await invites(reader, "陈站长", STATION, "站长");
  const workerLink = await invites(reader, "符社工", STATION, "社工");
  await reader.presses("退出登录");
  await beginsWork(reader, workerLink, "符社工");

  // A wrong one first: what was typed stays.
  await reader.opens("/office/help");
  await canBeUsedByEverybody(reader);
  await reader.follows("登记来访来电");
  await reader.seesHeading("登记来访来电");
  await canBeUsedByEverybody(reader);
  await page.getByLabel("求助人怎么称呼").fill("欧阳大爷");
  await page.getByLabel("服务事项").selectOption("A05");
  await isTold(reader, "保存", "请填写这一项");
  for (const words of ["请选怎么来的", "请填写这一项", "请填写11位手机号码", "请选择一项"]) await expect(page.getByRole("alert")).toContainText(words);
  await canBeUsedByEverybody(reader);
  await expect(page.getByLabel("求助人怎么称呼")).toHaveValue("欧阳大爷");
  await expect(page.getByLabel("服务事项")).toHaveValue("A05");

  // Put right, the place list by list.
  await choosesJiaji(reader);
  await expect(page.getByLabel("求助人怎么称呼")).toHaveValue("欧阳大爷");
  await page.getByRole("group", { name: "现在有人有生命危险吗？" }).getByRole("radio", { name: "否" }).check();
  await page.getByLabel("遇到什么事，要什么帮助").fill("房子被台风吹坏了。");
  await page.getByRole("textbox", { name: "电话", exact: true }).fill(phone);
  await page.getByRole("group", { name: "打不通时" }).getByRole("radio", { name: "是" }).check();
  await page.getByRole("radio", { name: "为自己" }).check();
  // How it came is no question of the form, and asked all the same.
  await isTold(reader, "保存", "请选怎么来的");
  await page.getByLabel("来源").selectOption({ label: "来站" });
  await reader.presses("保存");
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  for (const words of ["欧阳大爷", phone, "房子被台风吹坏了。", "来站", "可以留言"]) await reader.sees(words);
  await canBeUsedByEverybody(reader);
  const call = new URL(page.url()).pathname;
  // The caller leaves with the code.
  await reader.seesHeading("交给求助人：查询码");
  const code = await reader.main.locator("code").innerText();

  // One sheet of paper for whoever goes there without a device.
  await reader.follows("打印一页纸");
  await reader.seesHeading(/./);
  for (const words of ["欧阳大爷", phone, "房子被台风吹坏了。", "见到谁：", "用完交回站里", code]) await reader.sees(words);
  await expect(reader.main.getByText(/符社工 打印于/)).toHaveCount(1);
  await canBeUsedByEverybody(reader);

  // It stands in the list, masked.
  await reader.opens("/office/help?per=100&channel=walk_in");
  const row = reader.main.getByRole("row").filter({ hasText: masked });
  await expect(row).toContainText("欧阳*");
  await expect(reader.main).not.toContainText(phone);

  // Advice at once: the caller sits here.
  await reader.opens(call);
  await opensFold(reader, "答复求助人");
  await reader.page.getByLabel("告诉了求助人什么").fill("带身份证来站里，帮您申请临时救助。");
  await reader.presses("答复求助人");
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  await reader.sees("办理中");

  // A visit is arranged, moved and called off: the caller reads which one holds.
  const caller = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  const callerReads = async (words: RegExp) => {
    await caller.opens("/help/status");
    await caller.page.getByLabel("查询码").fill(code);
    await caller.page.getByLabel("电话后四位").fill(phone.slice(-4));
    await caller.presses("查看");
    await expect(caller.main.getByText(words).first()).toBeVisible();
    await canBeUsedByEverybody(caller);
  };
  await opensFold(reader, "约上门");
  await page.getByLabel("哪一天").fill(inDays(91));
  await isTold(reader, "约上门", "请选今天到");
  await page.getByLabel("哪一天").fill(inDays(2));
  await reader.presses("约上门");
  await callerReads(/^约好.*上门/);
  await opensFold(reader, "改约上门");
  await page.getByLabel("哪一天").fill(inDays(4));
  await reader.presses("改约上门");
  await callerReads(/^原约.*上门，已改期/);
  await opensFold(reader, "取消上门");
  await reader.presses("取消上门");
  await callerReads(/^原约.*上门，已取消/);
  await expect(caller.main.getByText(/约好/)).toHaveCount(0);
  await caller.page.context().close();

  // Closed, which is also sent to the number: a message may be left there.
  await opensFold(reader, "办结");
  await page.getByLabel("怎么回访的").selectOption({ label: "当面说了" });
  await page.getByLabel("结果怎样").fill("材料齐了，已经递交。");
  await isTold(reader, /^办结$/, "补上记录，或写明没做的原因");
  await page.getByLabel("没写、没做的，为什么").fill("当场答复，没有办理服务。");
  await reader.presses(/^办结$/);
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  await reader.sees("已办结");
  await reader.presses("退出登录");

  // The leader sees it in the figures.
  const leader = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  await beginsWork(leader, leaderLink, "陈站长");
  await leader.opens("/office/help");
  await leader.follows("求助统计");
  await leader.seesHeading("求助统计");
  await canBeUsedByEverybody(leader);
  for (const heading of ["按服务事项", "按来源"]) await leader.seesHeading(heading);
  await leader.sees("来站");
  const fact = leader.main.locator("dl.facts > div").filter({ hasText: "求助件数" });
  await expect(fact.locator("dd")).toHaveText(/^[1-9]/);
  // The number opens what it counts.
  await fact.getByRole("link").click();
  await expect(leader.page).toHaveURL(/figure=calls/);
  await canBeUsedByEverybody(leader);
  await leader.page.context().close();
});

/** What lies on the device of what was typed into forms. */
const drafts = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("form-draft ")));

/** Opens a page with a form, and waits until it is instant. */
async function opensForm(reader: Reader, address: string) {
  await reader.opens(address);
  await reader.waitsForScripts();
}

/** Waits until what was typed lies on the device, as the page says. */
async function isKept(reader: Reader) {
  await expect(reader.page.locator("[data-draft]")).toHaveText(/^已保存到本机 \d\d:\d\d$/);
}

test("What is typed and not sent comes back, for a day, until it is sent @desktop @once", async ({ reader }) => {
  test.slow();
  const { page } = reader;

  // Whoever asks for help: it is there again after a reload, and nothing of it is left with the ticket.
  await reader.opens("/help");
  await reader.presses("开始填写");
  const opened = Date.now();
  await page.locator('input[name="service"][value="other"]').check();
  await reader.presses("继续");
  await reader.seesHeading("先看有没有危险");
  await opensForm(reader, "/help/2");
  await page.getByLabel("遇到什么事，希望怎么帮？").fill("屋顶漏水。");
  await isKept(reader);
  await page.reload();
  await reader.waitsForScripts();
  await expect(page.getByLabel("遇到什么事，希望怎么帮？")).toHaveValue("屋顶漏水。");
  const filler = new Filler(reader, true);
  await filler.presses("继续");
  await walksThrough(filler, "other", true);
  await takesTime(opened);
  expect((await drafts(page)).length).toBeGreaterThan(0);
  await reader.presses("提交");
  await reader.seesHeading("已经收到");
  await expect.poll(() => drafts(page)).toEqual([]);

  // Somebody of the station.
  await comesIn(reader, createAdmin().link);
  const name = unique("help");
  const link = await invites(reader, "符社工", STATION, "社工", name);
  await reader.presses("退出登录");
  await beginsWork(reader, link, "符社工");
  const call = await takesDown(reader);
  expect(await drafts(page)).toEqual([]);
  const record = `${call}/record?service=B02`;
  const remark = page.getByRole("textbox", { name: "备注" });
  await opensForm(reader, record);
  await remark.fill("她说想看海。");
  await isKept(reader);
  await page.reload();
  await reader.waitsForScripts();
  await expect(remark).toHaveValue("她说想看海。");
  await isKept(reader);

  // A day later it is gone.
  await page.evaluate((day) => {
    for (const [name, text] of Object.entries(localStorage)) {
      if (name.startsWith("form-draft ")) localStorage.setItem(name, text.replace(/^\d+/, (kept) => String(Number(kept) - day)));
    }
  }, 86_400_000);
  await opensForm(reader, record);
  await expect(remark).toHaveValue("");
  expect(await drafts(page)).toEqual([]);

  // Signed out in another tab while somebody writes: what was typed is there once they are back.
  await remark.fill("她儿子在海口。");
  await page.getByRole("group", { name: "方式" }).getByRole("radio", { name: "上门" }).check();
  const other = reader.at(await page.context().newPage());
  await other.opens("/office");
  await other.presses("退出登录");
  await other.seesHeading(/./);
  await other.page.close();
  await filler.fills();
  for (let round = 0; round < 8 && (await filler.presses("保存记录")) === 422; round += 1) await filler.fills();
  await reader.seesHeading("工作人员登录");
  await page.getByLabel("登录名").fill(name);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await reader.presses(/^登录$/);
  await reader.seesHeading("符社工，您好");
  await opensForm(reader, record);
  await expect(remark).toHaveValue("她儿子在海口。");
  await expect(page.getByRole("radio", { name: "上门" }).first()).toBeChecked();
  expect(await filler.presses("保存记录")).toBe(200);
  await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
  await expect.poll(() => drafts(page)).toEqual([]);

  // A walk-in: its form opens with a place that nobody typed, and what was typed comes back all the same.
  const wanted = page.getByLabel("遇到什么事，要什么帮助");
  await opensForm(reader, "/office/help/new");
  await page.getByLabel("来源").selectOption({ label: "来站" });
  await wanted.fill("房子被台风吹坏了。");
  await isKept(reader);
  // The last of it is kept half a second after it was typed.
  await page.waitForTimeout(1_000);
  await page.reload();
  await reader.waitsForScripts();
  await expect(wanted).toHaveValue("房子被台风吹坏了。");
  await expect(page.getByLabel("来源").locator("option:checked")).toHaveText("来站");
});

test("A place that is chosen before the scripts are there goes on by itself @desktop @once", async ({ reader }) => {
  const { page } = reader;
  await comesIn(reader, createAdmin().link);
  const link = await invites(reader, "符社工", STATION, "社工");
  await reader.presses("退出登录");
  await beginsWork(reader, link, "符社工");
  for (const late of ["**/form-live*.js", "**/live*.wasm"]) {
    let comes = () => {};
    const held = new Promise<void>((done) => (comes = done));
    await page.route(late, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/office/help/new", { waitUntil: "commit" });
    await page.getByLabel("市县", { exact: true }).selectOption({ label: "琼海市" });
    // Without the bundle the lists follow as well.
    if (late.endsWith("js")) comes();
    await expect(page.getByLabel("乡镇、街道")).toBeVisible();
    comes();
    await page.getByLabel("乡镇、街道").selectOption({ label: "嘉积镇" });
    await expect(page.locator("html[data-awake]")).toBeAttached();
    await page.unroute(late);
  }
});
