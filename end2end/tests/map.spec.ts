// The map: complete without scripts, and by keyboard alone with them; one selection with the list, and a view that
// can be handed on.
import type { Locator } from "@playwright/test";
import type { Directory, Station } from "./support/directory.ts";
import { expect, Reader, test } from "./support/reader.ts";

const QIONGHAI = "/stations?area=469002";
const CLUSTER = /^.+，(\d+) 个站点，放大查看$/;
const SANSHA = "南海诸岛：三沙，0 个站点";

/** Where a reader's own position lies, more exactly than anybody need know. */
const EXACT = { latitude: 18.505_678_9, longitude: 110.037_123_4 };

test.describe("The overview", () => {
  test("names every 市县 with its stations, as links, with the islands of the South China Sea in their corner @no-script", async ({
    reader,
    directory,
  }) => {
    for (const address of ["/stations", "/areas"]) {
      await reader.opens(address);
      const overview = reader.page.getByRole("group", { name: "海南省各市县社工站分布示意图" });
      await expect(overview.getByRole("link")).toHaveCount(18);
      let stations = 0;
      for (const county of directory.counties) {
        const here = stationsIn(directory, county.code).length;
        const sansha = county.code === "460300";
        // 三沙 is the corner itself.
        const name = sansha ? SANSHA : `${shortName(county.name)}，${here} 个站点`;
        const link = (sansha ? reader.main : overview).getByRole("link", { name, exact: true });
        await expect(link, county.name).toBeVisible();
        await expect(link).toHaveAttribute("href", address === "/areas" ? `/areas/${county.code}` : `/stations?area=${county.code}`);
        stations += here;
      }
      expect(stations).toBe(directory.stations.length);
      await expect(reader.main.getByText("南海诸岛")).toBeVisible();
      await seesWhatEveryMapMustSay(reader);
    }
  });

  test("leads from a county to its stations @no-script", async ({ reader, directory }) => {
    const here = stationsIn(directory, "469002");
    await reader.opens("/stations");
    await reader.follows(`琼海，${here.length} 个站点`);
    await expect(reader.page).toHaveURL(/area=469002/);
    expect(await reader.count()).toBe(here.length);
    // The chosen one is marked, and what else was asked stays.
    await expect(reader.link(`琼海，${here.length} 个站点`)).toHaveAttribute("aria-current", "true");
    await reader.opens("/stations?kind=village_room");
    await reader.follows(/^临高，\d+ 个站点/);
    await expect(reader.page).toHaveURL(/kind=village_room/);
    await expect(reader.page).toHaveURL(/area=469024/);
  });

  test("leads to 三沙 from the islands' corner, by finger and by key", async ({ reader }) => {
    const islands = reader.link(SANSHA);
    await reader.opens("/areas");
    await islands.click();
    await expect(reader.page).toHaveURL(/\/areas\/460300$/);
    await reader.opens("/areas");
    await islands.focus();
    await reader.pressesKey("Enter");
    await expect(reader.page).toHaveURL(/\/areas\/460300$/);
  });

  test("has nothing on it that only scripts can do @no-script", async ({ reader }) => {
    await reader.opens("/stations");
    await expect(reader.page.getByRole("application")).toHaveCount(0);
    await expect(reader.page.getByRole("button", { name: /^(我的位置|显示全岛)$/ })).toHaveCount(0);
  });
});

test.describe("By keyboard alone", () => {
  test("somebody goes from the search box to a marker, and on to its station @script", async ({ reader }) => {
    await reader.opens(QIONGHAI);
    await reader.waitsForScripts();
    await reader.searchBox.focus();
    await tabsTo(reader, reader.link("地图"));
    await reader.pressesKey("Enter");
    await expectLive(reader);
    await tabsTo(reader, buttons(reader));
    // From button to button by arrows, as far as it goes, and by Tab from there to a station.
    for (const key of ["ArrowRight", "ArrowDown"]) await reader.pressesKey(key);
    await expectFocus(buttons(reader));
    await tabsTo(reader, markers(reader), { orHere: true });
    const name = await focused(reader).getAttribute("aria-label");
    await reader.pressesKey("Enter");
    await expect(focused(reader)).toHaveAttribute("aria-pressed", "true");

    const chosen = details(reader).getByRole("link");
    await expect(chosen).toHaveText(name ?? "");
    await tabsTo(reader, chosen);
    await reader.pressesKey("Enter");
    await expect(reader.page.getByRole("heading", { level: 1, name: name ?? "" })).toBeVisible();
    await expect(reader.page).toHaveURL(/\/stations\/[a-z-]+$/);
  });

  test("arrows lead to the next button on their side, and the map stands still @script @desktop", async ({ reader }) => {
    await opensLive(reader, QIONGHAI);
    const before = await layout(reader);
    const sides = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    let moved = 0;
    for (const from of before) {
      for (const [key, [x, y]] of Object.entries(sides)) {
        await map(reader).locator(`[data-id="${from.id}"]`).focus();
        await reader.pressesKey(key);
        const id = await focused(reader).getAttribute("data-id");
        const to = before.find((it) => it.id === id);
        const lies = to && (to.x - from.x) * x + (to.y - from.y) * y;
        const onThatSide = before.some((it) => (it.x - from.x) * x + (it.y - from.y) * y > 2);
        expect(lies, `${key} from ${from.name}`)[onThatSide ? "toBeGreaterThan" : "toBe"](0);
        if (onThatSide) moved += 1;
      }
    }
    expect(moved).toBeGreaterThan(before.length);
    expect(await layout(reader)).toEqual(before);
  });

  test("a cluster says how many it holds, and opens down to a station @script", async ({ reader }) => {
    await opensLive(reader, "/stations");
    const first = clusters(reader).first();
    await first.focus();
    let [zoom, count] = [0, size(await first.getAttribute("aria-label"))];
    expect(count).toBeGreaterThan(1);
    for (let step = 0; step < 12 && count > 1; step += 1) {
      await reader.pressesKey("Enter");
      await expect.poll(() => view(reader).zoom).toBeGreaterThan(zoom);
      // What was inside has the focus, as fewer.
      await expectFocus(buttons(reader));
      const inside = size(await focused(reader).getAttribute("aria-label"));
      expect(inside).toBeLessThan(count);
      [zoom, count] = [view(reader).zoom, inside];
    }
    expect(count).toBe(1);
    await reader.pressesKey("Enter");
    await expect(focused(reader)).toHaveAttribute("aria-pressed", "true");
    await expect(details(reader).getByRole("link")).toHaveText((await focused(reader).getAttribute("aria-label")) ?? "");
  });

  test("Tab goes through the map and out of it, in both directions @script @once", async ({ reader }) => {
    await opensLive(reader, QIONGHAI);
    await reader.link("跳过地图").focus();
    const names = new Set<string>();
    const inside = reader.page.locator("#map :focus");
    // Tools, the map itself, its buttons, two for the zoom, the islands.
    const most = (await buttons(reader).count()) + 8;
    for (let press = 0; press < most && (await inside.count()) > 0; press += 1) {
      await reader.pressesKey("Tab");
      if ((await inside.count()) > 0) names.add((await focused(reader).getAttribute("aria-label")) ?? (await focused(reader).innerText()));
    }
    await expectFocus(reader.page.getByRole("contentinfo").getByRole("link"));
    for (const name of [...(await layout(reader)).map((it) => it.name), "我的位置", "显示全岛", "放大", "缩小"]) expect(names).toContain(name);
    await reader.pressesKey("Shift+Tab");
    await expect(inside).toBeAttached();
    for (let press = 0; press < most && (await inside.count()) > 0; press += 1) await reader.pressesKey("Shift+Tab");
    await expectFocus(reader.page.locator("#list a, #list button"));
  });

  test("the link before the map passes it @script @desktop", async ({ reader }) => {
    await opensLive(reader, QIONGHAI);
    const skip = reader.link("跳过地图");
    await skip.focus();
    await expect(skip).toBeInViewport();
    await reader.pressesKey("Enter");
    await reader.pressesKey("Tab");
    await expectFocus(reader.page.getByRole("contentinfo").getByRole("link"));
  });
});

test.describe("List and map", () => {
  test("share one selection: a marker marks its card, a card its marker @script", async ({ reader, directory }) => {
    await opensLive(reader, QIONGHAI);
    const [one, other] = await stationsOnTheMap(reader, directory);
    const current = reader.cards.and(reader.page.locator("[aria-current=true]"));
    const pressed = map(reader).locator("[aria-pressed=true]");

    await map(reader).getByRole("button", { name: one.name.zh, exact: true }).click();
    await expect(reader.card(one)).toHaveAttribute("aria-current", "true");
    await expect(current).toHaveCount(1);
    await expect(details(reader).getByRole("link")).toHaveText(one.name.zh);

    await reader.card(other).getByRole("link", { name: other.name.zh, exact: true }).focus();
    await expect(map(reader).getByRole("button", { name: other.name.zh, exact: true })).toHaveAttribute("aria-pressed", "true");
    await expect(pressed).toHaveCount(1);
    await expect(reader.card(other)).toHaveAttribute("aria-current", "true");
    await expect(current).toHaveCount(1);
    await expect(details(reader).getByRole("link")).toHaveText(other.name.zh);
  });

  test("stay of one mind while the marker goes into a cluster or out of sight, and comes back @script @desktop", async ({
    reader,
    directory,
  }) => {
    await opensLive(reader, QIONGHAI);
    const [one] = await stationsOnTheMap(reader, directory);
    const marker = map(reader).getByRole("button", { name: one.name.zh, exact: true });
    await marker.press("Enter");
    for (const [away, back] of [
      ["缩小", "放大"],
      ["放大", "缩小"],
    ]) {
      for (const turn of [away, away, away, back, back, back]) {
        const before = view(reader);
        await zooms(reader, turn);
        await expect.poll(() => view(reader).zoom).not.toBe(before.zoom);
        await expect(reader.card(one)).toHaveAttribute("aria-current", "true");
      }
      await expect(marker).toHaveAttribute("aria-pressed", "true");
    }
  });

  test("hold the same stations: all buttons on the whole island add up @script @once", async ({ reader, directory }) => {
    for (const [address, listed] of [
      ["/stations", directory.stations],
      ["/stations?kind=station", directory.stations.filter((it) => it.kind === "station")],
      [QIONGHAI, stationsIn(directory, "469002")],
    ] as [string, Station[]][]) {
      await opensLive(reader, address);
      await reader.presses("显示全岛");
      const placed = listed.filter((it) => it.position !== null).length;
      await expect.poll(async () => sum(await layout(reader)), address).toBe(placed);
      const shown = await layout(reader);
      expect(overlapping(shown), address).toEqual([]);
      const unplaced = listed.length - placed;
      if (unplaced > 0) await reader.sees(`另有 ${unplaced} 个站点位置待核实`);
    }
  });

  test("no two buttons overlap at any zoom @script @desktop", async ({ reader }) => {
    await opensLive(reader, "/stations");
    await reader.presses("显示全岛");
    await expect(reader.page).toHaveURL(/#map=/);
    for (let step = 0; step < 6; step += 1) {
      const { zoom } = view(reader);
      await zooms(reader, "放大");
      await expect.poll(() => view(reader).zoom).toBe(zoom + 1);
      expect(overlapping(await layout(reader)), `zoom ${zoom + 1}`).toEqual([]);
    }
  });
});

test.describe("The view", () => {
  test("stands in the address, and whoever opens that address sees the same @script @once", async ({ reader, context }) => {
    await opensLive(reader, QIONGHAI);
    await zooms(reader, "放大");
    await expect(reader.page).toHaveURL(/#map=\d+\/[\d.]+\/[\d.]+$/);
    const { zoom, lat } = view(reader);
    // The map itself, not a button on it, is moved by arrows.
    await map(reader).focus();
    await reader.pressesKey("ArrowDown");
    await expect.poll(() => view(reader).lat).toBeLessThan(lat);
    await zooms(reader, "缩小");
    await expect.poll(() => view(reader).zoom).toBe(zoom - 1);
    const seen = await layout(reader);

    const guest = new Reader(await context.newPage(), reader.watch);
    await opensLive(guest, reader.page.url());
    expect(guest.page.url()).toBe(reader.page.url());
    const there = await layout(guest);
    expect(there.map((it) => it.name)).toEqual(seen.map((it) => it.name));
    for (const [number, it] of there.entries()) {
      // The address is rounded to a thousandth of a degree.
      expect(Math.hypot(it.x - seen[number].x, it.y - seen[number].y), it.name).toBeLessThan(4);
    }
  });

  test("is the same after a look at a station and back @script @desktop", async ({ reader, directory }) => {
    await opensLive(reader, QIONGHAI);
    await zooms(reader, "放大");
    await expect(reader.page).toHaveURL(/#map=/);
    const [address, seen] = [reader.page.url(), await layout(reader)];
    const [station] = await stationsOnTheMap(reader, directory);
    await map(reader).getByRole("button", { name: station.name.zh, exact: true }).press("Enter");
    await details(reader).getByRole("link").click();
    await expect(reader.page).toHaveURL(new RegExp(`/${station.slug}$`));
    await reader.page.goBack();
    await expect(reader.page).toHaveURL(address);
    await scrollsToMap(reader);
    await expectLive(reader);
    expect((await layout(reader)).map((it) => it.name)).toEqual(seen.map((it) => it.name));
  });

  test("shows all stations when the address names one that cannot be @script @desktop", async ({ reader }) => {
    await opensLive(reader, QIONGHAI);
    const usual = (await layout(reader)).map((it) => it.name);
    for (const nonsense of ["#map=99/19/110", "#map=abc", "#map=9/999/110", "#map=9/19", "#map=///", "#map=NaN/NaN/NaN"]) {
      await reader.opens("/about");
      await opensLive(reader, QIONGHAI + nonsense);
      expect((await layout(reader)).map((it) => it.name), nonsense).toEqual(usual);
    }
  });

  test("says what every map must say, and speaks English in English @script @desktop", async ({ reader }) => {
    await opensLive(reader, "/stations");
    await seesWhatEveryMapMustSay(reader);
    await expect(reader.link(SANSHA)).toBeVisible();
    await reader.opens("/en/stations");
    await scrollsToMap(reader);
    const live = reader.page.getByRole("application", { name: "Map you can zoom" });
    await expect(live.getByRole("button", { name: /^.+, \d+ stations, zoom in$/ }).first()).toBeVisible();
    await expect(live.getByRole("button", { name: "Zoom out", exact: true })).toBeVisible();
    await reader.sees("A sketch, not evidence of any boundary");
  });
});

test.describe("A reader's own position", () => {
  test("is asked for only when they press, and moves the view there, rounded, and goes nowhere @script", async ({ reader, context }) => {
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation(EXACT);
    await reader.page.addInitScript(() => {
      const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
      navigator.geolocation.getCurrentPosition = (...how) => {
        document.documentElement.setAttribute("data-asked", "");
        ask(...how);
      };
    });
    await opensLive(reader, "/stations");
    await expect(reader.page.locator("html[data-asked]")).toHaveCount(0);
    const told: string[] = [];
    reader.page.on("request", (request) => told.push(`${request.url()} ${request.postData() ?? ""}`));
    await tools(reader).getByRole("button", { name: "我的位置" }).click();
    await expect(reader.page).toHaveURL(/#map=\d+\/18\.506\/110\.037$/);
    await expect(reader.page.locator("html[data-asked]")).toBeAttached();
    expect(view(reader).zoom).toBeGreaterThanOrEqual(10);
    expect(told.filter((it) => /18\.50|110\.03/.test(it))).toEqual([]);
  });

  test("refused, leaves the map as it was and at work @script @desktop", async ({ reader, context }) => {
    await context.clearPermissions();
    await opensLive(reader, QIONGHAI);
    const before = await layout(reader);
    const address = reader.page.url();
    await tools(reader).getByRole("button", { name: "我的位置" }).click();
    // The browser answers in order: once this is refused, so was that.
    await reader.page.evaluate(() => new Promise<void>((done) => navigator.geolocation.getCurrentPosition(() => done(), () => done())));
    await expect(reader.page).toHaveURL(address);
    expect(await layout(reader)).toEqual(before);
    await reader.presses("显示全岛");
    await expect(reader.page).toHaveURL(/#map=/);
    expect(sum(await layout(reader))).toBe(sum(before));
  });
});

/** Opens the address, and waits until the map has come to life. */
async function opensLive(reader: Reader, address: string) {
  await reader.opens(address);
  await scrollsToMap(reader);
  await expectLive(reader);
}

async function scrollsToMap({ page }: Reader) {
  await page.locator("#map").scrollIntoViewIfNeeded();
}

async function expectLive(reader: Reader) {
  await expect(reader.page.locator(".map[data-live]")).toBeAttached();
  await expect(buttons(reader).first()).toBeVisible();
}

/** The schematic label, and the place of the number of approval. */
async function seesWhatEveryMapMustSay(reader: Reader) {
  await reader.sees("示意图，不作划界依据");
  await reader.sees(/^审图号：./);
}

function map({ page }: Reader): Locator {
  return page.getByRole("application", { name: "可缩放的地图" });
}

/** What stands in the region around the map beside the map: «my position», «whole island». */
function tools({ page }: Reader): Locator {
  return page.getByRole("region", { name: "地图" });
}

/** Stations and clusters, in the order of Tab; not the zoom, whose buttons are links. */
function buttons(reader: Reader): Locator {
  return map(reader).locator("button");
}

function clusters(reader: Reader): Locator {
  return map(reader).getByRole("button", { name: CLUSTER });
}

/** Presses one of the two buttons for the zoom. */
async function zooms(reader: Reader, name: string) {
  await map(reader).getByRole("button", { name, exact: true }).click();
}

/** The buttons of single stations, which can be pressed down. */
function markers(reader: Reader): Locator {
  return map(reader).locator("button[aria-pressed]");
}

/** Where the chosen stations are told. */
function details(reader: Reader): Locator {
  return tools(reader).getByRole("status", { name: "详情" });
}

function focused({ page }: Reader): Locator {
  return page.locator(":focus");
}

async function expectFocus(wanted: Locator) {
  await expect(wanted.and(wanted.page().locator(":focus"))).toHaveCount(1);
}

/** Presses Tab until one of these has the focus. */
async function tabsTo(reader: Reader, wanted: Locator, { orHere = false } = {}) {
  const there = wanted.and(focused(reader));
  if (orHere && (await there.count()) > 0) return;
  for (let press = 0; press < 60; press += 1) {
    await reader.pressesKey("Tab");
    if ((await there.count()) > 0) return;
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

type Button = { id: string; name: string; x: number; y: number; width: number };

/** The buttons on the map and where they stand on it, from north to south. */
async function layout(reader: Reader): Promise<Button[]> {
  const all = await map(reader).evaluate((map) => {
    const frame = map.getBoundingClientRect();
    return [...map.querySelectorAll<HTMLElement>("button")].map((it) => {
      const box = it.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2 - frame.x, box.y + box.height / 2 - frame.y];
      return { id: it.dataset.id ?? "", name: it.getAttribute("aria-label") ?? "", x, y, width: box.width };
    });
  });
  return all.sort((one, other) => one.y - other.y || one.x - other.x);
}

/** Pairs of buttons that lie on each other. */
function overlapping(all: Button[]): string[] {
  return all.flatMap((one, number) =>
    all
      .slice(number + 1)
      .filter((it) => Math.max(Math.abs(it.x - one.x), Math.abs(it.y - one.y)) < (it.width + one.width) / 2 - 1)
      .map((it) => `${one.name} and ${it.name}`),
  );
}

/** How many stations a button stands for. */
function size(name: string | null): number {
  return Number(name?.match(CLUSTER)?.[1] ?? 1);
}

function sum(all: Button[]): number {
  return all.reduce((total, it) => total + size(it.name), 0);
}

/** The view that the address names; zoom 0 if none. */
function view({ page }: Reader): { zoom: number; lat: number; lng: number } {
  const [zoom, lat, lng] = (new URL(page.url()).hash.match(/^#map=(.+)$/)?.[1] ?? "0/0/0").split("/").map(Number);
  return { zoom, lat, lng };
}

function stationsIn(directory: Directory, area: string): Station[] {
  // The codes of a city's districts share its first four digits, not all six.
  const within = area.endsWith("00") ? area.slice(0, 4) : area;
  return directory.stations.filter((it) => it.division.startsWith(within));
}

/** Stations whose own marker stands on the map. */
async function stationsOnTheMap(reader: Reader, directory: Directory): Promise<Station[]> {
  const names = await markers(reader).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  return names.map((name) => directory.station((it) => it.name.zh === name));
}

/** As on the map: 「琼海」. */
function shortName(name: string): string {
  return name.replace(/(黎族苗族自治县|黎族自治县|市|县)$/, "");
}
