// The browser tests: each journey at three widths with scripts, and once without any.
//
// `cargo xtask test` starts the server, on a port and with data of its own, and says where by LASTMETRE_TEST_URL.
// To run one file against a server that is running already:
//     LASTMETRE_TEST_URL=http://127.0.0.1:3000 npx playwright test stations
//
// A test whose title holds @script is not run where there are no scripts; @no-script, only there; @desktop, only at that
// width and with scripts; @once, where the width changes nothing: at one, with scripts and without; @wide, without scripts at every width.
import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const SHELL = "/usr/bin/chromium-headless-shell";
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** Chromium with all that a person has, which the headless shell leaves out: pages kept whole for going back. */
export const wholeChromium = process.env.LASTMETRE_TEST_WHOLE_CHROMIUM ?? installed;

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  workers: 2,
  // Long enough for a machine that does something else beside; what passes does not wait for it.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ["dot"],
    // Read by `cargo xtask test`, for its line of counts.
    ["json", { outputFile: "results/results.json" }],
    ["html", { outputFolder: "report", open: "never" }],
  ],
  use: {
    baseURL: process.env.LASTMETRE_TEST_URL ?? "http://127.0.0.1:3000",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    launchOptions: {
      // Without any of these, Playwright's own Chromium.
      executablePath: process.env.LASTMETRE_TEST_CHROMIUM ?? (existsSync(SHELL) ? SHELL : installed),
      args: [
        // Chromium's sandbox cannot be set up by root, which is who runs in most containers.
        ...(asRoot ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    {
      name: "phone",
      grepInvert: /@no-script|@desktop|@once/,
      use: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
    },
    {
      name: "tablet",
      grepInvert: /@no-script|@desktop|@once/,
      use: { viewport: { width: 820, height: 1180 }, hasTouch: true },
    },
    { name: "desktop", grepInvert: /@no-script/, use: { viewport: { width: 1280, height: 800 } } },
    { name: "no-script-tablet", grep: /@wide/, use: { viewport: { width: 820, height: 1180 }, javaScriptEnabled: false } },
    { name: "no-script-desktop", grep: /@wide/, use: { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false } },
    {
      name: "no-script",
      grepInvert: /@script|@desktop/,
      use: { viewport: { width: 360, height: 740 }, javaScriptEnabled: false },
    },
  ],
});
