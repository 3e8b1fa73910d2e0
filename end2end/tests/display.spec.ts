// How a reader wants to see the pages, language, 长辈版 and colours: chosen once, kept from page to page, with and
// without scripts; and the way out of pages that nobody should find open.
import { wholeChromium } from "../playwright.config.ts";
import { expect, test, type Reader } from "./support/reader.ts";

/** The switch of 长辈版, however it is called just now. */
const ELDER = /长辈版|large type|normal type/i;

/** What the themes are: the word in the document, and the colour behind the text. */
const THEMES = {
  浅色: { word: "light", paper: "rgb(251, 247, 239)" },
  深色: { word: "dark", paper: "rgb(13, 32, 39)" },
  高对比: { word: "contrast", paper: "rgb(0, 0, 0)" },
};

test("长辈版 and English stay from page to page until a reader takes them back @wide", async ({ reader, directory }) => {
  await reader.opens("/");
  await expectElder(reader, false);
  await presses(reader, ELDER);
  await expect(reader.page).toHaveURL(/\/$/);
  await expectElder(reader, true);

  await goesTo(reader, "找社工站");
  await expect(reader.page).toHaveURL(/\/stations$/);
  await expectElder(reader, true);
  const name = (await reader.namesOnTheList())[0];
  await reader.main.getByRole("link", { name, exact: true }).first().click();
  await expect(reader.page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expectElder(reader, true);
  const { pathname } = new URL(reader.page.url());

  await changesLanguage(reader, "English");
  await expect(reader.page).toHaveURL(new RegExp(`/en${pathname}$`));
  await expectLanguage(reader, "en");
  await expectElder(reader, true);
  await goesTo(reader, "Services");
  await expect(reader.page).toHaveURL(/\/en\/services$/);
  await expectLanguage(reader, "en");
  await reader.main.getByRole("link", { name: directory.items[0].question.en ?? "no English", exact: true }).click();
  await expect(reader.page).toHaveURL(/\/en\/services\/\w+$/);
  await expectLanguage(reader, "en");
  await expectElder(reader, true);
  const service = new URL(reader.page.url()).pathname.replace("/en", "");

  await changesLanguage(reader, "中文");
  await expect(reader.page).toHaveURL(new RegExp(`:\\d+${service}$`));
  await expectLanguage(reader, "zh-CN");
  await expectElder(reader, true);

  await presses(reader, ELDER);
  await expectElder(reader, false);
  await goesTo(reader, "关于");
  await expect(reader.page).toHaveURL(/\/about$/);
  await expectElder(reader, false);
});

test("High contrast is switched on at the top, stays, and is switched off", async ({ reader }) => {
  await reader.opens("/services");
  await presses(reader, "高对比");
  await expectTheme(reader, "高对比");
  await goesTo(reader, "地区");
  await expect(reader.page).toHaveURL(/\/areas$/);
  await expectTheme(reader, "高对比");
  await reader.page.reload();
  await expectTheme(reader, "高对比");
  await presses(reader, "高对比");
  await expect(reader.page.locator("html")).not.toHaveAttribute("data-theme");
});

test("The colours chosen at the foot stay from page to page and after loading anew @once", async ({ reader }) => {
  const choice = reader.page.getByRole("contentinfo").getByRole("form", { name: "显示方式" });
  await reader.opens("/policies/dibao");
  // What is chosen counts, whatever the device is set to.
  for (const [theme, device] of [
    ["深色", "light"],
    ["浅色", "dark"],
  ] as const) {
    await reader.page.emulateMedia({ colorScheme: device });
    await choice.getByRole("button", { name: theme }).click();
    await expect(reader.page).toHaveURL(/\/policies\/dibao$/);
    await expectTheme(reader, theme);
    await expect(choice.getByRole("button", { name: theme, pressed: true })).toBeVisible();
    await goesTo(reader, "服务");
    await expect(reader.page).toHaveURL(/\/services$/);
    await expectTheme(reader, theme);
    await reader.page.reload();
    await expectTheme(reader, theme);
    await reader.page.goBack();
  }
  await choice.getByRole("button", { name: "跟随设备" }).click();
  await expect(reader.page.locator("html")).not.toHaveAttribute("data-theme");
  await expectPaper(reader, THEMES["深色"].paper);
});

test("A reader in the middle of a search keeps it whichever switch is pressed @once", async ({ reader }) => {
  const query = `?q=${encodeURIComponent("嘉积")}&area=469002&kind=station`;
  await reader.opens(`/stations${query}`);
  const found = await reader.namesOnTheList();
  expect(found.length).toBeGreaterThan(0);
  for (const press of [
    () => presses(reader, ELDER),
    () => presses(reader, "高对比"),
    () => reader.page.getByRole("contentinfo").getByRole("button", { name: "浅色" }).click(),
  ]) {
    await Promise.all([reader.page.waitForEvent("load"), press()]);
    expect(asked(reader)).toBe(`/stations${query}`);
    await expect(reader.searchBox).toHaveValue("嘉积");
    expect(await reader.namesOnTheList()).toEqual(found);
  }
  await changesLanguage(reader, "English");
  await expectLanguage(reader, "en");
  expect(asked(reader)).toBe(`/en/stations${query}`);
  await expect(reader.searchBox).toHaveValue("嘉积");
  await Promise.all([reader.page.waitForEvent("load"), presses(reader, ELDER)]);
  expect(asked(reader)).toBe(`/en/stations${query}`);
  await changesLanguage(reader, "中文");
  await expectLanguage(reader, "zh-CN");
  expect(asked(reader)).toBe(`/stations${query}`);
  expect(await reader.namesOnTheList()).toEqual(found);
});

test("Nothing is kept in the browser but the two choices, out of reach of scripts @once", async ({ reader, context }) => {
  await reader.opens("/");
  await presses(reader, ELDER);
  await expectElder(reader, true);
  await presses(reader, "高对比");
  await expectTheme(reader, "高对比");
  await expectElder(reader, true);
  await reader.opens("/en/stations?q=jiaji&near=18.51,110.04");
  const cookies = (await context.cookies()).map(({ name, value, httpOnly, sameSite, path }) => ({ name, value, httpOnly, sameSite, path }));
  expect(cookies.sort((one, other) => one.name.localeCompare(other.name))).toEqual([
    { name: "elder", value: "1", httpOnly: true, sameSite: "Lax", path: "/" },
    { name: "theme", value: "contrast", httpOnly: true, sameSite: "Lax", path: "/" },
  ]);
  expect(await reader.page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(["", 0, 0]);

  // And one choice leaves the other alone.
  await reader.opens("/");
  await presses(reader, ELDER);
  await expectElder(reader, false);
  await expectTheme(reader, "高对比");
});

test.describe("Going back after pressing 长辈版", () => {
  test("leads page by page to where one came from, and posts nothing a second time", async ({ reader }) => {
    await reader.opens("/");
    await goesTo(reader, "服务");
    await presses(reader, ELDER);
    await expectElder(reader, true);
    const posted: string[] = [];
    reader.page.on("request", (request) => request.method() === "POST" && posted.push(request.url()));
    // Without scripts pressing is a step of its own, to the same page.
    await reader.page.goBack();
    await expect(reader.page).toHaveURL(/\/services$/);
    await expectElder(reader, true);
    await reader.page.goBack();
    await expect(reader.page).toHaveURL(/\/$/);
    await expect(reader.searchBox).toBeVisible();
    expect(posted).toEqual([]);
  });

  test("shows the page before in 长辈版 too, though it was read in small type", async ({ reader }) => {
    await reader.opens("/");
    await goesTo(reader, "服务");
    await presses(reader, ELDER);
    await expectElder(reader, true);
    await reader.page.goBack();
    await reader.page.goBack();
    await expect(reader.page).toHaveURL(/\/$/);
    await expectElder(reader, true);
  });
});

test("Who asked the device for less motion is not scrolled about @desktop", async ({ reader }) => {
  const scrolling = () => reader.page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  await reader.page.emulateMedia({ reducedMotion: "reduce" });
  await reader.opens("/");
  expect(await scrolling()).toBe("auto");
  expect(await reader.page.evaluate(() => document.getAnimations().length)).toBe(0);
  await reader.page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await scrolling()).toBe("smooth");
});

test("Dark has the same colours whether the device or the reader chose it @desktop", async ({ reader, context, baseURL }) => {
  // By the tokens: the style sheet says them twice.
  const colours = async () => {
    await reader.opens("/");
    return reader.page.evaluate(() => {
      const names = [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .flatMap(function named(rule): string[] {
          if (rule instanceof CSSStyleRule) return [...rule.style].filter((name) => name.startsWith("--"));
          return rule instanceof CSSGroupingRule ? [...rule.cssRules].flatMap(named) : [];
        });
      const style = getComputedStyle(document.documentElement);
      return Object.fromEntries([...new Set(names)].map((name) => [name, style.getPropertyValue(name)]));
    });
  };
  await reader.page.emulateMedia({ colorScheme: "dark" });
  const byDevice = await colours();
  expect(Object.keys(byDevice).length).toBeGreaterThan(20);
  await reader.page.emulateMedia({ colorScheme: "light" });
  await context.addCookies([{ name: "theme", value: "dark", url: baseURL }]);
  expect(await colours()).toEqual(byDevice);
});

test("Going back brings the page as it was, without asking the server @script @desktop", async ({ playwright, launchOptions, baseURL, directory }) => {
  // In a browser of its own: Playwright's switches off what keeps pages, and does not notice their return.
  const browser = await playwright.chromium.launch({ ...launchOptions, executablePath: wholeChromium, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  try {
    const page = await browser.newPage({ baseURL, viewport: { width: 1280, height: 800 } });
    const sensitive = directory.policies.find((it) => it.sensitive)?.slug;
    for (const address of ["/", "/stations?area=469002", `/stations/${directory.stations[0].slug}`, `/policies/${sensitive}`]) {
      await page.goto(address);
      if ((await page.locator("script[data-wasm]").count()) > 0) await expect(page.locator("html[data-awake]")).toBeAttached();
      await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => document.documentElement.toggleAttribute("data-kept", persisted)));
      await page.getByRole("banner").getByRole("link", { name: "关于", exact: true }).click();
      await expect(page).toHaveURL(/\/about$/);
      await page.evaluate(() => history.back());
      await expect(page.locator("html[data-kept]"), address).toBeAttached();
    }
  } finally {
    await browser.close();
  }
});

test("Pressing Escape three times leaves a guide that nobody should find open @script @once", async ({ reader, directory }) => {
  const neutral = "https://www.gov.cn/";
  reader.watch.allow(new URL(neutral).host);
  await reader.page.route(`${neutral}**`, (route) => route.fulfill({ contentType: "text/html", body: "<title>neutral</title>" }));
  const guide = directory.policies.find((it) => it.sensitive);
  await reader.opens("/policies");
  await reader.opens(`/policies/${guide?.slug}`);
  await expect(reader.page.getByRole("button", { name: "快速离开" })).toBeInViewport();
  for (let press = 0; press < 2; press += 1) await reader.pressesKey("Escape");
  await expect(reader.page.getByRole("heading", { level: 1 })).toBeVisible();
  await reader.pressesKey("Escape");
  await expect(reader.page).toHaveURL(neutral);
  // Nor does the guide stand in the history.
  await reader.page.goBack();
  await expect(reader.page).toHaveURL(/\/policies$/);
});

/** Presses a switch at the top of the page. */
async function presses(reader: Reader, name: string | RegExp) {
  const button = reader.page.getByRole("banner").getByRole("button", { name, includeHidden: true });
  await unfoldsMenuFor(reader, button);
  await button.click();
}

async function changesLanguage(reader: Reader, name: string) {
  const link = reader.page.getByRole("banner").getByRole("link", { name, exact: true, includeHidden: true });
  await unfoldsMenuFor(reader, link);
  await link.click();
}

/** Takes an entry of the main navigation, in either language. */
async function goesTo(reader: Reader, name: string) {
  const link = reader.page.getByRole("banner").getByRole("navigation", { includeHidden: true }).getByRole("link", { name, exact: true, includeHidden: true });
  await unfoldsMenuFor(reader, link);
  await link.click();
}

/** Opens the menu where the screen is so narrow that the entry stands in it. */
async function unfoldsMenuFor(reader: Reader, entry: ReturnType<Reader["link"]>) {
  if (await entry.isVisible()) return;
  await reader.page.getByRole("banner").getByText(/^(菜单|Menu)$/).click();
}

async function expectElder(reader: Reader, on: boolean) {
  const html = reader.page.locator("html");
  await (on ? expect(html) : expect(html).not).toHaveAttribute("data-elder");
  await expect(reader.page.getByRole("banner").getByRole("button", { name: ELDER, pressed: on })).toBeVisible();
  const size = await reader.page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  expect(size >= 18, `${size} px`).toBe(on);
}

async function expectLanguage(reader: Reader, tag: string) {
  await expect(reader.page.locator("html")).toHaveAttribute("lang", tag);
}

async function expectTheme(reader: Reader, theme: keyof typeof THEMES) {
  await expect(reader.page.locator("html")).toHaveAttribute("data-theme", THEMES[theme].word);
  await expectPaper(reader, THEMES[theme].paper);
}

/** The colour behind the text. */
async function expectPaper(reader: Reader, colour: string) {
  await expect(reader.page.locator("body")).toHaveCSS("background-color", colour);
}

/** The address without its host. */
function asked(reader: Reader): string {
  const { pathname, search } = new URL(reader.page.url());
  return pathname + search;
}
