// M2 and M3: Lighthouse as it judges a telephone: 150 ms, 1.6 Mbit/s, a CPU four times slower; five runs a page.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { base, browserArguments, median, tell } from "./browser.mjs";

const RUNS = 5;
const paths = ["/", "/stations", "/services/B02", "/areas/469002", "/policies/dibao", "/about"];
const categories = ["performance", "accessibility", "best-practices", "seo"];

/** How often Lighthouse may say that it could not look, and to run it again. */
const AGAIN_MAX = 2;

async function judge(path, again = 0) {
  const chromeFlags = ["--headless=new", ...browserArguments];
  const chrome = await launch({ chromePath: process.env.LASTMETRE_TEST_CHROMIUM, chromeFlags, logLevel: "silent" });
  try {
    const options = { port: chrome.port, logLevel: "silent", output: "json", onlyCategories: categories };
    const { lhr } = await lighthouse(`${base}${path}`, options);
    if (lhr.runtimeError?.code === "NO_NAVSTART" && again < AGAIN_MAX) return await judge(path, again + 1);
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    const figure = (audit) => lhr.audits[audit].numericValue;
    return {
      lcp_ms: figure("largest-contentful-paint"),
      fcp_ms: figure("first-contentful-paint"),
      tbt_ms: figure("total-blocking-time"),
      cls: figure("cumulative-layout-shift"),
      scores: categories.map((category) => Math.round(lhr.categories[category].score * 100)),
      failed: Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0).map(({ id }) => id),
    };
  } finally {
    await chrome.kill();
  }
}

const pages = [];
for (const path of paths) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await judge(path));
  const middle = (name) => median(runs.map((run) => run[name]));
  const failed = [...new Set(runs.flatMap((run) => run.failed))];
  if (failed.length > 0) process.stderr.write(`  ${path}: ${failed.join(", ")}\n`);
  pages.push({
    path,
    lcp_ms: middle("lcp_ms"),
    fcp_ms: middle("fcp_ms"),
    tbt_ms: middle("tbt_ms"),
    cls: middle("cls"),
    scores: categories.map((_, at) => median(runs.map(({ scores }) => scores[at]))),
  });
}
tell({ pages });
