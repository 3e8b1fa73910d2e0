// Who sees little, hears the page or uses keys alone: every kind of page by the rules of WCAG 2.2 AA, in both
// languages and every display, with the live map; and what axe does not ask: that pages fit, and say what they are.
//
// A test goes through many pages and gathers what is wrong, so that one failure names all, and a browser is started
// a few times instead of hundreds.
import type { BrowserContext } from "@playwright/test";
import { broken, brokenColours } from "./support/axe.ts";
import type { Directory } from "./support/directory.ts";
import { aPageOfEachKind, inEnglish, NOWHERE } from "./support/pages.ts";
import { expect, test, type Reader } from "./support/reader.ts";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };
const NARROWEST = { width: 320, height: 640 };

type Display = "as it comes" | "长辈版" | "dark" | "high contrast";

const COOKIES: Record<Display, { name: string; value: string } | undefined> = {
  "as it comes": undefined,
  长辈版: { name: "elder", value: "1" },
  dark: { name: "theme", value: "dark" },
  "high contrast": { name: "theme", value: "contrast" },
};

/** How large text must be, and that of the body and of fields. */
const LEAST = { "as it comes": { text: 0, body: 16 }, 长辈版: { text: 18, body: 18 } };

/** Each kind of page in both languages, by turns at either width. */
const VIEWS: { display: keyof typeof LEAST; language: "Chinese" | "English"; size: typeof PHONE }[] = [
  { display: "as it comes", language: "Chinese", size: PHONE },
  { display: "as it comes", language: "English", size: DESKTOP },
  { display: "长辈版", language: "Chinese", size: PHONE },
  { display: "长辈版", language: "English", size: DESKTOP },
];

test.describe("No kind of page breaks a rule of WCAG 2.2 AA, and each fits a screen 320 px wide, written large enough", () => {
  for (const { display, language, size } of VIEWS) {
    test(`in ${language}, ${display}, ${size.width} px wide @script @desktop`, async ({ reader, directory, context, baseURL }) => {
      test.setTimeout(120_000);
      await chooses(context, baseURL, display);
      const found: string[] = [];
      // Faults of the narrow screen, each with the pages that have it.
      const narrow: Record<string, string[]> = {};
      // Of each theme, the looks that were asked about, on this page or one before.
      const looks: Record<string, string[]> = { dark: [], contrast: [] };
      for (const address of everyKind(directory, language)) {
        // All that is asked of a page, in one visit.
        await reader.page.setViewportSize(size);
        await reader.opens(address);
        await settles(reader);
        // Colours are what takes axe longest: of texts that look alike, it is asked about one on each page.
        found.push(...(await broken(reader.page, { colours: false })));
        found.push(...(await brokenColours(reader.page, [])));
        if (display === "as it comes") {
          for (const [theme, known] of Object.entries(looks)) {
            await reader.page.evaluate(wears, theme);
            found.push(...(await brokenColours(reader.page, known, theme)));
          }
          await reader.page.evaluate(wears, "");
        }
        await reader.page.setViewportSize(NARROWEST);
        for (const fault of await reader.page.evaluate(tooWideOrTooSmall, LEAST[display])) (narrow[fault] ??= []).push(address);
      }
      expect(found).toEqual([]);
      expect(narrow).toEqual({});
    });
  }

  test("with the live map, a cluster opened and a marker pressed, in every display @script @desktop", async ({
    reader,
    context,
    baseURL,
  }) => {
    test.slow();
    const found: string[] = [];
    for (const [display, size, address] of [
      ["as it comes", PHONE, "/stations?area=469002"],
      ["as it comes", DESKTOP, "/en/stations?area=469002"],
      ["长辈版", PHONE, "/stations?area=469002"],
      ["dark", DESKTOP, "/stations?area=469002"],
      ["high contrast", PHONE, "/en/stations?area=469002"],
    ] as [Display, typeof PHONE, string][]) {
      await chooses(context, baseURL, display);
      await reader.page.setViewportSize(size);
      await reader.opens(address);
      const map = reader.page.locator("#map");
      await map.scrollIntoViewIfNeeded();
      await expect(map.locator(".map[data-live]")).toBeAttached();
      const [cluster, marker] = [map.locator("button.cluster"), map.locator("button.marker")];
      await expect(cluster.first()).toBeVisible();
      found.push(...(await broken(reader.page, { state: `${display}, map` })));
      // From here on nothing changes but the map.

      await marker.first().press("Enter");
      await expect(map.locator("[aria-pressed=true]")).toBeAttached();
      await expect(map.getByRole("status").getByRole("link")).toBeVisible();
      found.push(...(await broken(reader.page, { state: `${display}, marker pressed`, within: "#map" })));

      await cluster.first().press("Enter");
      await expect(reader.page).toHaveURL(/#map=/);
      found.push(...(await broken(reader.page, { state: `${display}, cluster opened`, within: "#map" })));
    }
    expect(found).toEqual([]);
  });
});

test("The live map, whose buttons and legend only scripts make, fits a screen 320 px wide and is written large enough @script @desktop", async ({
  reader,
  context,
  baseURL,
}) => {
  await reader.page.setViewportSize(NARROWEST);
  for (const display of ["as it comes", "长辈版"] as const) {
    await chooses(context, baseURL, display);
    await reader.opens("/stations?area=469002");
    await reader.page.locator("#map").scrollIntoViewIfNeeded();
    await expect(reader.page.locator(".map[data-live]")).toBeAttached();
    await expect(reader.page.locator("button.marker, button.cluster").first()).toBeVisible();
    expect(await reader.page.evaluate(tooWideOrTooSmall, LEAST[display]), display).toEqual([]);
  }
});

test("Every page says what it is: one main heading, its language, a title of its own, and its twin @script @desktop", async ({
  reader,
  directory,
  request,
}) => {
  const wrong: string[] = [];
  const titles = new Map<string, string>();
  for (const address of [...aPageOfEachKind(directory), NOWHERE]) {
    for (const [at, lang] of [
      [address, "zh-CN"],
      [inEnglish(address), "en"],
    ]) {
      // As the server sends it, which is quicker than showing it.
      const sent = await (await request.get(at)).text();
      const page = await reader.page.evaluate((html) => {
        const document = new DOMParser().parseFromString(html, "text/html");
        const twins = [...document.querySelectorAll<HTMLLinkElement>("link[rel=alternate][hreflang]")].map((it) => {
          const { pathname, search } = new URL(it.href);
          return [it.hreflang, pathname + search];
        });
        return {
          headings: document.querySelectorAll("h1").length,
          lang: document.documentElement.lang,
          title: document.title,
          twins: Object.fromEntries(twins),
        };
      }, sent);
      if (page.headings !== 1) wrong.push(`${at} has ${page.headings} main headings`);
      if (page.lang !== lang) wrong.push(`${at} calls itself ${page.lang}`);
      if (titles.has(page.title)) wrong.push(`${at} has the title of ${titles.get(page.title)}: ${page.title}`);
      titles.set(page.title, at);
      // Both languages name themselves and each other; a page that does not exist has no twin.
      const twins = address === NOWHERE ? {} : { "zh-CN": address, en: inEnglish(address) };
      if (JSON.stringify(page.twins) !== JSON.stringify(twins)) wrong.push(`${at} names as twins ${JSON.stringify(page.twins)}`);
    }
  }
  expect(wrong).toEqual([]);
});

/** One page of each kind, and the one for an address that leads nowhere. */
function everyKind(directory: Directory, language: "Chinese" | "English"): string[] {
  const pages = [...aPageOfEachKind(directory), NOWHERE];
  return language === "Chinese" ? pages : pages.map(inEnglish);
}

async function chooses(context: BrowserContext, baseURL: string | undefined, display: Display) {
  await context.clearCookies();
  const cookie = COOKIES[display];
  if (cookie) await context.addCookies([{ ...cookie, url: baseURL }]);
}

/** Waits until scripts have changed the page as far as they do by themselves. */
async function settles(reader: Reader) {
  if ((await reader.page.locator("script[data-wasm]").count()) === 0) return;
  await reader.waitsForScripts();
  // On a wide screen the map may be in sight at once, and then it comes to life.
  const inSight = await reader.page.evaluate(() => {
    const map = document.querySelector(".map[data-points]");
    return map !== null && map.getBoundingClientRect().top < innerHeight;
  });
  if (inSight) await expect(reader.page.locator(".map[data-live]")).toBeAttached();
}

/** Runs in the page: makes of it what the server sends to somebody who chose this theme. */
function wears(theme: string) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const it of document.querySelectorAll<HTMLButtonElement>("footer button[name=theme]")) it.ariaPressed = String(it.value === theme);
  const atTheTop = document.querySelector<HTMLButtonElement>("header button[name=theme]");
  if (atTheTop) atTheTop.ariaPressed = String(theme === "contrast");
  for (const it of document.getAnimations()) it.finish();
}

/** Runs in the page: what sticks out to the right, and which text is too small. */
function tooWideOrTooSmall(least: { text: number; body: number }): string[] {
  const wrong: string[] = [];
  const name = (it: Element) => `${it.localName}${it.id && `#${it.id}`}${[...it.classList].map((word) => `.${word}`).join("")}`;
  const size = (it: Element) => Number.parseFloat(getComputedStyle(it).fontSize);
  const root = document.scrollingElement ?? document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > root.clientWidth + 0.5);
    wrong.push(`${root.scrollWidth} px wide, by ${wide.slice(-3).map(name).join(", ")}`);
  }
  // Fields as well: phones zoom into a field of smaller type, and do not zoom out again.
  for (const it of document.querySelectorAll("body, input:not([type=hidden]), select, textarea")) {
    if (size(it) < least.body) wrong.push(`${size(it)} px: ${name(it)}`);
  }
  // Drawn text grows with its picture; what it says stands in the list as well.
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set<string>();
  while (texts.nextNode()) {
    const it = texts.currentNode.parentElement;
    if (!it || !texts.currentNode.nodeValue?.trim() || it.closest("svg, script, noscript, option, .visually-hidden")) continue;
    if (it.checkVisibility() && size(it) < least.text) small.add(`${size(it)} px: ${it.parentElement && name(it.parentElement)} > ${name(it)}`);
  }
  return [...wrong, ...small];
}
