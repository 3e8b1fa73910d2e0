// A complaint from the page of a station to the answer that is read by its code, and what waits for whoever answers.
import { expect, test, type Reader } from "./support/reader.ts";
import { canBeUsedByEverybody, comesIn, createAdmin, invites, unique } from "./support/staff.ts";

/** Opens complaints of the list, the first first, until one says these words: others may have written before. */
async function opensTheOneThatSays(office: Reader, words: string) {
  const links = await office.main.getByRole("row").getByRole("link").all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute("href")));
  for (const address of addresses) {
    await office.opens(address ?? "");
    if ((await office.main.innerText()).includes(words)) return;
  }
  throw new Error(`no complaint says ${words}`);
}

test("Somebody complains without a name, the county answers, and the answer is read by code @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const theirs = await browser.newContext({ baseURL, javaScriptEnabled });
  const office = reader.at(await theirs.newPage());
  await comesIn(office, createAdmin().link);
  const link = await invites(office, "符干部", "琼海市", "县级工作人员");
  await office.presses("退出登录");

  // From the station's page; a slip is told, and what was typed stays.
  await reader.opens("/stations/qionghai-jiaji");
  await reader.follows("对这个站点有意见或建议？");
  await reader.seesHeading("投诉与建议");
  const opened = Date.now();
  await expect(reader.page.getByLabel("哪个站点")).toHaveValue("qionghai-jiaji");
  await canBeUsedByEverybody(reader);
  const words = `上午十点没有人在 ${unique("x")}`;
  await reader.presses("提交");
  await expect(reader.page.getByRole("alert")).toContainText("请写下您想说的话");
  await canBeUsedByEverybody(reader);
  await reader.page.getByRole("radio", { name: "投诉" }).check();
  await reader.page.getByLabel("您想说什么").fill(words);
  // The units of another county, and back: nothing that was typed is lost.
  await reader.page.getByLabel("关于哪里").selectOption({ label: "海口市" });
  await reader.presses("列出这个市县的站点");
  await expect(reader.page.getByLabel("您想说什么")).toHaveValue(words);
  await reader.page.getByLabel("关于哪里").selectOption({ label: "琼海市" });
  await reader.presses("列出这个市县的站点");
  await reader.page.getByLabel("哪个站点").selectOption("qionghai-jiaji");
  // Whoever is quicker than three seconds is taken for a machine.
  await expect.poll(() => Date.now() - opened, { timeout: 10_000 }).toBeGreaterThan(3_200);
  await reader.presses("提交");
  await reader.seesHeading("已经收到");
  const code = await reader.main.locator("code").innerText();
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  await canBeUsedByEverybody(reader);
  const download = reader.page.waitForEvent("download");
  await reader.presses("保存成文件");
  expect((await download).suggestedFilename()).toBe("ticket.txt");

  // Whoever answers sees it first, opens it, and answers.
  await comesIn(office, link, "符干部");
  await canBeUsedByEverybody(office);
  await office.main.getByRole("link", { name: /投诉建议等答复（\d+）/ }).click();
  await office.seesHeading("投诉与建议办理");
  await canBeUsedByEverybody(office);
  await office.page.getByLabel("每页").selectOption("100");
  await office.presses("查询");
  await opensTheOneThatSays(office, words);
  await office.seesHeading("一件投诉或建议");
  await canBeUsedByEverybody(office);
  await office.presses("由我办理");
  await expect(office.page.getByRole("status")).toContainText("已保存");
  await office.presses("答复");
  await expect(office.page.getByRole("alert")).toContainText("请写下您想说的话");
  await office.page.getByLabel("答复内容").fill("已经核实，今天起按时开门。");
  await office.presses("答复");
  await office.sees("已答复");

  // The answer is read by its code; a slip in it is told apart from one that is none.
  await reader.opens("/complaints");
  await reader.follows("查看答复");
  await canBeUsedByEverybody(reader);
  await reader.page.getByLabel("查询码").fill(code.slice(1));
  await reader.presses("查看");
  await expect(reader.page.getByRole("alert")).toContainText("写错");
  await reader.page.getByLabel("查询码").fill(code.toLowerCase().replaceAll("-", " "));
  await reader.presses("查看");
  await reader.sees("已经核实，今天起按时开门。");
  await canBeUsedByEverybody(reader);
  expect(reader.page.url()).not.toContain(code);

  // Not satisfied, once: the level above looks at it.
  await reader.page.getByLabel("为什么不满意").fill("下午又没有人。");
  await reader.presses("不满意，请上一级再办");
  await reader.sees("已交上一级再办");
  await reader.sees("由省级工作人员办理");
  await expect(reader.page.getByLabel("为什么不满意")).toHaveCount(0);
  await theirs.close();
});

test("The page says that nobody here is counted or ranked, and where to tell of it @once", async ({ reader }) => {
  await reader.opens("/about");
  await reader.sees("不给社工排名、积分，不统计登录次数和在线时间。");
  await reader.sees(/国办函〔2026〕12号/);
  await reader.main.getByRole("link", { name: "投诉与建议" }).click();
  await reader.seesHeading("投诉与建议");
});
