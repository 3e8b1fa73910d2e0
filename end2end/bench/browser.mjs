// Chromium for the benchmarks, and how their results get out: one line of JSON on standard output.
//
// `cargo xtask bench` says by LASTMETRE_BENCH_URL where the server is and by LASTMETRE_TEST_CHROMIUM which browser
// to take. Nothing but that address is ever visited.
import { chromium } from "@playwright/test";

/** Where the server is. */
export const base = process.env.LASTMETRE_BENCH_URL ?? "http://127.0.0.1:3000";

/** How Chromium is started, here and by Lighthouse. */
export const browserArguments = [
  // Chromium's sandbox cannot be set up by root, which is who runs in most containers.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Does `work` with a browser that is closed again whatever happens. */
export async function withBrowser(work) {
  const executablePath = process.env.LASTMETRE_TEST_CHROMIUM;
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** The middle one; of an even number, the lower of the two. */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Hands the result to whoever started this. */
export function tell(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
