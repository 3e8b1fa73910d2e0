// Areas: from the province to the village, who serves it, and figures of coverage that add up.
import { expect, test, type Reader } from "./support/reader.ts";

test("A reader goes from the province down to the village and finds who serves it", async ({ reader, directory }) => {
  const { village, station } = directory.servedVillage();
  const township = directory.division(village.parent);
  const district = directory.division(township.parent);
  const city = directory.division(district.parent);
  await reader.opens("/");
  await reader.goesTo("地区");
  for (const area of [city, district, township].filter((it) => it.parent !== "")) {
    await reader.main.getByRole("link", { name: area.name, exact: true }).last().click();
    await expect(reader.page.getByRole("heading", { level: 1, name: area.name })).toBeVisible();
  }
  await reader.main.getByRole("link", { name: village.name, exact: true }).click();
  await expect(reader.page.getByRole("heading", { level: 1, name: village.name })).toBeVisible();
  await reader.seesHeading("谁来服务这里");
  await expect(reader.card(station)).toBeVisible();
});

test("A village that nobody serves yet is told so, with the nearest stations @once", async ({ reader, directory }) => {
  const { village, township } = directory.unservedVillage();
  await reader.opens(`/areas/${village.code}`);
  await reader.sees("还没有站点服务这里");
  await expect(reader.cards).toHaveCount(3);
  for (const card of await reader.cards.all()) await expect(card).toContainText(`距${township.name}中心约`);
});

test("Coverage adds up: covered and listed as without make what is in scope, in every 市县 @once", async ({ reader }) => {
  await reader.opens("/areas");
  const table = reader.page.getByRole("table", { name: "覆盖情况" });
  const rows = await table.locator("tbody").getByRole("row").all();
  expect(rows).toHaveLength(19);
  const sum = { units: 0, covered: 0, scope: 0 };
  for (const row of rows) {
    const [, covered, scope] = await figures(row.getByRole("cell"));
    sum.covered += covered;
    sum.scope += scope;
    expect(covered).toBeLessThanOrEqual(scope);
  }
  const [, covered, scope] = await figures(table.locator("tfoot").getByRole("cell"));
  expect([sum.covered, sum.scope]).toEqual([covered, scope]);
  // 218 townships and streets, and the four districts of 三亚, which have none.
  expect(scope).toBe(222);
  await expectSentence(reader, covered, scope);
});

test("Each 市县 lists by name the places that have no station @once", async ({ reader, directory }) => {
  for (const code of ["460100", "460200", "469002", "469024", "469005", "469028"]) {
    await reader.opens(`/areas/${code}`);
    const [, scope, covered] = ((await reader.main.getByText(/^应覆盖的 \d+ 个地方中/).innerText()).match(/(\d+) 个地方中，(\d+) 个/) ?? []).map(Number);
    const heading = reader.main.getByRole("heading", { name: /^还没有社工站的地方/ });
    const without = (await heading.count()) ? await heading.locator("+ ul").getByRole("link").allInnerTexts() : [];
    expect(covered + without.length, code).toBe(scope);
    expect(new Set(without).size).toBe(without.length);
    const served = new Set(directory.stations.filter((it) => it.kind === "station").flatMap((it) => it.serves));
    const names = directory.counties.find((it) => it.code === code)?.name;
    for (const area of served) {
      if (area.length === 9 && area.startsWith(code)) expect(without, names).not.toContain(directory.division(area).name);
    }
  }
});

test("三沙 is out of scope, and says so instead of a rate @once", async ({ reader }) => {
  await reader.opens("/areas/460300");
  await reader.sees("这里没有乡镇或街道，不计覆盖率");
});

test("A district of 三亚 has its villages without townships between @once", async ({ reader, directory }) => {
  await reader.opens("/areas/460202");
  const villages = directory.villages.filter((it) => it.code.startsWith("460202"));
  await reader.seesHeading(`村和社区（${villages.length} 个）`);
});

test("A statistical unit says that it is no official division @once", async ({ reader, directory }) => {
  const farm = directory.villages.map((it) => directory.division(it.parent)).find((it) => it.level === "statistical");
  await reader.opens(`/areas/${farm?.code}`);
  await reader.sees("统计用单位，不是法定行政区划");
});

test("The way from an area to its list and map keeps the area @once", async ({ reader, directory }) => {
  await reader.opens("/areas/469028");
  await reader.follows(/^在列表和地图上看这/);
  await expect(reader.page).toHaveURL(/area=469028/);
  expect(await reader.count()).toBe(directory.stations.filter((it) => it.division.startsWith("469028")).length);
});

test("An area that does not exist leads to a page that helps on @once", async ({ reader }) => {
  for (const code of ["999", "460000000000", "%E6%B5%B7", "46%0021"]) {
    const answer = await reader.opens(`/areas/${code}`);
    expect([400, 404], code).toContain(answer.status());
    await expect(reader.page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

async function figures(cells: ReturnType<Reader["page"]["getByRole"]>): Promise<number[]> {
  return (await cells.allInnerTexts()).map((it) => Number(it.match(/\d+/)?.[0] ?? 0));
}

async function expectSentence(reader: Reader, covered: number, scope: number) {
  await reader.sees(`应覆盖的 ${scope} 个地方中，${covered} 个已有运营的社工站`);
}
