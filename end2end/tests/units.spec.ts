// The office of a unit: its leader keeps its entry right, its county adds, merges and closes; with scripts and without.
import { expect, test } from "./support/reader.ts";
import { Office } from "./support/office.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

const STATION = "嘉积镇社工站";
const UNIT = "/office/stations/qionghai-jiaji";
const PUBLIC = "/stations/qionghai-jiaji";

test("A leader closes the station in two taps, the public reads it at once, and its entry is kept right @once", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const leader = await office.invites(administrator, "李站长", "li", STATION, "站长");
    const { page } = leader;
    const somebody = await office.reader();

    await leader.follows("站点管理");
    await leader.seesHeading("站点管理");
    await canBeUsedByEverybody(leader);
    await leader.follows(STATION);
    await leader.seesHeading(STATION);
    await canBeUsedByEverybody(leader);

    await page.getByText("今天临时关闭").click();
    await leader.presses("因台风关闭");
    await leader.sees("已登记关闭，公众页面已更新");
    // Whoever asks from now on reads it.
    await somebody.opens(PUBLIC);
    await somebody.sees(/因台风关闭/);
    await leader.presses("照常开放");
    await leader.sees("已恢复开放，公众页面已更新");
    await somebody.opens(PUBLIC);
    await somebody.doesNotSee(/因台风关闭/);

    // What cannot be read comes back as it was typed, and says which day.
    await page.getByText("修改电话和开放时间").click();
    await page.getByLabel("周二", { exact: true }).fill("8点半到12点");
    await page.getByLabel("电话（选填）").fill("0898-1111 1111，值班");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("周二");
    await expect(page).toHaveTitle(/^错误/);
    await expect(page.getByLabel("周二", { exact: true })).toHaveValue("8点半到12点");
    await expect(page.getByLabel("电话（选填）")).toHaveValue("0898-1111 1111，值班");
    await canBeUsedByEverybody(leader);
    await page.getByLabel("周二", { exact: true }).fill("08:30-12:00");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await leader.sees("已保存，公众页面已更新");
    await somebody.opens(PUBLIC);
    await somebody.sees("0898-1111 1111");

    await leader.presses("信息无误");
    await leader.sees("已记录：信息无误");
    await leader.sees("核对站点信息");
    // What the county decides is not on the leader's page.
    await leader.doesNotSee("合并或撤销");
  } finally {
    await office.closes();
  }
});

test("Two people change one unit: different fields both stand, of the same field both values are shown @once", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const leader = await office.invites(administrator, "李站长", "li", STATION, "站长");
    const officer = await office.invites(administrator, "陈科长", "chen", "琼海市", "县级工作人员");
    await leader.opens(UNIT);
    await officer.opens(UNIT);

    await leader.page.getByText("修改基本信息").click();
    await leader.page.getByLabel("地址（中文）（选填）").fill("演示路 1 号");
    await leader.page.getByLabel("名称（英文）（选填）").fill("Jiaji Town Station");
    await leader.page.getByRole("button", { name: "保存", exact: true }).click();
    await leader.sees("已保存，公众页面已更新");

    await officer.page.getByText("修改基本信息").click();
    await officer.page.getByLabel("地址（中文）（选填）").fill("演示路 2 号");
    await officer.page.getByLabel("拼音（选填）").fill("jia ji zhen she gong zhan");
    await officer.page.getByRole("button", { name: "保存", exact: true }).click();
    const both = officer.page.getByRole("alert").filter({ hasText: "别人刚改过同一项" });
    await expect(both).toContainText("演示路 1 号");
    await expect(both).toContainText("演示路 2 号");
    await expect(both.getByRole("row"), "only the one field is asked about").toHaveCount(2);
    await expect(officer.page.getByLabel("名称（英文）（选填）")).toHaveValue("Jiaji Town Station");
    await canBeUsedByEverybody(officer);
    await officer.presses("改成我写的");
    await officer.sees("已保存，公众页面已更新");

    await leader.opens(UNIT);
    await expect(leader.page.getByLabel("地址（中文）（选填）")).toHaveValue("演示路 2 号");
    await expect(leader.page.getByLabel("名称（英文）（选填）")).toHaveValue("Jiaji Town Station");
    await expect(leader.page.getByLabel("拼音（选填）")).toHaveValue("jia ji zhen she gong zhan");
  } finally {
    await office.closes();
  }
});

test("A county adds a unit, notes its stages, and lets another take it over @once", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const officer = await office.invites(administrator, "陈科长", "chen", "琼海市", "县级工作人员");
    const { page } = officer;
    await officer.follows("站点管理");
    await officer.follows("新增站点");
    await officer.seesHeading("新增站点");
    await canBeUsedByEverybody(officer);

    await page.getByLabel("名称（中文）").fill("演示新站");
    await page.getByLabel("所在乡镇、街道或村居（名称或代码）").fill("不存在的镇");
    await page.getByLabel("网址用词").fill("qionghai-new-one");
    await officer.presses("新增");
    await expect(page.getByRole("alert")).toContainText("没有找到「不存在的镇」");
    await expect(page.getByLabel("名称（中文）")).toHaveValue("演示新站");
    await page.getByLabel("所在乡镇、街道或村居（名称或代码）").fill("博鳌镇");
    await officer.presses("新增");
    await officer.seesHeading("演示新站");
    await officer.sees("筹建");

    await page.getByLabel("进入阶段").selectOption({ label: "运营" });
    await page.getByLabel(/^依据/).fill("验收单 2026-12 号");
    await officer.presses("登记阶段");
    await officer.sees("已保存，公众页面已更新");
    const somebody = await office.reader();
    await somebody.opens("/stations/qionghai-new-one");
    await somebody.seesHeading("演示新站");

    await page.getByText("合并或撤销").nth(1).click();
    await page.getByLabel("并入").selectOption({ label: STATION });
    await officer.page.getByRole("button", { name: "合并或撤销" }).click();
    await expect(page.getByRole("alert")).toContainText("请勾选「我确认」");
    await officer.ticks("我确认");
    await page.getByLabel("并入").selectOption({ label: STATION });
    await officer.page.getByRole("button", { name: "合并或撤销" }).click();
    await officer.sees(`已并入${STATION}`);
    await somebody.opens("/stations/qionghai-new-one");
    await somebody.sees(`已并入${STATION}`);
  } finally {
    await office.closes();
  }
});
