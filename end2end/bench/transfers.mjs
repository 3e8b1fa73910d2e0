// M1: what a first visit sends, as Chromium counts it: bodies as encoded, with their headers.
//
// Each page is visited by a browser that has nothing cached. «Until readable» is the document and the style sheets that
// it names itself (Leaflet's comes later, with the live map);
// «everything» is what has come once the islands are awake and, on the finder, the live map stands.
import { base, tell, withBrowser } from "./browser.mjs";

const pages = [
  { name: "home", path: "/", whole: "html[data-awake]" },
  { name: "finder", path: "/stations", whole: ".map[data-live]", scrollTo: "#map" },
  // What somebody reads; nothing on it wakes up.
  { name: "service", path: "/services/A01" },
  { name: "policies", path: "/policies" },
  { name: "about", path: "/about" },
];

/** The bytes of one first visit. */
async function visit(browser, { path, whole, scrollTo }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN" });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const kinds = new Map();
    const named = new Map();
    const transfers = [];
    session.on("Network.responseReceived", ({ requestId, type, response }) => {
      kinds.set(requestId, { type, status: response.status, wasm: response.mimeType === "application/wasm" });
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      transfers.push({ requestId, bytes: encodedDataLength });
    });
    session.on("Network.requestWillBeSent", ({ requestId, initiator }) => named.set(requestId, initiator.type === "parser"));
    await session.send("Network.enable");
    await page.goto(`${base}${path}`, { waitUntil: "networkidle" });
    if (scrollTo) await page.locator(scrollTo).scrollIntoViewIfNeeded();
    if (whole) await page.locator(whole).waitFor({ state: "attached", timeout: 20_000 });
    await page.waitForLoadState("networkidle");
    return weigh(transfers.map(({ requestId, bytes }) => ({ bytes, named: named.get(requestId), ...kinds.get(requestId) })));
  } finally {
    await context.close();
  }
}

function weigh(transfers) {
  const sum = (wanted) => transfers.filter(wanted).reduce((bytes, transfer) => bytes + transfer.bytes, 0);
  return {
    readable: sum(({ type, named }) => type === "Document" || (type === "Stylesheet" && named)),
    everything: sum(() => true),
    wasm: sum(({ wasm }) => wasm),
    requests: transfers.length,
    refused: transfers.filter(({ status }) => status >= 400).length,
  };
}

await withBrowser(async (browser) => {
  const visits = [];
  for (const page of pages) visits.push({ name: page.name, path: page.path, ...(await visit(browser, page)) });
  tell({ visits });
});
