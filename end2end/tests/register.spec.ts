// The register of a unit and its local agencies: a leader keeps them, the county reads the figures, the public what is meant for it.
import { expect, test } from "./support/reader.ts";
import { Office } from "./support/office.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

const STATION = "嘉积镇社工站";
const UNIT = "/office/stations/qionghai-jiaji";
const PUBLIC = "/stations/qionghai-jiaji";

test("A leader enters who works in the station, corrects it and ends a post; the county reads the figures", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const leader = await office.invites(administrator, "李站长", "li", STATION, "站长");
    const { page } = leader;

    await leader.opens(UNIT);
    await leader.sees("还没有建立人员名册");
    await leader.follows("打开人员名册");
    await leader.seesHeading(`${STATION}：人员名册`);
    await canBeUsedByEverybody(leader);

    // What is wrong is told all at once, and nothing that was typed is lost.
    await page.getByLabel("姓名").fill("王小明");
    await page.getByLabel("证书编号（选填）").fill("12");
    await leader.presses("登记");
    await expect(page.getByRole("alert")).toContainText("证书编号请用 4 到 40 个");
    await expect(page.getByRole("alert")).toContainText("请写到岗日期");
    await expect(page).toHaveTitle(/^错误/);
    await expect(page.getByLabel("姓名")).toHaveValue("王小明");
    await canBeUsedByEverybody(leader);

    await page.getByLabel("证书编号（选填）").fill("AB-2021-000777");
    await page.getByLabel("职业资格").selectOption({ label: "助理社会工作师" });
    await page.getByLabel("岗位").selectOption({ label: "站长" });
    await page.getByLabel("到岗日期").fill("2024-03-01");
    await leader.presses("登记");
    await leader.sees("已保存");
    await leader.sees("在岗 1 人，标准 3 人");
    await leader.sees("AB-*********77");
    await leader.doesNotSee("AB-2021-000777");
    await canBeUsedByEverybody(leader);

    await page.getByText("查看编号").first().click();
    await page.getByLabel("用途").selectOption({ label: "上报材料" });
    await leader.presses("查看编号");
    await leader.sees("AB-2021-000777");
    await leader.sees("查看已记入流水。");

    await leader.follows("更正或结束：王小明");
    await canBeUsedByEverybody(leader);
    await page.getByLabel("用人单位（选填）").fill("演示社工机构");
    await leader.presses("保存更正");
    await leader.sees("演示社工机构");

    const officer = await office.invites(administrator, "陈科长", "chen", "琼海市", "县级工作人员");
    await officer.follows("人员名册");
    await officer.page.getByLabel("岗位").selectOption({ label: "站长" });
    await officer.presses("查询");
    await officer.sees("共 1 个单位");
    await officer.sees("王小明");
    await canBeUsedByEverybody(officer);

    await leader.follows("更正或结束：王小明");
    await page.getByLabel("最后一天").fill("2025-01-01");
    await leader.presses("登记离岗");
    await leader.sees("2024-03-01 ~ 2025-01-01");
    await leader.sees("在岗 0 人，标准 3 人");
  } finally {
    await office.closes();
  }
});

test("A leader writes down who works with the station, and the public reads what is marked for it", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const leader = await office.invites(administrator, "李站长", "li", STATION, "站长");
    const { page } = leader;
    const somebody = await office.reader();

    await leader.opens(UNIT);
    await leader.follows("打开合作单位");
    await leader.seesHeading(`${STATION}：合作单位`);
    await page.getByLabel("名称（中文）").fill("演示卫生院");
    await page.getByLabel("类型").selectOption({ label: "医疗卫生机构" });
    await page.getByLabel("办公电话（选填）").fill("13800138000");
    await page.getByLabel("合作开始日期").fill("2024-03-01");
    await leader.presses("登记");
    await expect(page.getByRole("alert")).toContainText("不要填写个人手机");
    await canBeUsedByEverybody(leader);
    await page.getByLabel("办公电话（选填）").fill("0898-0000 0009");
    await leader.presses("登记");
    await leader.sees("已保存");
    await somebody.opens(PUBLIC);
    await somebody.doesNotSee("演示卫生院");

    await leader.follows("更正或结束：演示卫生院");
    await leader.ticks("对公众显示");
    await leader.presses("保存更正");
    await leader.sees("公众可见");
    await canBeUsedByEverybody(leader);
    await somebody.opens(PUBLIC);
    await somebody.sees("演示卫生院");

    await leader.follows("更正或结束：演示卫生院");
    await leader.presses("结束合作");
    await leader.sees("已结束合作（1 家）");
    await somebody.opens(PUBLIC);
    await somebody.doesNotSee("演示卫生院");
  } finally {
    await office.closes();
  }
});
