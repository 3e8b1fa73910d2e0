// Matching: a station posts what is needed, a volunteer is asked, says yes, and is told the rest when the leader has agreed.
import { crewOf, goHome, STATION } from "./support/crew.ts";
import { inDays } from "./support/made_up.ts";
import { expect, test } from "./support/reader.ts";
import { canBeUsedByEverybody, unique } from "./support/staff.ts";
import { isToldBySms, registers } from "./support/volunteers.ts";


test("A station looks for a hand: suggested with reasons, asked, agreed to, and only then told where @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const crew = await crewOf({ reader, browser, baseURL, javaScriptEnabled });
  const { office, worker, leader } = crew;
  const volunteer = await registers(reader, office, "林候鸟", "1958-03-09", async () => {
    await reader.ticks("手语");
  });

  // What is wrong is told by question, and nothing that was typed is lost.
  const title = `陪一位长者说手语${unique("").slice(-4)}`;
  await worker.opens("/office/matching/new");
  await worker.sees("不要写任何服务对象的姓名");
  await canBeUsedByEverybody(worker);
  const { page } = worker;
  await page.getByLabel("单位", { exact: true }).selectOption({ label: STATION });
  await page.getByLabel("做什么（一句话）").fill(`${title} 13800138000`);
  await worker.ticks("手语");
  await page.getByLabel("村（社区）或乡镇").selectOption("469002100");
  await page.getByLabel("从哪天起").fill(inDays(1));
  await page.getByLabel("到哪天止").fill(inDays(10));
  await page.getByLabel("具体地点").fill("卫生院后门");
  await page.getByLabel("什么时候、在哪里集合").fill("八点半在榕树下");
  await page.getByLabel("到站里找谁").fill("符社工");
  await page.getByLabel("联系电话").fill("0898-65310000");
  await worker.presses("保存，看谁合适");
  await expect(page.getByRole("alert")).toContainText("像是有电话或证件号码");
  await expect(page.getByRole("alert")).toContainText("请至少选一个时间");
  await expect(page.getByLabel("具体地点")).toHaveValue("卫生院后门");
  await canBeUsedByEverybody(worker);
  await page.getByLabel("做什么（一句话）").fill(title);
  await worker.ticks("工作日上午");
  await worker.presses("保存，看谁合适");
  await worker.seesHeading(title);
  await worker.sees("会手语");
  await canBeUsedByEverybody(worker);
  // Until somebody says yes it is changed, by the same form.
  await worker.main.getByRole("link", { name: "修改", exact: true }).click();
  await worker.seesHeading("修改需求");
  await expect(page.getByLabel("到站里找谁")).toHaveValue("符社工");
  await canBeUsedByEverybody(worker);
  await worker.presses("保存，看谁合适");
  await worker.seesHeading(title);
  const { pathname } = new URL(page.url());

  await worker.main.getByRole("button", { name: `邀请 ${volunteer.own}` }).or(worker.main.getByRole("button", { name: new RegExp(`邀请 .*${volunteer.own}`) })).first().click();
  await worker.sees("等对方答复");
  await isToldBySms(office, volunteer.phone, "有社工站想请您帮忙");

  // Before the leader agrees: what, which township, when. Nothing else.
  await reader.opens("/matching");
  await reader.sees(title);
  await expect(reader.main).not.toContainText("卫生院后门");
  await expect(reader.main).not.toContainText("0898-65310000");
  await canBeUsedByEverybody(reader);
  await reader.presses("我愿意");
  await reader.sees("站里还要确定");

  await leader.opens(pathname);
  await leader.main.getByRole("button", { name: "同意", exact: true }).click();
  await expect(leader.main.getByRole("listitem").filter({ hasText: volunteer.own })).toContainText("已确定");
  await canBeUsedByEverybody(leader);
  await isToldBySms(office, volunteer.phone, "社工站已确定请您来");
  await reader.opens("/matching");
  await reader.sees("卫生院后门");
  await reader.sees("八点半在榕树下");
  await reader.sees("0898-65310000");
  await canBeUsedByEverybody(reader);

  // Either may go back on it; the reason may be left out.
  await reader.presses("我不来了");
  await reader.sees("已记下您的答复");
  await expect(reader.main).not.toContainText("卫生院后门");
  await worker.opens(pathname);
  await worker.presses("结束这条需求");
  await worker.sees("已结束");
  await goHome(crew);
});
