// The forms of the services: what is asked of whoever needs one, and what is written down of one that was given, each
// filled in with a wrong answer first.
import { STATION } from "./support/crew.ts";
import { Filler, walksThrough } from "./support/filler.ts";
import { isTold, takesDown } from "./support/help.ts";
import { png } from "./support/made_up.ts";
import { expect, test } from "./support/reader.ts";
import { beginsWork, canBeUsedByEverybody, comesIn, createAdmin, invites } from "./support/staff.ts";

const DOMAINS = ["A", "B", "C", "D", "E"];
const HALVES = [
  ["01", "02", "03"],
  ["04", "05", "06"],
];

/** The services of single 市县. */
const SPECIAL = [
  ["X-460100-001", "X-460200-001", "X-469001-001"],
  ["X-469002-001", "X-469028-001", "X-469030-001"],
];

for (const codes of [...DOMAINS.flatMap((domain) => HALVES.map((half) => half.map((number) => domain + number))), ...SPECIAL]) {
  test(`Whoever needs ${codes.join(", ")} can say so, page by page @once`, async ({ reader, javaScriptEnabled }) => {
    test.slow();
    const { page } = reader;
    const filler = new Filler(reader, javaScriptEnabled !== false);
    const cannot: string[] = [];
    for (const code of codes) {
      await reader.opens(`/help?service=${code}`);
      await reader.presses("开始填写");
      await expect(page).toHaveURL(/\/help\/1$/);
      const stuck = await walksThrough(filler, code, codes.indexOf(code) === 0);
      if (stuck) cannot.push(stuck);
      await reader.opens("/help");
      await reader.presses("不填了，删掉我写的");
      await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("您写的已经删掉。");
    }
    expect([...cannot, ...filler.puzzles], "forms that cannot be filled in").toEqual([]);
  });
}

for (const domain of [...DOMAINS, "X"]) {
  test(`Every service of domain ${domain} can be recorded @once`, async ({ reader, directory, javaScriptEnabled }) => {
    test.slow();
    const filler = new Filler(reader, javaScriptEnabled !== false);
    await comesIn(reader, createAdmin().link);
    const link = await invites(reader, "符社工", STATION, "社工");
    await reader.presses("退出登录");
    await beginsWork(reader, link, "符社工");
    const call = await takesDown(reader);
    const items = domain === "X" ? SPECIAL.flat().map((code) => ({ code })) : directory.items.filter((it) => it.code.startsWith(domain));
    expect(items).toHaveLength(6);
    const cannot: string[] = [];
    for (const { code } of items) {
      await reader.opens(`${call}/record?service=${code}`);
      await filler.isToldWhatIsMissing(`${code}.record`, "保存记录");
      const stuck = await records(filler, code);
      if (stuck) cannot.push(stuck);
    }
    expect([...cannot, ...filler.puzzles], "forms that cannot be filled in").toEqual([]);
    await reader.opens(call);
    await reader.sees("办理中");
    await expect(reader.main.locator("summary").filter({ hasText: "符社工" })).toHaveCount(items.length);
  });
}

test("A record is sent with photos, and no page that comes back has lost one @once", async ({ reader, javaScriptEnabled }) => {
  test.slow();
  const { page } = reader;
  await comesIn(reader, createAdmin().link);
  const link = await invites(reader, "符社工", STATION, "社工");
  await reader.presses("退出登录");
  await beginsWork(reader, link, "符社工");
  const call = await takesDown(reader);
  await reader.opens(`${call}/record?service=B05`);
  const photos = page.getByRole("group", { name: /^照片/ });
  const file = photos.getByLabel("选照片（最多 3 张）");
  await canBeUsedByEverybody(reader);

  // No file, and a file that is no picture: told at the question, and what was typed stays.
  await page.getByLabel("名称", { exact: true }).fill("重阳太极");
  await isTold(reader, "加上照片", "请选择一张照片");
  await file.setInputFiles({ name: "太极.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
  await isTold(reader, "加上照片", "不是可以读出来的");
  await expect(page.getByLabel("名称", { exact: true })).toHaveValue("重阳太极");
  await canBeUsedByEverybody(reader);

  // One is added and taken away again, and another one comes with a page that looks only.
  const picture = { name: "太极.png", mimeType: "image/png", buffer: png(40, 40) };
  await file.setInputFiles(picture);
  await reader.presses("加上照片");
  const shown = photos.getByRole("img");
  await expect(shown).toHaveCount(1);
  await expect.poll(() => shown.evaluate((it: HTMLImageElement) => it.complete && it.naturalWidth)).toBe(40);
  await canBeUsedByEverybody(reader);
  await reader.presses("去掉照片 1");
  await expect(shown).toHaveCount(0);
  await file.setInputFiles(picture);
  await reader.presses("按填的内容再看一遍");
  await expect(shown).toHaveCount(1);

  // Sent too early it is told what is missing, and the photo is there.
  await isTold(reader, "保存记录", "请选择一项");
  await expect(shown).toHaveCount(1);
  await expect(page.getByLabel("名称", { exact: true })).toHaveValue("重阳太极");
  const filler = new Filler(reader, javaScriptEnabled !== false);
  expect(await records(filler, "B05")).toBeUndefined();
  await reader.main.locator("summary").filter({ hasText: "符社工" }).click();
  const kept = reader.main.getByRole("link", { name: "照片 1" });
  await expect(kept).toBeVisible();
  const answer = await page.request.get((await kept.getAttribute("href")) ?? "");
  expect([answer.status(), answer.headers()["content-type"], answer.headers()["cache-control"]]).toEqual([200, "image/jpeg", "no-store"]);
});

/** Fills in a record, looking at what follows from it, and saves it; says why where it cannot. */
async function records(filler: Filler, code: string): Promise<string | undefined> {
  const { page } = filler.reader;
  for (let round = 0; round < 8; round += 1) {
    // What is asked next follows from what was answered.
    for (let looked = 0; looked < 8; looked += 1) {
      const added = await filler.addsTurns();
      if ((await filler.fills()) === 0) break;
      if (filler.scripts) continue;
      if (added > 0) await canBeUsedByEverybody(filler.reader);
      await filler.presses("按填的内容再看一遍");
    }
    const status = await filler.presses("保存记录");
    if (!page.url().includes("/record")) {
      await expect(page.getByRole("status").filter({ hasText: /./ }).first()).toContainText("已保存");
      return undefined;
    }
    expect.soft(status, `${code}.record`).toBe(422);
  }
  return `${code}.record: ${await filler.told()}`;
}
