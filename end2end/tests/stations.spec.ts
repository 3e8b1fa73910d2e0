// Finding one's station: by village, pinyin, area or position, with filters, with suggestions, and with nonsense.
import { expect, test, type Reader } from "./support/reader.ts";
import type { Directory } from "./support/directory.ts";

const OPEN = /^现在开放/;

test.describe("A reader who knows the village", () => {
  test("is told which station serves it, whether it is open, and whom to call @wide", async ({ reader, directory }) => {
    const { village, station } = directory.servedVillage();
    await reader.opens("/");
    await reader.searches(village.name);

    const answer = reader.page.getByRole("region", { name: `${village.name}由这里服务` });
    await expect(answer.getByRole("link", { name: station.name.zh, exact: true })).toBeVisible();
    await expect(answer.getByText(/^现在(不)?开放/)).toBeVisible();
    await expect(answer.getByText(`${directory.division(village.parent).name}全境都由它服务`)).toBeVisible();
    const call = answer.getByRole("link", { name: `拨打${station.name.zh}` });
    await expect(call).toHaveAttribute("href", `tel:${station.phones[0].number.replace(/\D/g, "")}`);
  });

  test("is asked which one, with the township of each, when several villages bear the name", async ({ reader, directory }) => {
    const villages = directory.homonyms();
    await reader.opens("/stations");
    await reader.searches(villages[0].name);

    const choice = reader.page.getByRole("region", { name: `有几个「${villages[0].name}」` });
    // All of that name, and perhaps others that differ in their ending only.
    const offered = await choice.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")?.match(/area=(\d+)/)?.[1]));
    expect(offered).toEqual(expect.arrayContaining(villages.map((village) => village.code)));
    for (const village of villages) {
      await expect(choice.getByRole("link", { name: directory.division(village.parent).name }).first()).toBeVisible();
    }
    const township = directory.division(villages[0].parent).name;
    await choice.getByRole("link", { name: township }).first().click();
    await expect(reader.page.getByRole("heading", { level: 2, name: `${township}${villages[0].name}` })).toBeVisible();
    await expect(choice).toHaveCount(0);
  });

  test("hears honestly that nobody serves it yet, and gets the nearest three and a number", async ({ reader, directory }) => {
    const { village, township } = directory.unservedVillage();
    await reader.opens("/stations");
    await reader.searches(village.name);

    const answer = reader.page.getByRole("region", { name: `${village.name}还没有社工站服务` });
    await expect(answer.getByText(/请拨打.*\d{5}/)).toBeVisible();
    const cards = answer.getByRole("listitem").filter({ has: reader.page.getByRole("heading", { level: 3 }) });
    await expect(cards).toHaveCount(3);
    const distances = await answer.getByText(`距${township.name}中心约`).allInnerTexts();
    expect(distances).toHaveLength(3);
    expect(kilometres(distances)).toEqual([...kilometres(distances)].sort((one, other) => one - other));
  });

  test("in English gets the same answer in English @once", async ({ reader, directory }) => {
    const { village, station } = directory.servedVillage();
    await reader.opens("/en/stations");
    await reader.searches(village.pinyin.split(" ").slice(0, -3).join(" "));
    await expect(reader.main.getByRole("link", { name: station.name.en ?? "", exact: true }).first()).toBeVisible();
    await expect(reader.page.locator("html")).toHaveAttribute("lang", "en");
  });
});

test("A reader finds 嘉积镇社工站 by characters, pinyin, initials, another name, and with a typo @wide", async ({ reader }) => {
  await reader.opens("/stations");
  for (const words of ["嘉积", "jiaji", "Jia Ji Zhen", "jjz", "嘉积镇民政服务站", "jiajj", "嘉积真"]) {
    await reader.searches(words);
    await expect(reader.searchBox).toHaveValue(words);
    await expect(reader.cards.first(), words).toContainText("嘉积镇社工站");
  }
});

test.describe("A reader who filters", () => {
  test("sees only the stations of the chosen area, and shares that by its address @wide", async ({ reader, directory }) => {
    await reader.opens("/stations");
    await reader.unfoldsFilters();
    await reader.chooses("地区", "陵水黎族自治县");
    await reader.presses("查询");
    await expect(reader.page).toHaveURL(/area=469028/);
    const here = directory.stations.filter((it) => it.division.startsWith("469028"));
    expect(await reader.count()).toBe(here.length);
    expect(new Set(await reader.namesOnTheList())).toEqual(new Set(here.map((it) => it.name.zh)));
  });

  test("combines kind, mode, service and access, takes one away and resets the rest @once", async ({ reader, directory }) => {
    const fits = directory.stations.filter(
      (it) => it.mode === "street" && it.services.includes("B02") && it.access.includes("step_free"),
    );
    const b02 = directory.items.find((it) => it.code === "B02");
    await reader.opens("/stations");
    await reader.unfoldsFilters();
    await reader.chooses("类型", "社工站");
    await reader.chooses("建设模式", "街道模式");
    await reader.chooses("服务", `B02 ${b02?.name.zh}`);
    await reader.ticks("无台阶入口");
    await reader.presses("查询");
    await expect(reader.page).toHaveURL(/mode=street/);
    expect(await reader.count()).toBe(fits.length);
    expect(new Set(await reader.namesOnTheList())).toEqual(new Set(fits.map((it) => it.name.zh)));

    const chosen = reader.main.getByRole("list", { name: "已选条件" });
    await expect(chosen.getByRole("link", { name: /^去掉/ })).toHaveCount(4);
    await chosen.getByRole("link", { name: "去掉「无台阶入口」" }).click();
    await expect(reader.page).not.toHaveURL(/accessible/);
    await expect(chosen.getByRole("link", { name: /^去掉/ })).toHaveCount(3);
    expect(await reader.count()).toBeGreaterThanOrEqual(fits.length);

    await chosen.getByRole("link", { name: "重置" }).click();
    await expect(reader.page).toHaveURL(/\/stations$/);
    expect(await reader.count()).toBe(directory.stations.length);
  });

  test("keeps the filters while asking something else @once", async ({ reader }) => {
    await reader.opens("/stations?area=469002&kind=station");
    await reader.searches("长坡");
    await expect(reader.page).toHaveURL(/area=469002/);
    await expect(reader.page).toHaveURL(/kind=station/);
    await expect(reader.cards.first()).toContainText("长坡镇社工站");
  });

  test("sees with «open now» only what is open, and all of it @wide", async ({ reader, directory }) => {
    // Only at a minute in which a station opens or closes may the clocks of two moments differ: then once more.
    await expect(async () => {
      const before = await serverTime(reader, "/stations?open=1");
      const open = directory.stations.filter((it) => directory.isOpen(it, before));
      const listed = await everyName(reader, "/stations?open=1", open.length);
      expect(new Set(listed)).toEqual(new Set(open.map((it) => it.name.zh)));
      expect(await reader.cards.getByText(/^现在不开放/).count()).toBe(0);
    }).toPass({ timeout: 20_000 });
  });

  test("sees of every card whether it is open, as its hours say @once", async ({ reader, directory }) => {
    await expect(async () => {
      const before = await serverTime(reader, "/stations?area=469028");
      for (const card of await reader.cards.all()) {
        const name = await card.getByRole("heading").innerText();
        const station = directory.station((it) => it.name.zh === name);
        expect(await card.getByText(OPEN).count(), name).toBe(directory.isOpen(station, before) ? 1 : 0);
      }
    }).toPass({ timeout: 20_000 });
  });

  test("reads that nothing fits, is offered the nearest three whatever the filters, and the phone line @once", async ({ reader }) => {
    await reader.opens("/stations?area=469028&service=X-460200-001");
    await reader.seesHeading("没有找到符合条件的站点");
    await expect(reader.main.getByRole("link", { name: "服务热线" })).toHaveAttribute("href", /^tel:\d+$/);
    await expect(reader.cards).toHaveCount(3);
  });

  test("gets the phone line even for words that mean nothing @once", async ({ reader }) => {
    await reader.opens("/stations");
    await reader.searches("qqqxxqqq");
    await reader.seesHeading("没有找到符合条件的站点");
    await expect(reader.main.getByRole("link", { name: "服务热线" })).toBeVisible();
    // Nearest to what, nobody has said yet.
    await reader.main.getByText("想看离您最近的站点").locator("xpath=following-sibling::ul").getByRole("link", { name: "琼海市", exact: true }).click();
    await expect(reader.page).toHaveURL(/\/stations\?area=469002$/);
    await expect(reader.cards.first()).toBeVisible();
  });

  test("keeps the filters when asked which village is meant @once", async ({ reader, directory }) => {
    const { name } = directory.homonyms()[0];
    await reader.opens(`/stations?q=${encodeURIComponent(name)}&accessible=1`);
    await reader.main.getByRole("region", { name: `有几个「${name}」` }).getByRole("link").first().click();
    await expect(reader.page).toHaveURL(/area=\d{12}&accessible=1$/);
  });
});

test.describe("A reader who wants the nearest", () => {
  test("sorts by distance from a position in the address, with unknown positions last and labelled @once @wide", async ({ reader, directory }) => {
    const listed = await everyCard(reader, "/stations?near=18.51,110.04&sort=distance", directory);
    const away = listed.map((card) => card.match(/约 [\d.]+ (公里|米)/)?.[0]);
    const placed = directory.stations.filter((it) => it.position !== null).length;
    expect(away.slice(0, placed).every(Boolean)).toBe(true);
    expect(away.slice(placed).some(Boolean)).toBe(false);
    const lengths = kilometres(away.slice(0, placed) as string[]);
    expect(lengths).toEqual([...lengths].sort((one, other) => one - other));
    for (const card of listed.slice(0, placed)) expect(card).toMatch(/（到.+中心）/);
    for (const card of listed.slice(placed)) expect(card).toContain("位置待核实");
  });

  test("is told no distance within a township whose seat stands for both ends @once", async ({ reader }) => {
    await reader.opens("/stations?area=469002100&sort=distance");
    await expect(reader.cards.first()).toContainText("就在嘉积镇，具体位置请打电话问");
  });

  test("is told between which seats a distance was measured, and that a whole county has none @once", async ({ reader }) => {
    await reader.opens("/areas/469002100");
    await reader.opens("/stations?area=469002&sort=distance");
    await expect(reader.main).toContainText("按距离排序要有一个起点");
    await reader.opens("/stations/qionghai-jiaji");
    const nearby = reader.page.getByRole("heading", { name: "附近的站点" }).locator("xpath=..");
    for (const line of await nearby.getByRole("listitem").allInnerTexts()) {
      expect(line).toMatch(/距嘉积镇中心约 [\d.]+ (公里|米)（到.+中心）|就在嘉积镇/);
    }
  });

  test("presses «use my position» and sees the nearest first @script", async ({ reader, context }) => {
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation({ latitude: 18.505_678_9, longitude: 110.037_123_4 });
    await reader.opens("/stations?kind=station");
    await reader.presses("使用我的位置");
    // Rounded to about a hundred metres before it goes anywhere; the filter stays.
    await expect(reader.page).toHaveURL(/near=18\.506,110\.037/);
    await expect(reader.page).toHaveURL(/kind=station/);
    await expect(reader.cards.first()).toContainText(/约 [\d.]+ (公里|米)/);
    await expect(reader.main.getByRole("link", { name: "去掉「离我最近」" })).toBeVisible();
  });

  test("who refuses the position is told what to do instead @script @once", async ({ reader, context }) => {
    await context.clearPermissions();
    await reader.opens("/stations");
    await reader.presses("使用我的位置");
    await expect(reader.main.getByRole("status").filter({ hasText: "没有取得位置" })).toBeVisible();
    await expect(reader.page).toHaveURL(/\/stations$/);
  });
});

test.describe("A reader who turns pages", () => {
  test("finds every station once on the pages of the list @once", async ({ reader, directory }) => {
    const names = await everyName(reader, "/stations?sort=name", directory.stations.length);
    expect(names.sort()).toEqual(directory.stations.map((it) => it.name.zh).sort());
  });

  test("goes to the second page and back by plain links @once", async ({ reader }) => {
    await reader.opens("/stations");
    const first = await reader.namesOnTheList();
    const pages = reader.main.getByRole("navigation", { name: "分页" });
    await pages.getByRole("link", { name: "下一页" }).click();
    await expect(reader.page).toHaveURL(/page=2/);
    await reader.sees("第 2 页");
    expect(await reader.namesOnTheList()).not.toEqual(first);
    await pages.getByRole("link", { name: "上一页" }).click();
    await expect(reader.page).not.toHaveURL(/page=2/);
    expect(await reader.namesOnTheList()).toEqual(first);
  });

  test("too far is led back to the first page @once", async ({ reader }) => {
    await reader.opens("/stations?page=99");
    await reader.sees(/^只有 \d+ 页/);
    await reader.follows("回到第一页");
    await expect(reader.cards.first()).toBeVisible();
  });
});

test.describe("Suggestions while typing", () => {
  test("are chosen by keyboard alone @script", async ({ reader }) => {
    await reader.opens("/stations");
    await reader.waitsForScripts();
    const box = reader.searchBox;
    await expect(box).toHaveAttribute("aria-expanded", "false");
    // All at once: letter by letter, a slow machine would show the answer to «jiaj» first.
    await box.fill("jiaji");
    await expect(box).toHaveAttribute("aria-expanded", "true");
    const options = reader.page.getByRole("listbox", { name: "建议" }).getByRole("option");
    await expect(options.first()).toBeVisible();
    await expect(reader.main.getByRole("status").filter({ hasText: "条建议" })).toBeVisible();

    await reader.pressesKey("ArrowDown");
    await expectActive(reader, 0);
    await reader.pressesKey("ArrowDown");
    await expectActive(reader, 1);
    await reader.pressesKey("ArrowUp");
    await reader.pressesKey("ArrowUp");
    await expectActive(reader, (await options.count()) - 1);
    await reader.pressesKey("ArrowDown");
    await expectActive(reader, 0);
    await expect(box).toBeFocused();
    const target = (await options.first().innerText()).split("\n");
    await reader.pressesKey("Enter");
    await expect(reader.page).toHaveURL(/\/stations(\/|\?area=)/);
    await expect(reader.main).toContainText(target.find((line) => line.includes("嘉积")) ?? "嘉积");
  });

  test("stay as they are once one is being chosen, whatever answer comes later @script @once", async ({ reader }) => {
    await reader.opens("/stations");
    await reader.waitsForScripts();
    await reader.searchBox.fill("嘉积");
    const options = reader.page.getByRole("option");
    await expect(options.first()).toBeVisible();
    const seen = await options.allInnerTexts();

    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await reader.page.route(/\/suggest\?/, async (route) => {
      await held;
      await route.continue();
    });
    const asked = reader.page.waitForRequest(/\/suggest\?/);
    await reader.searchBox.fill("低保");
    await asked;
    await reader.pressesKey("ArrowDown");
    await expectActive(reader, 0);
    const answered = reader.page.waitForResponse(/\/suggest\?/);
    release();
    await (await answered).finished();
    // Two frames: time enough for a list to be exchanged, if it were.
    await reader.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await options.allInnerTexts()).toEqual(seen);
    await expectActive(reader, 0);
  });

  test("close with Escape and leave what was typed @script @once", async ({ reader }) => {
    await reader.opens("/");
    await reader.waitsForScripts();
    await reader.searchBox.pressSequentially("嘉积");
    await expect(reader.searchBox).toHaveAttribute("aria-expanded", "true");
    await reader.pressesKey("ArrowDown");
    await reader.pressesKey("Escape");
    await expect(reader.searchBox).toHaveAttribute("aria-expanded", "false");
    await expect(reader.searchBox).not.toHaveAttribute("aria-activedescendant");
    await expect(reader.page.getByRole("listbox")).toBeHidden();
    await expect(reader.searchBox).toHaveValue("嘉积");
  });

  test("leave Enter alone while none is chosen: it searches @script @once", async ({ reader }) => {
    await reader.opens("/");
    await reader.waitsForScripts();
    await reader.searchBox.pressSequentially("嘉积");
    await expect(reader.searchBox).toHaveAttribute("aria-expanded", "true");
    await reader.pressesKey("Enter");
    await expect(reader.page).toHaveURL(/\/stations\?q=/);
    await expect(reader.cards.first()).toContainText("嘉积镇社工站");
  });

  test("lead to the page when one is pressed @script", async ({ reader, directory }) => {
    const { village, station } = directory.servedVillage();
    await reader.opens("/");
    await reader.waitsForScripts();
    await reader.searchBox.pressSequentially(village.name);
    const option = reader.page.getByRole("option").filter({ hasText: village.name }).first();
    // A village's line says who serves it before one goes there.
    await expect(option).toContainText(station.name.zh);
    await option.click();
    await expect(reader.page).toHaveURL(new RegExp(`area=${village.code}`));
  });
});

test.describe("An address that makes no sense", () => {
  test("is told what is wrong with it, and the rest still answers @desktop", async ({ reader }) => {
    const wrong: string[] = [];
    for (const [what, query, says] of [
      ["an area that does not exist", "area=999", "没有这个地区代码"],
      ["a position that is none", "near=abc", "位置要写成"],
      ["a position off the earth", "near=91,181", "位置要写成"],
      ["a page below one", "page=-1", "页码是从 1 开始的数字"],
      ["a page that is no number", "page=%F0%9F%8F%9D", "页码是从 1 开始的数字"],
      ["a mode, kind, service and order that do not exist", "mode=x&kind=x&service=x&sort=x", "没有这个服务代码"],
    ]) {
      const answer = await reader.opens(`/stations?${query}`);
      const alert = (await reader.main.getByRole("alert").allInnerTexts()).join();
      if (answer.status() !== 400) wrong.push(`${what}: ${answer.status()}`);
      if (!alert.includes(says)) wrong.push(`${what}: says «${alert}»`);
      if (!(await reader.cards.first().isVisible())) wrong.push(`${what}: no stations`);
    }
    expect(wrong).toEqual([]);
  });

  test("gets a clear page, whatever stands in it @desktop", async ({ reader }) => {
    const wrong: string[] = [];
    for (const [what, address, statuses] of [
      ["a question of 5,000 characters", `/stations?q=${"x".repeat(5000)}`, [200, 414]],
      ["a question of 5,000 Chinese characters", `/stations?q=${encodeURIComponent("村".repeat(5000))}`, [200, 414]],
      ["broken percent-encoding", "/stations?q=%zz", [200, 400]],
      ["bytes that are no text", "/stations?q=%FF%FE", [200, 400]],
      ["a NUL in the question", "/stations?q=%00", [200, 400]],
      ["a NUL in the path", "/stations/%00", [400, 404]],
      ["broken percent-encoding in the path", "/stations/%zz", [400, 404]],
      ["markup in the question", "/stations?q=%3Cscript%3Ealert(1)%3C/script%3E", [200]],
      ["a page beyond every number", "/stations?page=99999999999999999999", [400]],
      ["the largest page", "/stations?page=18446744073709551615", [200, 400]],
      ["overlong pinyin", `/stations?q=${"zhuang".repeat(40)}`, [200]],
    ] as [string, string, number[]][]) {
      const answer = await reader.opens(address);
      if (!statuses.includes(answer.status())) wrong.push(`${what}: ${answer.status()}`);
      const headings = await reader.page.getByRole("heading", { level: 1 }).count();
      if (headings !== 1) wrong.push(`${what}: ${headings} main headings`);
      if (!(await reader.main.isVisible())) wrong.push(`${what}: no page`);
    }
    expect(wrong).toEqual([]);
  });

  test("to a station that does not exist leads to a page that helps on @once", async ({ reader }) => {
    const answer = await reader.opens("/stations/nowhere");
    expect(answer.status()).toBe(404);
    await reader.seesHeading("没有找到这个页面");
    await reader.main.getByRole("link", { name: "找社工站" }).click();
    await expect(reader.searchBox).toBeVisible();
  });
});

/** The number of kilometres in each of these. */
function kilometres(words: string[]): number[] {
  return words.map((it) => {
    const [, number, unit] = it.match(/约 ([\d.]+) (公里|米)/) ?? [];
    return Number(number) / (unit === "米" ? 1000 : 1);
  });
}

/** Opens the address; gives the moment at which the server answered. */
async function serverTime(reader: Reader, address: string): Promise<Date> {
  const answer = await reader.opens(address);
  return new Date((await answer.headerValue("date")) ?? "");
}

/** The text of every card, on all pages of a list. */
async function everyCard(reader: Reader, address: string, directory: Directory): Promise<string[]> {
  const cards: string[] = [];
  for (let page = 1; cards.length < directory.stations.length; page += 1) {
    await reader.opens(`${address}&page=${page}`);
    const here = await reader.cards.allInnerTexts();
    if (here.length === 0) break;
    cards.push(...here);
  }
  return cards;
}

/** The name of every station, on all pages of a list of so many. */
async function everyName(reader: Reader, address: string, count: number): Promise<string[]> {
  const names: string[] = [];
  for (let page = 1; names.length < count; page += 1) {
    await reader.opens(`${address}&page=${page}`);
    const here = await reader.namesOnTheList();
    if (here.length === 0) break;
    names.push(...here);
  }
  return names;
}

async function expectActive(reader: Reader, number: number) {
  const option = reader.page.getByRole("option").nth(number);
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(reader.searchBox).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id")) ?? "none");
}
