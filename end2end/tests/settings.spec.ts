// Settings: what the province keeps, who reads it at once, and what cannot be read is told; with scripts and without.
import { expect, test } from "./support/reader.ts";
import { Office } from "./support/office.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

test("The province renames the stations, retires a mode and adds a year, and everybody reads it @once", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const province = await office.invites(administrator, "林处长", "lin", "海南省", "省级工作人员");
    const { page } = province;
    const somebody = await office.reader();

    await province.follows("系统设置");
    await province.seesHeading("站点名称");
    await canBeUsedByEverybody(province);
    await page.getByLabel("站点统称（中文）").fill("演示服务站");
    await province.presses("保存");
    await expect(page.getByRole("status")).toContainText("已保存");
    await expect(page.getByRole("row").filter({ hasText: "演示服务站" })).toContainText("林处长");
    await somebody.opens("/stations");
    await expect(somebody.main.getByText(/演示服务站/).filter({ visible: true }).first()).toBeVisible();

    await province.follows("建设模式");
    await province.seesHeading("建设模式");
    await canBeUsedByEverybody(province);
    await province.presses("停用 街道模式");
    await expect(page.getByRole("row").filter({ hasText: "街道模式" }).first()).toContainText("已停用");
    await somebody.opens("/stations");
    await expect(somebody.page.getByLabel("建设模式").locator("option", { hasText: "街道模式" })).toHaveCount(0);

    await province.follows("节假日和调休");
    await province.follows(/^登记 \d{4} 年$/);
    const year = await page.locator("input[name=entry]").first().inputValue();
    await page.getByLabel("放假和调休（每行一天）").fill(`${year}-01-01 元旦`);
    await province.presses("保存");
    await expect(page.getByRole("alert")).toContainText("没有看懂");
    await expect(page).toHaveTitle(/^错误/);
    await expect(page.getByLabel("放假和调休（每行一天）")).toHaveValue(`${year}-01-01 元旦`);
    await canBeUsedByEverybody(province);
    await page.getByLabel("放假和调休（每行一天）").fill(`${year}-01-01 休 元旦`);
    await page.getByLabel("依据（通知名称或网址）").fill("演示通知");
    await province.presses("保存");
    await expect(page.getByRole("status")).toContainText("已保存");

    await province.follows("地图");
    await page.getByLabel("天地图密钥").fill("abcdefgh12345678");
    await province.presses("保存");
    await province.sees(/尾号 5678/);
    await expect(page.getByLabel("天地图密钥")).toHaveValue("");
  } finally {
    await office.closes();
  }
});
