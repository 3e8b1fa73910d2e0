// M4: the live map with every station of the directory, on a CPU slowed four times.
//
// Real presses and drags; how long each took until the next picture is told by the browser's event timing.
import { readFileSync } from "node:fs";
import { base, median, tell, withBrowser } from "./browser.mjs";

const SLOWED = 4;
const ROUNDS = 5;

await withBrowser(async (browser) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "zh-CN" });
  await page.addInitScript(() => {
    globalThis.taken = new Map();
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) globalThis.taken.set(interactionId, Math.max(duration, globalThis.taken.get(interactionId) ?? 0));
      }
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
  });
  const session = await page.context().newCDPSession(page);
  await page.goto(`${base}/stations`);
  await page.locator("html[data-awake]").waitFor({ state: "attached" });
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  await page.locator("#map").scrollIntoViewIfNeeded();
  await page.locator(".map[data-live]").waitFor({ state: "attached", timeout: 60_000 });
  await page.locator(".map__view").evaluate((view) => view.scrollIntoView({ block: "center" }));

  let interactions = 0;
  const rest = () => page.waitForTimeout(150);
  const view = await page.locator(".map__view").boundingBox();
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const zoom = async (name) => {
    await page.getByRole("button", { name, exact: true }).click();
    interactions += 1;
    await rest();
  };
  const drag = async (x, y) => {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + x / 2, middle.y + y / 2);
    await page.mouse.move(middle.x + x, middle.y + y);
    await page.mouse.up();
    interactions += 1;
    await rest();
  };
  const press = async () => {
    const button = page.locator(".map__view button.cluster, .map__view button.marker").first();
    await button.focus();
    await page.keyboard.press("Enter");
    interactions += 1;
    await rest();
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let step = 0; step < 4; step += 1) await zoom("放大");
    for (const [x, y] of [[180, 0], [0, 140], [-180, 0], [0, -140]]) await drag(x, y);
    await press();
    await press();
    await page.getByRole("button", { name: "显示全岛" }).click();
    interactions += 1;
    await rest();
  }
  const durations = await page.evaluate(() => [...globalThis.taken.values()]);
  // What took less than the threshold is not told one by one; it took no longer than that.
  const all = [...durations, ...Array(Math.max(0, interactions - durations.length)).fill(16)].sort((one, other) => one - other);

  const index_ms = await page.evaluate(() => {
    const at = (name) => performance.getEntriesByName(name)[0].startTime;
    return at("map-clustered") - at("map-points");
  });
  const lines = await (await page.request.get(`${base}/stations/points`)).text();
  const points = lines.trim().split("\n").map((line) => line.split("\t"));
  const supercluster = new URL("../node_modules/supercluster/dist/supercluster.min.js", import.meta.url);
  await page.evaluate(readFileSync(supercluster, "utf8"));
  const rounds = await page.evaluate((points) => {
    const features = points.map(([, , lat, lng]) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Point", coordinates: [lng / 100_000, lat / 100_000] },
    }));
    return [1, 2, 3, 4, 5].map(() => {
      const begun = performance.now();
      const index = new globalThis.Supercluster({ radius: 80, extent: 256, maxZoom: 18 }).load(features);
      index.getClusters([-180, -85, 180, 85], 8);
      return performance.now() - begun;
    });
  }, points);
  tell({
    stations: points.length,
    interactions,
    p98_ms: all[Math.min(all.length - 1, Math.floor(all.length * 0.98))],
    worst_ms: all.at(-1),
    index_ms,
    supercluster_ms: median(rounds),
  });
});
