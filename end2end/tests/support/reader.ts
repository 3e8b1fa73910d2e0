// A reader of the public pages. The verbs use roles, labels and words alone: what they cannot find, somebody with a
// screen reader cannot find either.
import { test as base, expect, type Locator, type Page, type Response } from "@playwright/test";
import { Directory, type Station } from "./directory.ts";
import { Watch } from "./watch.ts";

export { expect };

export class Reader {
  constructor(
    readonly page: Page,
    readonly watch: Watch,
  ) {}

  /** The same verbs on another page. */
  at(page: Page): Reader {
    return new Reader(page, this.watch);
  }

  /** Opens an address of the site; gives the answer, for its status. */
  async opens(address: string): Promise<Response> {
    const answer = await this.page.goto(address);
    if (!answer) throw new Error(`no answer from ${address}`);
    return answer;
  }

  /** Takes an entry of the main navigation, out of the menu where the screen is narrow. */
  async goesTo(entry: string) {
    const header = this.page.getByRole("banner");
    const menu = header.getByText("菜单");
    if (await menu.isVisible()) await menu.click();
    await header.getByRole("navigation").getByRole("link", { name: entry, exact: true }).click();
  }

  /** Takes a link; out of the menu of the office, where that is folded and nothing else is called so. */
  async follows(link: string | RegExp) {
    const wanted = this.link(link).first();
    const fold = this.page.locator(".office-line__fold > summary");
    await wanted.or(fold).filter({ visible: true }).first().waitFor();
    if (!(await wanted.isVisible()) && (await fold.isVisible())) await fold.click();
    await wanted.click();
  }

  async presses(button: string | RegExp) {
    await this.page.getByRole("button", { name: button }).first().click();
  }

  async pressesKey(key: string) {
    await this.page.keyboard.press(key);
  }

  /** Writes into the search box. */
  async types(words: string) {
    await this.searchBox.fill(words);
  }

  /** Writes into the search box and presses the button beside it. */
  async searches(words: string) {
    await this.types(words);
    await this.page.getByRole("search").getByRole("button", { name: /^(查找|Search)$/ }).click();
  }

  /** Unfolds the filters, where they are folded away. */
  async unfoldsFilters() {
    const fold = this.page.getByRole("search").getByText(/^(筛选|Filters)$/);
    if (await fold.isVisible()) await fold.click();
  }

  async chooses(label: string, choice: string) {
    await this.page.getByLabel(label, { exact: true }).selectOption({ label: choice });
  }

  async ticks(label: string) {
    await this.page.getByRole("checkbox", { name: label }).check();
  }

  async sees(words: string | RegExp) {
    await expect(this.main.getByText(words).first()).toBeVisible();
  }

  async doesNotSee(words: string | RegExp) {
    await expect(this.main.getByText(words)).toHaveCount(0);
  }

  async seesHeading(name: string | RegExp) {
    await expect(this.page.getByRole("heading", { name }).first()).toBeVisible();
  }

  /** Waits until the page's scripts have taken over. */
  async waitsForScripts() {
    await expect(this.page.locator("html[data-awake]")).toBeAttached();
  }

  /** Whether the journey runs at a width where things stand below each other. */
  get isNarrow(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 768;
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  get searchBox(): Locator {
    return this.page.getByRole("combobox", { name: /^(村名、乡镇、站名或想办的事|Village, township)/ });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name, exact: typeof name === "string" });
  }

  /** The stations on the list, each a list item with its name as heading. */
  get cards(): Locator {
    return this.main.getByRole("listitem").filter({ has: this.page.getByRole("heading", { level: 3 }) });
  }

  card(station: Station): Locator {
    return this.cards.filter({ has: this.page.getByRole("link", { name: station.name.zh, exact: true }) });
  }

  /** Names of the stations on the list, in order. */
  async namesOnTheList(): Promise<string[]> {
    return this.cards.getByRole("heading", { level: 3 }).allInnerTexts();
  }

  /** The number in 「共 N 个」. */
  async count(): Promise<number> {
    const words = await this.page.getByRole("heading", { name: /^共 \d+ 个|^\d+ found/ }).innerText();
    return Number(words.match(/\d+/)?.[0]);
  }
}

type Fixtures = { reader: Reader };
type WorkerFixtures = { directory: Directory };

export const test = base.extend<Fixtures, WorkerFixtures>({
  reader: async ({ page, context, baseURL }, use) => {
    const watch = new Watch(context, baseURL ?? "");
    await use(new Reader(page, watch));
    expect(watch.complaints(), "errors told by the browser, and requests to other hosts").toEqual([]);
  },
  directory: [
    async ({ playwright }, use, { project }) => {
      const request = await playwright.request.newContext({ baseURL: project.use.baseURL });
      await use(await Directory.of(request));
      await request.dispose();
    },
    { scope: "worker" },
  ],
});
