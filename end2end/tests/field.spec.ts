// The field app: opened once with a network, it starts and answers without one, says how old its data is, and never
// takes what is broken for what is new.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { brokenAnywhere } from "./support/axe.ts";
import { expect, test } from "./support/reader.ts";
import { startServer } from "./support/server.ts";

const KEPT = /离线可用/;
const DOCUMENT = "**/field/directory.json";

/** Opens the app for the first time and waits until it is kept on the device. */
async function install(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}/field`);
  await expect(status(page)).toContainText(KEPT, { timeout: 15_000 });
  return page;
}

/** The line that says how old the data is. */
function status(page: Page) {
  return page.locator(".field-app__status").getByRole("status");
}

function box(page: Page) {
  return page.getByRole("searchbox", { name: /^(村名|Village)/ });
}

function navigation(page: Page, entry: string) {
  return page.getByRole("navigation", { name: /^(主导航|Main)$/ }).getByRole("link", { name: entry, exact: true });
}

test("A worker opens the app in a new tab with the server stopped, and finds a village, a service and a guide @script", async ({ context, directory }) => {
  const { village, station } = directory.servedVillage();
  const server = await startServer();
  await (await install(context, server.address)).close();
  await server.stop();

  const page = await context.newPage();
  await page.goto(`${server.address}/field`);
  await box(page).fill(village.name);
  await expect(page.getByRole("heading", { name: `${village.name}由这里服务` })).toContainText(station.name.zh);
  await expect(page.locator("a[href^='tel:']").first()).toBeVisible();
  await expect(status(page)).toContainText(/没有网络，显示.*的数据/);

  // By pinyin, to the station, and back to the list as it was.
  await box(page).fill("jiaji");
  await page.getByRole("link", { name: "嘉积镇社工站" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "嘉积镇社工站" })).toBeFocused();
  await expect(page.getByRole("table")).toContainText("今天");
  await page.goBack();
  await expect(box(page)).toHaveValue("jiaji");
  await expect(page.getByRole("link", { name: "嘉积镇社工站" }).first()).toBeVisible();

  await navigation(page, "服务").click();
  await page.getByRole("link", { name: directory.items[0].question.zh }).click();
  await expect(page.getByRole("heading", { level: 1, name: directory.items[0].question.zh })).toBeVisible();
  await navigation(page, "政策").click();
  await page.getByRole("link", { name: directory.policies[0].title.zh }).click();
  await expect(page.getByRole("heading", { level: 1, name: directory.policies[0].title.zh })).toBeVisible();
  await expect(page.getByText("参考，以官方公布为准").filter({ visible: true }).first()).toBeVisible();

  // Any address below /field starts the app.
  await page.goto(`${server.address}/field/stations/qionghai-jiaji`);
  await expect(page.getByRole("heading", { name: "嘉积镇社工站" }).first()).toBeVisible();
  await page.goto(`${server.address}/field/stations/nowhere`);
  await expect(page.getByRole("heading", { level: 1, name: "没有这一页" })).toBeVisible();
});

test("Every village that somebody types gives the answer that the site gives @script @desktop", async ({ context, directory, baseURL, request }) => {
  const page = await install(context, baseURL ?? "");
  const several = directory.homonyms();
  const { village: unserved } = directory.unservedVillage();
  await box(page).fill(unserved.name);
  await expect(page.getByRole("heading", { name: `${unserved.name}还没有社工站服务` })).toBeVisible();
  await box(page).fill(several[0].name);
  const asked = page.getByRole("region", { name: `有几个「${several[0].name}」` });
  await expect(asked.getByRole("link").nth(several.length - 1)).toBeVisible();
  const html = await (await request.get(`/stations?q=${encodeURIComponent(several[0].name)}`)).text();
  const onTheSite = [...html.matchAll(/<li><a href="\/stations\?area=(\d+)"><b>/g)].map(([, code]) => code);
  const inTheApp = await asked.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")?.match(/area=(\d+)/)?.[1]));
  expect(inTheApp).toEqual(onTheSite);
});

test("What is typed before the directory is there is not lost @script @once", async ({ page }) => {
  let hand_over = () => {};
  const held = new Promise<void>((done) => {
    hand_over = done;
  });
  await page.route(DOCUMENT, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/field");
  await box(page).fill("jiaji");
  hand_over();
  await expect(page.getByRole("link", { name: "嘉积镇社工站" }).first()).toBeVisible();
  await expect(box(page)).toHaveValue("jiaji");
});

test("Without a network the first time, the app says what to do, and goes on by itself afterwards @script @once", async ({ context, page }) => {
  await page.route(DOCUMENT, (route) => route.abort());
  await page.goto("/field");
  await expect(status(page)).toContainText("没有网络，本机还没有数据");
  await expect(page.getByRole("heading", { name: "第一次打开，需要连一次网" })).toBeVisible();
  await page.unroute(DOCUMENT);
  await page.getByRole("button", { name: "现在更新" }).first().click();
  await expect(status(page)).toContainText(KEPT);
  await expect(page.getByRole("heading", { name: /^共 \d+ 个/ })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: "现在更新" }).first().click();
  await expect(status(page)).toContainText("没有网络，显示刚才的数据");
  await context.setOffline(false);
});

test("Half an answer never takes the place of a whole one @script @desktop", async ({ context, baseURL }) => {
  const page = await install(context, baseURL ?? "");
  const whole = await (await page.request.get("/field/directory.json")).text();
  await page.route(DOCUMENT, (route) => route.fulfill({ contentType: "application/json", body: whole.slice(0, whole.length / 2) }));
  await page.getByRole("button", { name: "现在更新" }).first().click();
  await expect(status(page)).toContainText("收到的数据不完整");
  await page.reload();
  await box(page).fill("jiaji");
  await expect(page.getByRole("link", { name: "嘉积镇社工站" }).first()).toBeVisible();
});

test("A county on the map leads to its stations, which can be narrowed and widened again @script", async ({ context, baseURL, directory }) => {
  const page = await install(context, baseURL ?? "");
  await navigation(page, "地图").click();
  const county = page.getByRole("link", { name: /^琼海，12 个站点/ });
  // The shapes are drawn, and not only named.
  await expect.poll(async () => (await county.locator("use").boundingBox())?.width ?? 0).toBeGreaterThan(10);
  await county.focus();
  await page.keyboard.press("Enter");
  const here = directory.stations.filter((it) => it.division.startsWith("469002"));
  await expect(page.getByRole("heading", { name: `共 ${here.length} 个` })).toBeVisible();
  await box(page).fill("长坡");
  await expect(page.getByRole("heading", { name: "共 1 个" })).toBeVisible();
  await page.getByRole("link", { name: /^去掉「琼海市」/ }).click();
  await expect(page.getByRole("link", { name: /^去掉「琼海市」/ })).toHaveCount(0);
  await page.getByRole("link", { name: "重置" }).click();
  await expect(page.getByRole("heading", { name: `共 ${directory.stations.length} 个` })).toBeVisible();
});

test("The nearest stand first, from where the tablet is, with no network @script @once", async ({ context, baseURL }) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 18.505_678_9, longitude: 110.037_123_4 });
  const page = await install(context, baseURL ?? "");
  await context.setOffline(true);
  await page.getByRole("button", { name: "使用我的位置" }).click();
  await expect(page).toHaveURL(/near=18\.506,110\.037/);
  await expect(page.getByText(/约 [\d.]+ (公里|米)/).first()).toBeVisible();
  await context.setOffline(false);
});

test("Language, large type and colours are remembered by the device @script", async ({ context, baseURL }) => {
  const page = await install(context, baseURL ?? "");
  await navigation(page, "本机").click();
  await page.getByRole("main").getByRole("button", { name: "长辈版" }).click();
  await page.getByRole("main").getByRole("button", { name: "深色" }).click();
  await page.getByRole("main").getByRole("button", { name: "English" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "This device" })).toBeVisible();
  const root = page.locator("html");
  await expect(root).toHaveAttribute("lang", "en");
  await expect(root).toHaveAttribute("data-elder", "");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await expect(page.getByText(/^\d+ KB$/).first()).toBeVisible();
  await expect(status(page)).toContainText("works offline");
});

test("A newer version waits until somebody wants it @script @desktop", async ({ context }) => {
  const site = resolve(import.meta.dirname, "../..", process.env.LASTMETRE_SITE_DIR ?? "target/site");
  const newer = mkdtempSync(join(tmpdir(), "lastmetre-newer-"));
  cpSync(site, newer, { recursive: true });
  const names = JSON.parse(readFileSync(join(newer, "assets.json"), "utf8"));
  const worker = join(newer, names["sw.js"]);
  writeFileSync(worker, readFileSync(worker, "utf8").replace(/field-[0-9a-f]+/, "field-0123456789"));
  rmSync(`${worker}.br`);

  const before = await startServer();
  const port = Number(new URL(before.address).port);
  const page = await install(context, before.address);
  await before.stop();
  const after = await startServer({ site_dir: newer }, port);
  try {
    await page.reload();
    const restart = page.getByRole("button", { name: "保存后更新" });
    await expect(restart.first()).toBeVisible({ timeout: 20_000 });
    const caches = () => page.evaluate(() => window.caches.keys());
    expect(await caches()).toHaveLength(2);
    await restart.first().click();
    await expect(restart).toHaveCount(0);
    await expect.poll(caches).toEqual(["field-0123456789"]);
    await expect(status(page)).toContainText(KEPT);
  } finally {
    await after.stop();
    rmSync(newer, { recursive: true });
  }
});

test("Who comes from the English pages in large type goes on like that @script @desktop", async ({ reader }) => {
  await reader.opens("/en");
  await reader.presses("Large type");
  await reader.page.getByRole("banner").getByRole("link", { name: "Offline app" }).click();
  await expect(reader.page).toHaveURL(/\/field$/);
  await expect(reader.page.getByRole("heading", { level: 1, name: "Find a station" })).toBeVisible();
  await expect(reader.page.locator("html[lang=en][data-elder]")).toBeAttached();
  // And the device remembers.
  await reader.opens("/field/services");
  await expect(reader.page.locator("html[lang=en][data-elder]")).toBeAttached();
});

test("A page that nobody should find open is left in the app too, and has no telling title @script @desktop", async ({ reader, directory }) => {
  const neutral = "https://www.gov.cn/";
  reader.watch.allow(new URL(neutral).host);
  await reader.page.route(`${neutral}**`, (route) => route.fulfill({ contentType: "text/html", body: "<title>neutral</title>" }));
  const item = directory.items.find((it) => it.sensitive);
  await reader.opens("/field/services");
  await expect(reader.link("快速离开")).toHaveCount(0);
  await reader.follows(item?.question.zh ?? "");
  await expect(reader.link("快速离开")).toBeInViewport();
  await expect(reader.page).not.toHaveTitle(new RegExp(item?.question.zh ?? ""));
  await reader.follows("快速离开");
  await expect(reader.page).toHaveURL(neutral);
  await reader.page.goBack();
  await expect(reader.page).toHaveURL(/\/field\/services$/);
  const guide = directory.policies.find((it) => it.sensitive);
  await reader.opens(`/field/policies/${guide?.slug}`);
  await expect(reader.link("快速离开")).toBeVisible();
  for (let press = 0; press < 3; press += 1) await reader.pressesKey("Escape");
  await expect(reader.page).toHaveURL(neutral);
});

test("Every page of the app can be used by everybody, in both languages and every look @script @desktop", async ({ context, baseURL }) => {
  const page = await install(context, baseURL ?? "");
  test.setTimeout(120_000);
  const found: string[] = [];
  const few = ["?q=xyzxyz", "/map", "/stations/qionghai-jiaji", "/policies/dibao", "/device", "/mine", "/outbox"];
  const all = ["", ...few, "/services", "/services/B02", "/policies", "/nowhere"];
  for (const [language, theme, elder, width, pages] of [
    ["zh-CN", "", "", 360, all],
    ["en", "dark", "1", 320, few],
    ["zh-CN", "contrast", "", 1280, few],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    const known: string[] = [];
    await page.evaluate(
      ([language, theme, elder]) => {
        localStorage.setItem("field-language", language);
        localStorage.setItem("field-theme", theme);
        if (elder) localStorage.setItem("field-elder", elder);
        else localStorage.removeItem("field-elder");
      },
      [language, theme, elder] as const,
    );
    for (const address of pages) {
      await page.goto(`/field${address}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(status(page)).toContainText(/离线可用|works offline/);
      found.push(...(await brokenAnywhere(page, `${language} ${theme}`, known)));
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wider > 0) found.push(`${language} ${theme} ${address}: ${wider} px too wide`);
    }
  }
  expect(found).toEqual([]);
});
