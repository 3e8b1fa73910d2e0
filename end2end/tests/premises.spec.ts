// The checklist of a unit's premises: its leader fills it, its worker reads it, the public sees what is accepted.
import { expect, test } from "./support/reader.ts";
import { Office } from "./support/office.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

const STATION = "嘉积镇社工站";
const UNIT = "/office/stations/qionghai-jiaji";

test("A leader writes down what there is, a wrong number comes back as it was typed, and what is missing is counted @once", async ({ browser }) => {
  test.setTimeout(90_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const leader = await office.invites(administrator, "李站长", "li", STATION, "站长");
    const worker = await office.invites(administrator, "王社工", "wang", STATION, "社工");
    const { page } = leader;
    await leader.opens(UNIT);
    await leader.follows("场地、设备、标识和上墙制度");
    await leader.seesHeading(`${STATION} · 场地设施清单`);
    await canBeUsedByEverybody(leader);

    await page.getByText("修改办公设备").click();
    const desks = page.getByRole("group", { name: "桌椅", exact: true });
    await desks.getByLabel("情况").selectOption("完好");
    await desks.getByLabel("数量").fill("四张");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("桌椅：数量");
    await expect(desks.getByLabel("数量")).toHaveValue("四张");
    await canBeUsedByEverybody(leader);
    await desks.getByLabel("数量").fill("4");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await leader.sees("已保存");
    await expect(page.getByRole("row", { name: /^桌椅/ })).toContainText("4 个");

    // Whoever may not change the unit reads the list.
    await worker.opens(`${UNIT}/premises`);
    await expect(worker.page.getByRole("row", { name: /^桌椅/ })).toContainText("完好");
    await worker.doesNotSee("修改办公设备");
  } finally {
    await office.closes();
  }
});
