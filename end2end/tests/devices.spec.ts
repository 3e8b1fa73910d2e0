// A worker's tablet: enrolled once with a signal, then a day's work without one, and everything there once.
//
// Each journey has a server and data of its own, because it stops the one and changes the other.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { inDays } from "./support/made_up.ts";
import { expect, Reader, test } from "./support/reader.ts";
import { startServer, type OwnServer } from "./support/server.ts";
import { PASSWORD, canBeUsedByEverybody, comesIn, pathOf } from "./support/staff.ts";
import { Watch } from "./support/watch.ts";

const root = resolve(import.meta.dirname, "../..");
const program = resolve(root, process.env.LASTMETRE_TEST_PROGRAM ?? "target/debug/lastmetre");
const STATION = "嘉积镇社工站";
const PASSPHRASE = "海边的三棵椰子树和一只猫";
const PIN = "2580";

/** A server with data of its own, and a browser whose disk outlives it. */
class Day {
  server!: OwnServer;
  context!: BrowserContext;
  page!: Page;
  private readonly data = mkdtempSync(join(tmpdir(), "lastmetre-day-"));
  private readonly profile = mkdtempSync(join(tmpdir(), "lastmetre-profile-"));

  constructor(private readonly launch: object) {}

  run(...words: string[]): string {
    return execFileSync(program, words, { cwd: root, encoding: "utf8", env: { ...process.env, LASTMETRE_DATA_DIR: this.data } });
  }

  async serves(port?: number) {
    this.server = await startServer({ data_dir: this.data }, port);
  }

  get port(): number {
    return Number(new URL(this.server.address).port);
  }

  /** Opens the browser, with whatever it kept. */
  async opensBrowser() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      ...this.launch,
      baseURL: this.server.address,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      viewport: { width: 820, height: 1180 },
    });
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
  }

  /** A worker is invited, comes in on this browser, and enrols it. */
  async enrols() {
    const told = this.run("account", "create-admin", "--name", "王小明", "--sign-in-name", "admin");
    const reader = new Reader(this.page, new Watch(this.context, this.server.address));
    await comesIn(reader, pathOf(told.split("\n")[0]));
    await reader.follows("人员");
    await this.page.getByLabel("姓名").fill("李站长");
    await this.page.getByLabel("登录名").fill("li");
    await this.page.getByLabel("单位").selectOption({ label: STATION });
    await this.page.getByLabel("角色").selectOption({ label: "站长" });
    await reader.presses("生成邀请链接");
    const invitation = pathOf(await this.page.getByRole("status").locator("code").innerText());
    await reader.presses("退出登录");
    await reader.opens(invitation);
    await this.page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await this.page.getByLabel("再输入一次").fill(PASSWORD);
    await reader.presses("继续");
    await reader.seesHeading("李站长，您好");
    await reader.follows("平板");
    await canBeUsedByEverybody(reader);
    await reader.follows("登记这台平板");
    await enrolsTablet(this.page, "前台平板");
    await expect(this.page.locator(".field-app__status").getByRole("status")).toContainText("离线可用", { timeout: 15_000 });
  }

  /** The app was opened anew: nothing is in memory. */
  async unlocks() {
    await this.page.getByLabel("口令").fill(PASSPHRASE);
    await this.page.getByRole("button", { name: "解锁" }).click();
    await expect(this.page.getByRole("button", { name: "解锁" })).toHaveCount(0);
  }

  async corrects(phone: string) {
    const form = this.page.getByText("更正电话和开放时间");
    if (!(await this.page.getByLabel("电话，一行一个").isVisible())) await form.click();
    await this.page.getByLabel("电话，一行一个").fill(phone);
    await this.page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(this.page.getByText(/已保存在本机 \d|已发出|已送达/).first()).toBeVisible();
  }

  /** Nothing waits any more. */
  async hasDelivered() {
    await expect(this.page.getByText(/项已保存在本机，等待送达/)).toHaveCount(0, { timeout: 20_000 });
  }

  async ends() {
    await this.context.close();
    await this.server.stop();
    for (const folder of [this.data, this.profile]) rmSync(folder, { recursive: true, force: true });
  }
}

async function enrolsTablet(page: Page, name: string) {
  await page.getByLabel("平板名称").fill(name);
  await page.getByLabel("口令").fill(PASSPHRASE);
  await page.getByLabel("PIN 码").fill(PIN);
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: STATION })).toBeVisible();
}

async function begins(launch: object): Promise<Day> {
  const day = new Day(launch);
  day.run("migrate");
  day.run("seed", "--reference", "--demo");
  await day.serves();
  await day.opensBrowser();
  await day.enrols();
  return day;
}

test("A day's changes are made with the server stopped and the browser killed in between, and are there once @script @once", async ({ launchOptions, playwright }) => {
  test.setTimeout(120_000);
  const day = await begins(launchOptions);
  try {
    const port = day.port;
    await day.server.stop();
    await day.page.getByRole("button", { name: "因台风关闭" }).click();
    await expect(day.page.getByText(/今天.*因台风关闭/)).toBeVisible();
    await expect(day.page.getByText(/已保存在本机 \d\d:\d\d|已发出/).first()).toBeVisible();
    await day.corrects("0898-1111 1111");

    // The browser is gone in the middle, and comes back with no network at all.
    await day.context.close();
    await day.opensBrowser();
    await day.page.goto("/field/mine");
    await expect(day.page.getByText(/今天.*因台风关闭/)).toBeHidden();
    await day.unlocks();
    await expect(day.page.getByText(/今天.*因台风关闭/)).toBeVisible();
    await day.page.getByText("更正电话和开放时间").click();
    await expect(day.page.getByLabel("电话，一行一个")).toHaveValue("0898-1111 1111");
    await day.corrects("0898-2222 2222");
    await day.page.getByRole("button", { name: "信息无误" }).click();
    await expect(day.page.getByText("4 项已保存在本机，等待送达")).toBeVisible();
    await day.page.goto("/field/outbox");
    await day.unlocks();
    await expect(day.page.getByRole("listitem").filter({ hasText: /已保存在本机|已发出/ })).toHaveCount(4);

    await day.serves(port);
    await day.page.getByRole("button", { name: "现在送达" }).click();
    await day.hasDelivered();
    await expect(day.page.getByRole("listitem").filter({ hasText: "已送达" })).toHaveCount(4);
    // The public sees it, and nothing stands there twice.
    const request = await playwright.request.newContext({ baseURL: day.server.address });
    const html = await (await request.get("/stations/qionghai-jiaji")).text();
    expect(html).toContain("0898-2222 2222");
    expect(html).toContain("台风");
    await request.dispose();
    await day.page.reload();
    await day.unlocks();
    await expect(day.page.getByRole("listitem").filter({ hasText: "已送达" })).toHaveCount(4);
  } finally {
    await day.ends();
  }
});

test("A call for help is taken down with the server stopped, lies enciphered on the tablet, and is there once @script @once", async ({ launchOptions, playwright }) => {
  test.setTimeout(120_000);
  const day = await begins(launchOptions);
  const { page } = day;
  const WORDS = "屋顶漏了，家里只有老人。";
  try {
    const port = day.port;
    // What forms need is kept once the tablet is enrolled.
    await expect.poll(() => page.evaluate(async () => (await (await caches.open("fills-in-forms")).keys()).length)).toBe(5);
    await page.reload();
    await day.unlocks();
    await day.server.stop();
    await page.getByRole("link", { name: "记下求助" }).click();
    await expect(page.locator("html[data-awake]")).toHaveCount(1);
    await page.getByRole("button", { name: "保存", exact: true }).click();
    // The same rules as on the server: nothing is sent that is not whole.
    await expect(page.locator(".error-summary")).toBeFocused();
    await page.getByLabel("来源").selectOption({ label: "社工发现" });
    await page.locator("[name=danger][value=no]").check();
    await page.locator("[name=words]").fill(WORDS);
    await page.locator("[name='place.county']").selectOption({ label: "琼海市" });
    await page.locator("[name='place.town']").selectOption({ label: "嘉积镇" });
    await page.locator("[name=called]").fill("林阿婆");
    await page.locator("[name=phone]").fill("13800135678");
    await page.locator("[name=message][value=yes]").check();
    await page.locator("[name=relation]").first().check();
    await expect(page.locator(".form-kept")).toContainText("已保存到本机");
    // The last of it is kept half a second after it was typed.
    await page.waitForTimeout(1_000);

    // Half written, the browser is gone; it comes back without a network, and so does what was typed.
    await day.context.close();
    await day.opensBrowser();
    const again = day.page;
    await again.goto("/field/help");
    await day.unlocks();
    await expect(again.locator("[name=words]")).toHaveValue(WORDS);
    await expect(again.locator("[name='place.town']")).toHaveValue("469002100");
    await canBeUsedByEverybody(new Reader(again, new Watch(day.context, day.server.address)));
    await again.getByRole("button", { name: "保存", exact: true }).click();
    await expect(again.getByText("已加密存在本机。有网络时自动送到负责的站。")).toBeVisible();
    // Nothing on the disk can be read without the passphrase.
    const disk = await again.evaluate(async () => {
      const texts = [JSON.stringify({ ...localStorage })];
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((done) => (indexedDB.open(name!).onsuccess = ({ target }) => done((target as IDBOpenDBRequest).result)));
        for (const store of database.objectStoreNames) {
          const asked = database.transaction(store).objectStore(store).getAll();
          texts.push(JSON.stringify(await new Promise((done) => (asked.onsuccess = () => done(asked.result)))));
        }
        database.close();
      }
      return texts.join("\n");
    });
    expect(disk).toContain("take_down");
    for (const told of [WORDS, "林阿婆", "13800135678"]) expect(disk).not.toContain(told);

    await day.serves(port);
    await again.getByRole("link", { name: "待送达", exact: true }).click();
    await again.getByRole("button", { name: "现在送达" }).click();
    await day.hasDelivered();
    await expect(again.getByRole("listitem").filter({ hasText: "记下求助" })).toContainText("已送达");
    // The office forgot who this was when the browser went; the tablet did not.
    await again.goto("/office/help");
    await again.getByLabel("登录名").fill("li");
    await again.getByLabel("密码").fill(PASSWORD);
    await again.getByRole("button", { name: "登录", exact: true }).first().click();
    await again.goto("/office/help");
    await again.getByRole("main").getByRole("table").getByRole("link").first().click();
    await expect(again.getByText(WORDS)).toBeVisible();
  } finally {
    await day.ends();
  }
});

test("Two tablets write different numbers, and the second worker sees both and decides @script @once", async ({ launchOptions, browser }) => {
  test.setTimeout(120_000);
  const day = await begins(launchOptions);
  try {
    // The same person at a desk, on another tablet.
    const other = await browser.newContext({ baseURL: day.server.address, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
    const desk = await other.newPage();
    await desk.goto("/sign-in");
    await desk.getByLabel("登录名").fill("li");
    await desk.getByLabel("密码").fill(PASSWORD);
    await desk.getByRole("button", { name: "登录", exact: true }).first().click();
    await expect(desk.getByRole("heading", { name: "李站长，您好" })).toBeVisible();
    await desk.goto("/field/mine");
    await enrolsTablet(desk, "办公桌");

    await day.context.setOffline(true);
    await day.corrects("0898-1111 1111");
    await desk.getByText("更正电话和开放时间").click();
    await desk.getByLabel("电话，一行一个").fill("0898-9999 9999");
    await desk.getByRole("button", { name: "保存", exact: true }).click();
    await expect(desk.getByText(/已送达 \d/)).toBeVisible();

    await day.context.setOffline(false);
    await expect(day.page.getByText("1 项需要您处理")).toBeVisible({ timeout: 20_000 });
    await day.page.getByText("1 项需要您处理").click();
    const conflict = day.page.getByRole("listitem").filter({ hasText: "但同一项别人也改过" });
    await expect(conflict).toContainText("0898-9999 9999");
    await expect(conflict).toContainText("0898-1111 1111");
    await conflict.getByRole("button", { name: "改成我写的" }).click();
    await expect(day.page.getByText("项需要您处理")).toHaveCount(0);
    await day.hasDelivered();
    const html = await (await other.request.get("/stations/qionghai-jiaji")).text();
    expect(html).toContain("0898-1111 1111");

    // Revoked from the office, it says so and takes nothing more.
    await desk.goto("/office/devices");
    await desk.getByText("停用「前台平板」").click();
    await desk.getByRole("button", { name: "停用", exact: true }).click();
    await day.page.goto("/field/mine");
    await day.unlocks();
    await expect(day.page.getByText("这台平板已被停用")).toBeVisible({ timeout: 20_000 });
    await expect(day.page.getByRole("heading", { level: 2, name: STATION })).toBeHidden();
    await other.close();
  } finally {
    await day.ends();
  }
});

test("What was refused is repaired on the spot, read by others, or discarded with time to take it back @script @once", async ({ launchOptions, playwright }) => {
  test.setTimeout(120_000);
  const day = await begins(launchOptions);
  const { page } = day;
  try {
    // A clock ten years ahead closes a day that cannot be closed yet.
    await page.clock.setFixedTime(Date.now() + 10 * 365 * 24 * 3_600_000);
    await page.goto("/field/mine");
    await day.unlocks();
    await page.getByRole("button", { name: "因台风关闭" }).click();
    await page.getByText("1 项需要您处理").click();
    const refused = page.getByRole("listitem").filter({ hasText: "内容不符合规定" });
    await expect(refused).toContainText(STATION);
    await expect(refused).toContainText("因台风关闭");
    await canBeUsedByEverybody(new Reader(page, new Watch(day.context, day.server.address)));
    // What comes behind it waits.
    await page.getByRole("link", { name: "我的站" }).click();
    await page.clock.setFixedTime(Date.now());
    // A clock that is set back locks.
    await page.getByLabel("PIN 码").fill(PIN);
    await page.getByRole("button", { name: "解锁" }).click();
    await day.corrects("0898-1111 1111");
    await expect(page.getByText("1 项已保存在本机，等待送达")).toBeVisible();
    await page.getByText("1 项需要您处理").click();

    const saving = page.waitForEvent("download");
    await refused.getByRole("link", { name: "导出" }).click();
    const file = await (await saving).createReadStream();
    let text = "";
    for await (const piece of file) text += piece;
    for (const words of [STATION, "李站长", "因台风关闭", "内容不符合规定"]) expect(text).toContain(words);

    page.once("dialog", (dialog) => dialog.accept());
    await refused.getByRole("button", { name: "放弃" }).click();
    await expect(page.getByText("已放弃。还可以撤销。")).toBeVisible();
    await expect(page.getByRole("button", { name: "撤销" })).toBeFocused();
    await page.waitForTimeout(10_500);
    await page.getByRole("button", { name: "撤销" }).click();

    await refused.getByRole("button", { name: "修改" }).click();
    await expect(page.getByLabel("日期")).toBeFocused();
    await page.getByLabel("日期").fill("明天");
    await page.getByRole("button", { name: "改好，再送一次" }).click();
    await expect(page.getByText("日期请写成 2026-11-24 的样子")).toBeVisible();
    const today = inDays(0);
    await page.getByLabel("日期").fill(today);
    await page.getByLabel("不开放的原因").fill("停电检修");
    await canBeUsedByEverybody(new Reader(page, new Watch(day.context, day.server.address)));
    await page.getByRole("button", { name: "改好，再送一次" }).click();
    await expect(page.getByText(/项需要您处理|等待送达/)).toHaveCount(0, { timeout: 20_000 });
    const request = await playwright.request.newContext({ baseURL: day.server.address });
    const html = await (await request.get("/stations/qionghai-jiaji")).text();
    expect(html).toContain("停电检修");
    expect(html).toContain("0898-1111 1111");
    await request.dispose();
  } finally {
    await day.ends();
  }
});

test("Nobody else can use an unlocked tablet that was put down, and a full disk loses nothing that was typed @script @once", async ({ launchOptions }) => {
  test.setTimeout(120_000);
  const day = await begins(launchOptions);
  const { page } = day;
  try {
    const heading = page.getByRole("heading", { level: 2, name: STATION });
    await page.getByRole("button", { name: "锁定", exact: true }).click();
    await expect(heading).toBeHidden();
    await page.getByLabel("PIN 码").fill("1234");
    await page.getByRole("button", { name: "解锁" }).click();
    await expect(page.getByText("不对。连错 5 次就要输入口令。")).toBeVisible();
    await page.getByLabel("PIN 码").fill(PIN);
    await page.getByRole("button", { name: "解锁" }).click();
    await expect(heading).toBeVisible();

    // Nothing is lost that was typed before it locked itself, and nothing is shown.
    await page.getByText("更正电话和开放时间").click();
    await page.getByLabel("电话，一行一个").fill("0898-1111 1111");
    await page.clock.setFixedTime(Date.now() + 6 * 60_000);
    await expect(heading).toBeHidden({ timeout: 10_000 });
    await canBeUsedByEverybody(new Reader(page, new Watch(day.context, day.server.address)));
    await page.getByLabel("PIN 码").fill(PIN);
    await page.getByRole("button", { name: "解锁" }).click();
    await expect(page.getByLabel("电话，一行一个")).toHaveValue("0898-1111 1111");

    // A disk without room.
    const fills = (full: boolean) =>
      page.evaluate((full) => {
        const own = window as unknown as { put?: IDBObjectStore["put"] };
        own.put ??= IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = full
          ? () => {
              throw new DOMException("no room", "QuotaExceededError");
            }
          : own.put;
      }, full);
    await fills(true);
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("没有存上")).toBeVisible();
    await expect(page.getByLabel("电话，一行一个")).toHaveValue("0898-1111 1111");
    await fills(false);
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("没有存上")).toHaveCount(0);
    await day.hasDelivered();

    // Five wrong PINs, and then the passphrase alone opens it.
    await page.getByRole("button", { name: "锁定", exact: true }).click();
    for (let wrong = 0; wrong < 5; wrong += 1) {
      await page.getByLabel("PIN 码").fill("9999");
      await page.getByRole("button", { name: "解锁" }).click();
    }
    await expect(page.getByLabel("PIN 码")).toHaveCount(0);
    await page.getByLabel("口令").fill("three palm trees");
    await page.getByRole("button", { name: "解锁" }).click();
    await expect(page.getByText("不对。再错 9 次")).toBeVisible();
    await day.unlocks();
    await expect(heading).toBeVisible();
    // Nothing on the disk opens the door.
    const kept = await page.evaluate(async () => {
      const name = (await indexedDB.databases()).map((it) => it.name ?? "").find((it) => it.startsWith("lastmetre-person-"));
      const opened = await new Promise<IDBDatabase>((done) => {
        const request = indexedDB.open(name ?? "");
        request.onsuccess = () => done(request.result);
      });
      return new Promise<string>((done) => {
        const request = opened.transaction("meta").objectStore("meta").getAll();
        request.onsuccess = () => done(request.result.join());
      });
    });
    expect(kept).toContain('"token":""');
    expect(kept).not.toContain(PIN);
  } finally {
    await day.ends();
  }
});

test("Two tabs of one tablet do not write over each other, and everything arrives once @script @once", async ({ launchOptions, playwright }) => {
  test.setTimeout(120_000);
  const day = await begins(launchOptions);
  try {
    const port = day.port;
    const other = await day.context.newPage();
    await other.goto("/field/mine");
    await other.getByLabel("口令").fill(PASSPHRASE);
    await other.getByRole("button", { name: "解锁" }).click();
    await expect(other.getByRole("heading", { level: 2, name: STATION })).toBeVisible();
    await day.server.stop();
    await day.corrects("0898-1111 1111");
    await other.getByRole("button", { name: "因台风关闭" }).click();
    await other.getByRole("button", { name: "信息无误" }).click();
    await expect(other.getByText("3 项已保存在本机，等待送达")).toBeVisible();
    await day.serves(port);
    await Promise.all([day.page, other].map((page) => page.goto("/field/outbox")));
    await day.unlocks();
    await other.getByLabel("口令").fill(PASSPHRASE);
    await other.getByRole("button", { name: "解锁" }).click();
    await Promise.all([day.page, other].map((page) => page.getByRole("button", { name: "现在送达" }).click()));
    await day.hasDelivered();
    await day.page.reload();
    await day.unlocks();
    await expect(day.page.getByRole("listitem").filter({ hasText: "已送达" })).toHaveCount(3);
    const request = await playwright.request.newContext({ baseURL: day.server.address });
    const html = await (await request.get("/stations/qionghai-jiaji")).text();
    expect(html).toContain("0898-1111 1111");
    expect(html).toContain("台风");
    await request.dispose();
  } finally {
    await day.ends();
  }
});
