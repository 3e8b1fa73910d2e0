// Photos of a unit's premises: added, refused with the reason, taken away and put back; seen by whoever sees the unit.
import { png } from "./support/made_up.ts";
import { Office } from "./support/office.ts";
import { expect, test } from "./support/reader.ts";
import { canBeUsedByEverybody } from "./support/staff.ts";

const STATION = "嘉积镇社工站";
const OTHER = "博鳌镇社工站";
const PHOTOS = "/office/stations/qionghai-jiaji/photos";

test("A photo is added without what it tells of its place, taken away and put back, and strangers do not see it @once", async ({ browser }) => {
  test.setTimeout(120_000);
  const office = await Office.opens(browser);
  try {
    const administrator = await office.administrator();
    const leader = await office.invites(administrator, "李站长", "li", STATION, "站长");
    const worker = await office.invites(administrator, "王社工", "wang", STATION, "社工");
    const { page } = leader;
    await leader.opens("/office/stations/qionghai-jiaji/premises");
    await page.getByRole("link", { name: "门牌：添加" }).click();
    await leader.seesHeading(`${STATION} · 场地照片`);
    await leader.sees("还没有照片。");
    await expect(page.getByLabel("照片上是什么")).toHaveValue("door_plate");
    await canBeUsedByEverybody(leader);

    await page.getByRole("button", { name: "添加", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("请选择一张照片");
    await page.getByLabel("照片文件").setInputFiles({ name: "门牌.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
    await page.getByRole("button", { name: "添加", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("不是可以读出来的");
    await expect(page.getByLabel("照片上是什么")).toHaveValue("door_plate");
    await canBeUsedByEverybody(leader);

    const file = png(1800, 900);
    expect(file.includes("GPS 19.2438")).toBe(true);
    await page.getByLabel("照片文件").setInputFiles({ name: "门牌.png", mimeType: "image/png", buffer: file });
    await page.getByRole("button", { name: "添加", exact: true }).click();
    await leader.sees("照片已添加。");
    const shown = page.getByRole("img", { name: /^门牌/ });
    await expect(shown).toBeVisible();
    await canBeUsedByEverybody(leader);
    const address = (await shown.getAttribute("src")) ?? "";
    const answer = await page.request.get(address.replace("/small", "/large"));
    expect(answer.headers()["content-type"]).toBe("image/jpeg");
    expect(answer.headers()["cache-control"]).toContain("private");
    const kept = await answer.body();
    expect(kept.includes("GPS 19.2438")).toBe(false);
    expect(kept.length).toBeGreaterThan(500);

    await page.getByRole("button", { name: /^移除：门牌/ }).click();
    await leader.sees("照片已移除。");
    await expect(shown).toHaveCount(0);
    await page.getByRole("status").getByRole("button", { name: "放回" }).click();
    await leader.sees("照片已放回。");
    await expect(shown).toBeVisible();

    // Who sees the unit sees its photos; who does not is told that there is nothing.
    await worker.opens(PHOTOS);
    await expect(worker.page.getByRole("img", { name: /^门牌/ })).toBeVisible();
    await worker.doesNotSee("添加照片");
    const stranger = await office.invites(administrator, "陈站长", "chen", OTHER, "站长");
    expect((await stranger.page.request.get(address)).status()).toBe(404);
    const nobody = await office.reader();
    expect((await nobody.page.request.get(address, { maxRedirects: 0 })).status()).toBe(303);

    await leader.opens("/office/stations/qionghai-jiaji/premises");
    await expect(page.getByRole("link", { name: "门牌：1 张照片" })).toBeVisible();
  } finally {
    await office.closes();
  }
});
