// What becomes of confirmed hours: the county counts them, and they are handed over to the national system, with a note of
// what it answered.
import { readFile } from "node:fs/promises";
import { givesHours, named } from "./support/activities.ts";
import { crewOf, goHome, type Seat } from "./support/crew.ts";
import { inDays } from "./support/made_up.ts";
import { expect, test, type Reader } from "./support/reader.ts";
import { canBeUsedByEverybody, comesIn, createAdmin, invites, onAnotherDevice } from "./support/staff.ts";
import { registers } from "./support/volunteers.ts";

/** Where no other journey works, so that figures move by what this one does: one for each of its two runs. */
const WITH_SCRIPTS: Seat = { station: "博厚镇社工站", place: "469024103", county: "临高县" };
const WITHOUT: Seat = { station: "英州镇社工站", place: "469028103", county: "陵水黎族自治县" };

const SERVICE = "B02";

/** The numbers of a row of a table; noughts where there is no such row yet. */
async function row(reader: Reader, table: string, name: string | RegExp): Promise<number[]> {
  const rows = reader.page.getByRole("table", { name: table }).getByRole("row");
  const found = rows.filter({ has: reader.page.getByRole("rowheader", { name, exact: true }) });
  if ((await found.count()) === 0) return [0, 0, 0, 0, 0];
  return (await found.getByRole("cell").allInnerTexts()).map(Number);
}

/** What is counted of the day: volunteers, active ones, hours, person-times and sessions, in each table. */
async function counted(officer: Reader, day: string, { station, county }: Seat): Promise<number[][]> {
  await officer.opens("/office/activities");
  await officer.follows("志愿服务统计");
  await officer.page.getByLabel("从", { exact: true }).fill(day);
  await officer.page.getByLabel("到", { exact: true }).fill(day);
  await officer.presses("查找");
  await officer.sees(`${day} ~ ${day} 已确认的志愿服务`);
  return [
    await row(officer, "按站点", station),
    await row(officer, "按市县", county),
    await row(officer, "候鸟和本地", "候鸟志愿者"),
    await row(officer, "按服务项目", new RegExp(`^${SERVICE} `)),
  ];
}

/** The volunteers of the county: registered, active, waiting and migratory; and the migratory ones month by month. */
async function volunteers(officer: Reader, county: string): Promise<{ all: number[]; months: number[] }> {
  await officer.opens("/office/volunteers/figures");
  const all = await row(officer, "志愿者统计", county);
  const months = await officer.main.getByRole("definition").allInnerTexts();
  return { all, months: months.map(Number) };
}

/** Each number less that which was there before. */
const more = (now: number[], before: number[]) => now.map((number, at) => number - before[at]);

/** Presses a button that answers with a file; gives its name and what is in it. */
async function downloads(reader: Reader, button: string): Promise<{ name: string; file: Buffer }> {
  const coming = reader.page.waitForEvent("download");
  await reader.presses(button);
  const download = await coming;
  return { name: download.suggestedFilename(), file: await readFile(await download.path()) };
}

test("Confirmed hours are counted by the county, and handed over to the national system @once", async ({ reader, browser, baseURL, javaScriptEnabled }) => {
  test.slow();
  const seat = javaScriptEnabled === false ? WITHOUT : WITH_SCRIPTS;
  const crew = await crewOf({ reader, browser, baseURL, javaScriptEnabled }, seat);
  const { office, worker, leader } = crew;
  const officer = await onAnotherDevice(reader, browser, baseURL, javaScriptEnabled);
  await comesIn(officer, createAdmin().link);
  const link = await invites(officer, "符干部", seat.county, "县级工作人员");
  await officer.presses("退出登录");
  await comesIn(officer, link, "符干部");
  const day = inDays(-3);
  const before = { hours: await counted(officer, day, seat), people: await volunteers(officer, seat.county) };

  // A winter resident, who is here from November to March, gives two hours and a half.
  const inSeason = async () => {
    await reader.page.getByLabel("几月来").selectOption("11");
    await reader.page.getByLabel("几月走").selectOption("3");
  };
  const volunteer = await registers(reader, office, "林候鸟", "1958-03-09", inSeason, seat.county);
  const name = named("探访");
  await givesHours(crew, name, day, volunteer.own, async () => {
    await worker.page.getByLabel("服务项目").selectOption(SERVICE);
  });

  // One volunteer, active, with their hours, once, in one session: wherever it is looked at.
  const hours = await counted(officer, day, seat);
  for (const [at, numbers] of hours.entries()) expect(more(numbers, before.hours[at])).toEqual([1, 1, 2.5, 1, 1]);
  await canBeUsedByEverybody(officer);
  const people = await volunteers(officer, seat.county);
  expect(more(people.all, before.people.all)).toEqual([1, 1, 0, 0, 1]);
  expect(more(people.months, before.people.months)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  await canBeUsedByEverybody(officer);

  // The figures lead to the list, in which there are as many.
  const [registered, active, , , migratory] = people.all;
  await officer.follows("志愿者管理");
  await officer.seesHeading(`共 ${registered} 人`);
  await officer.page.getByLabel("状态").selectOption({ label: "可以报名" });
  await officer.presses("查询");
  await officer.seesHeading(`共 ${active} 人`);
  await officer.page.getByLabel("状态").selectOption({ label: "全部" });
  await officer.page.getByLabel("在海南的时间").selectOption({ label: "候鸟" });
  await officer.presses("查询");
  await officer.seesHeading(`共 ${migratory} 人`);

  // The leader takes the records home, with whole names, and the page says of each that it was.
  await leader.opens("/office/certificates");
  await leader.follows("上报全国志愿服务信息系统");
  await leader.seesHeading("上报全国志愿服务信息系统");
  const record = leader.page.getByRole("row").filter({ hasText: name });
  const box = record.getByRole("checkbox");
  await expect(record).toContainText("没有导出");
  await expect(record).not.toContainText("林候鸟");
  await expect(box).toBeChecked();
  await canBeUsedByEverybody(leader);
  const csv = await downloads(leader, "导出 CSV");
  expect(csv.name).toBe("hours.csv");
  const line = csv.file.toString("utf8").split("\r\n").find((line) => line.includes(name)) ?? "";
  expect(line.split(",")).toEqual(expect.arrayContaining([volunteer.own, "林候鸟", name, day, "2.5", seat.station]));
  const workbook = await downloads(leader, "导出工作簿（XLSX）");
  expect(workbook.name).toBe("hours.xlsx");
  expect(workbook.file.subarray(0, 2).toString()).toBe("PK");
  await leader.opens("/office/certificates/export");
  await expect(record).toContainText(`${inDays(0)} 导出`);
  await expect(box).not.toBeChecked();

  // What it answered: a reason is needed where it does not want a record; one that it has stays so.
  const onlyThis = async () => {
    for (const other of await leader.main.getByRole("checkbox").all()) await other.uncheck();
    await box.check();
  };
  for (const other of await leader.main.getByRole("checkbox").all()) await other.uncheck();
  await leader.presses("记为已录入");
  await expect(leader.page.getByRole("alert")).toContainText("请至少勾选一条记录");
  await canBeUsedByEverybody(leader);
  await onlyThis();
  await leader.presses("记为未通过");
  await expect(leader.page.getByRole("alert")).toContainText("请选择没有录入的原因");
  await onlyThis();
  await leader.page.getByLabel("没有录入的原因").selectOption({ label: "信息不全或格式不对" });
  await leader.presses("记为未通过");
  await expect(leader.page.getByRole("status").filter({ hasText: "已经记下" })).toBeVisible();
  await expect(record).toContainText(`${inDays(0)} 未通过：信息不全或格式不对`);
  await onlyThis();
  await leader.presses("记为已录入");
  await expect(record).toContainText(`${inDays(0)} 已录入全国系统`);
  await onlyThis();
  await downloads(leader, "导出 CSV");
  await leader.opens("/office/certificates/export");
  await expect(record).toContainText("已录入全国系统");
  await officer.page.context().close();
  await goHome(crew);
});
