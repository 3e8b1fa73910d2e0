// Who sees little, hears the page or uses keys alone: every kind of page by the rules of WCAG 2.2 AA, in both
// languages and every display, with the live map; and what axe does not ask: that pages fit, and say what they are.
//
// A test goes through many pages and gathers what is wrong, so that one failure names all, and a browser is started
// a few times instead of hundreds.
import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext } from "@playwright/test";
import type { Directory } from "./support/directory.ts";
import { aPageOfEachKind, inEnglish, NOWHERE } from "./support/pages.ts";
import { expect, test, type Reader } from "./support/reader.ts";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Of these rules, those that other colours can break: the document under them stays as it is. */
const ON_COLOURS = ["color-contrast", "link-in-text-block"];

/** Not among axe's tags, because it is not sure of icon fonts, of which there are none here. WCAG 2.5.3. */
const SPOKEN_AS_WRITTEN = "label-content-name-mismatch";

/** Pages made of the same blocks as others: not looked at again in high contrast, which changes only colours. */
const ALIKE = /^(\/en)?(\/stations|.*kind=station.*|\/services\/B02|\/areas\/46020\d|\/policies\/dibao|\/about|\/privacy|\/accessibility)$/;

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

type Display = "as it comes" | "长辈版" | "dark" | "high contrast";

const COOKIES: Record<Display, { name: string; value: string } | undefined> = {
  "as it comes": undefined,
  长辈版: { name: "elder", value: "1" },
  dark: { name: "theme", value: "dark" },
  "high contrast": { name: "theme", value: "contrast" },
};

/** Each kind of page in both languages, by turns at either width. */
const VIEWS: { display: Display; language: "Chinese" | "English"; size: typeof PHONE }[] = [
  { display: "as it comes", language: "Chinese", size: PHONE },
  { display: "as it comes", language: "English", size: DESKTOP },
  { display: "长辈版", language: "Chinese", size: PHONE },
  { display: "长辈版", language: "English", size: DESKTOP },
  { display: "dark", language: "Chinese", size: PHONE },
  { display: "dark", language: "English", size: DESKTOP },
  { display: "high contrast", language: "Chinese", size: PHONE },
];

test.describe("No kind of page breaks a rule of WCAG 2.2 AA", () => {
  for (const { display, language, size } of VIEWS) {
    test(`in ${language}, ${display}, ${size.width} px wide @script @desktop`, async ({ reader, directory, context, baseURL }) => {
      test.slow();
      await chooses(context, baseURL, display);
      await reader.page.setViewportSize(size);
      const coloursOnly = display === "dark" || display === "high contrast";
      const found: string[] = [];
      const pages = everyKind(directory, language).filter((it) => display !== "high contrast" || !ALIKE.test(it));
      for (const address of pages) {
        await reader.opens(address);
        await settles(reader);
        found.push(...(await broken(reader, coloursOnly ? { rules: ON_COLOURS } : {})));
      }
      expect(found).toEqual([]);
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
      found.push(...(await broken(reader, { state: `${display}, map` })));

      await marker.first().press("Enter");
      await expect(map.locator("[aria-pressed=true]")).toBeAttached();
      await expect(map.getByRole("status").getByRole("link")).toBeVisible();
      found.push(...(await broken(reader, { state: `${display}, marker pressed` })));

      await cluster.first().press("Enter");
      await expect(reader.page).toHaveURL(/#map=/);
      found.push(...(await broken(reader, { state: `${display}, cluster opened` })));
    }
    expect(found).toEqual([]);
  });
});

test("Whoever speaks to the computer can say what stands on a button or link @script @desktop", async ({
  reader,
  directory,
  context,
  baseURL,
}) => {
  test.slow();
  const { slug } = directory.station((it) => it.position !== null);
  const found: string[] = [];
  // The pressed switch is called differently, so both.
  for (const display of ["as it comes", "长辈版"] as const) {
    await chooses(context, baseURL, display);
    for (const address of ["/", "/stations?area=469002", `/stations/${slug}`, "/services"]) {
      for (const at of [address, inEnglish(address)]) {
        await reader.opens(at);
        found.push(...(await broken(reader, { rules: [SPOKEN_AS_WRITTEN], state: display })));
      }
    }
  }
  expect(found).toEqual([]);
});

for (const [display, least] of [
  ["as it comes", { text: 0, body: 16 }],
  ["长辈版", { text: 18, body: 18 }],
] as const) {
  test(`Every page fits a screen 320 px wide and is written large enough, ${display} @script @desktop`, async ({
    reader,
    directory,
    context,
    baseURL,
  }) => {
    test.slow();
    await chooses(context, baseURL, display);
    await reader.page.setViewportSize({ width: 320, height: 640 });
    // Each fault with the pages that have it.
    const wrong: Record<string, string[]> = {};
    const look = async (where: string) => {
      for (const fault of await reader.page.evaluate(tooWideOrTooSmall, least)) (wrong[fault] ??= []).push(where);
    };
    for (const address of [...everyKind(directory, "Chinese"), ...everyKind(directory, "English")]) {
      await reader.opens(address);
      await look(address);
    }
    // The live map too, whose buttons and legend only scripts make.
    await reader.opens("/stations?area=469002");
    await reader.page.locator("#map").scrollIntoViewIfNeeded();
    await expect(reader.page.locator(".map[data-live]")).toBeAttached();
    await expect(reader.page.locator("button.marker, button.cluster").first()).toBeVisible();
    await look("the live map");
    expect(wrong).toEqual({});
  });
}

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

/** What axe finds wrong on the page: where, which rule, which element. */
async function broken(reader: Reader, { rules, state }: { rules?: string[]; state?: string } = {}): Promise<string[]> {
  const axe = new AxeBuilder({ page: reader.page })
    // Without the second tab that axe opens for pages with frames: half the time.
    .setLegacyMode(true)
    .options({ resultTypes: ["violations"] });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(WCAG)).analyze();
  const { pathname, search } = new URL(reader.page.url());
  const where = pathname + search + (state ? ` (${state})` : "");
  return violations.map(({ id, nodes }) => `${where} ${id}: ${nodes.map((it) => it.target.join(" ")).join(" | ")}`);
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
