// One station: open or not, the number, the way there, and the page on paper, in an address book and for machines.
import { expect, test } from "./support/reader.ts";

/** How far GCJ-02 lies off WGS-84 in Hainan, in degrees: never nothing, never more than a kilometre or so. */
const SHIFT = { least: 0.001, most: 0.012 };

test("A reader goes from the list to a station and finds the number to call @wide", async ({ reader, directory }) => {
  const { station } = directory.servedVillage();
  await reader.opens(`/stations?q=${encodeURIComponent(station.name.zh)}`);
  await reader.follows(station.name.zh);
  await reader.seesHeading(station.name.zh);
  await expect(reader.main.getByText(/^现在(不)?开放/).first()).toBeVisible();
  const dialled = station.phones[0].number.replace(/\D/g, "");
  const call = reader.main.getByRole("link", { name: `拨打 ${station.phones[0].number}` });
  await expect(call).toHaveAttribute("href", `tel:${dialled}`);
});

test("The page says whether the station is open, as its hours say @once", async ({ reader, directory }) => {
  const station = directory.station((it) => it.kind === "station");
  await expect(async () => {
    const answer = await reader.opens(`/stations/${station.slug}`);
    const now = new Date((await answer.headerValue("date")) ?? "");
    const open = directory.isOpen(station, now);
    await expect(reader.main.getByText(open ? /^现在开放/ : /^现在不开放/).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
});

test("The table of hours shows seven days and marks today @once", async ({ reader, directory }) => {
  const answer = await reader.opens(`/stations/${directory.stations[0].slug}`);
  const rows = reader.page.getByRole("table", { name: /^从今天起七天/ }).getByRole("row");
  await expect(rows).toHaveCount(7);
  const marked = rows.and(reader.page.locator("[aria-current=date]"));
  await expect(marked).toHaveCount(1);
  await expect(marked).toContainText("今天");
  const today = new Date((await answer.headerValue("date")) ?? "");
  const inHainan = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric" });
  // The page may be older than midnight by a moment.
  await expect(marked).toContainText(inHainan.format(today));
});

test("Route links lead to three map services with shifted positions, and to the phone's own map @once", async ({ reader, directory }) => {
  const station = directory.station((it) => it.position !== null);
  const wgs = station.position!.at;
  await reader.opens(`/stations/${station.slug}`);
  const href = async (name: string) => new URL((await reader.link(name).getAttribute("href")) ?? "");
  const pair = (words: string | null, latFirst: boolean) => {
    const [one, other] = (words ?? "").split(",").map(Number);
    return latFirst ? { lat: one, lng: other } : { lat: other, lng: one };
  };

  const amap = await href("高德地图");
  expect(amap.host).toBe("uri.amap.com");
  const byAmap = pair(amap.searchParams.get("to"), false);
  const tencent = await href("腾讯地图");
  expect(tencent.host).toBe("apis.map.qq.com");
  expect(pair(tencent.searchParams.get("tocoord"), true)).toEqual(byAmap);
  const baidu = await href("百度地图");
  expect(baidu.host).toBe("api.map.baidu.com");
  const byBaidu = pair(baidu.searchParams.get("location"), true);
  const phone = await href("手机自带地图");
  expect(phone.protocol).toBe("geo:");
  expect(pair(phone.pathname, true).lat).toBeCloseTo(wgs.lat, 5);
  expect(pair(phone.pathname, true).lng).toBeCloseTo(wgs.lng, 5);

  for (const [one, other] of [
    [byAmap, wgs],
    [byBaidu, wgs],
    [byBaidu, byAmap],
  ]) {
    const shift = Math.hypot(one.lat - other.lat, one.lng - other.lng);
    expect(shift).toBeGreaterThan(SHIFT.least);
    expect(shift).toBeLessThan(SHIFT.most * 2);
  }
});

test("Without a position there is no route link, but the advice to call @once", async ({ reader, directory }) => {
  const station = directory.station((it) => it.position === null);
  await reader.opens(`/stations/${station.slug}`);
  await reader.sees("位置待核实");
  await expect(reader.link(/高德|腾讯|百度/)).toHaveCount(0);
});

test("The contact card is downloaded with name and number @once", async ({ reader, directory, request }) => {
  const station = directory.stations[0];
  await reader.opens(`/stations/${station.slug}`);
  const card = reader.link("存到通讯录");
  const downloading = reader.page.waitForEvent("download");
  await card.click();
  expect((await downloading).suggestedFilename()).toBe(`${station.slug}.vcf`);

  const answer = await request.get((await card.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toContain("text/vcard");
  const lines = (await answer.text()).split("\r\n");
  expect(lines[0]).toBe("BEGIN:VCARD");
  expect(lines).toContain(`FN:${station.name.zh}`);
  expect(lines).toContain(`TEL;TYPE=WORK,VOICE:${station.phones[0].number.replace(/\D/g, "")}`);
});

test("Machines read the same name, number and hours in the page @once", async ({ reader, directory }) => {
  const station = directory.station((it) => it.position !== null);
  await reader.opens(`/stations/${station.slug}`);
  const json = JSON.parse((await reader.page.locator("script[type='application/ld+json']").textContent()) ?? "");
  expect(json["@context"]).toBe("https://schema.org");
  expect(json.name).toBe(station.name.zh);
  expect(json.telephone).toBe(station.phones[0].number);
  // The seat of the township is no place for a machine to lead anybody to.
  expect(json.geo).toBeUndefined();
  const spans = station.hours.weekly.flat().length;
  expect(json.openingHoursSpecification).toHaveLength(spans);
  expect(new URL(json.url).pathname).toBe(`/stations/${station.slug}`);
});

test("The page shows what else is known, and where one may go on @once", async ({ reader, directory }) => {
  const station = directory.station((it) => it.position !== null && it.kind === "station");
  await reader.opens(`/stations/${station.slug}`);
  await expect(reader.main.getByRole("img", { name: "手机扫码打开本页" })).toBeVisible();
  for (const heading of ["开放时间", "这里提供的服务", "来的时候带什么", "无障碍与便利", "去那里", "附近的站点"]) {
    await reader.seesHeading(heading);
  }
  await reader.sees("参考清单");
  await reader.sees(/演示数据：本页的站点/);
  const nearby = reader.main.locator("section").filter({ has: reader.page.getByRole("heading", { name: "附近的站点" }) });
  await nearby.getByRole("link").first().click();
  await expect(reader.page).not.toHaveURL(new RegExp(`/${station.slug}$`));
  await expect(reader.main.getByText(/^现在(不)?开放/).first()).toBeVisible();
});

test("On paper the page hides the navigation and fits one sheet of A4 @desktop", async ({ reader, directory }) => {
  const longest = [...directory.stations].sort((one, other) => other.services.length - one.services.length);
  const addresses = ["haikou-xiuying", longest[0].slug, "lingao-centre"].map((slug) => `/stations/${slug}`);
  for (const address of [...addresses, `/en${addresses[0]}`, `/en${addresses[2]}`]) {
    await reader.opens(address);
    await reader.page.emulateMedia({ media: "print" });
    await expect(reader.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(reader.page.getByRole("banner")).toBeHidden();
    await expect(reader.page.getByRole("contentinfo")).toBeHidden();
    await expect(reader.main.getByRole("img", { name: /扫码|Scan/ })).toBeVisible();
    await reader.page.emulateMedia({ media: null });
    const paper = await reader.page.pdf({ format: "A4", preferCSSPageSize: true });
    expect(sheets(paper), address).toBe(1);
  }
});

test("The button prints where a browser can @script @once", async ({ reader, directory }) => {
  await reader.page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await reader.opens(`/stations/${directory.stations[0].slug}`);
  await reader.presses("打印这一页");
  await expect(reader.page.locator("html[data-printed]")).toBeAttached();
});

test("Without scripts the page says how to print @no-script", async ({ reader, directory }) => {
  await reader.opens(`/stations/${directory.stations[0].slug}`);
  await expect(reader.main.locator("noscript p")).toContainText("用浏览器的打印功能");
  await expect(reader.page.getByRole("button", { name: "打印这一页" })).toBeHidden();
});

/** How many pages a PDF has. */
function sheets(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
