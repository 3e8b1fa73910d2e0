// An office of a journey's own: a server with its own data, and the people who are invited to work there.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "@playwright/test";
import { Reader } from "./reader.ts";
import { startServer, type OwnServer } from "./server.ts";
import { PASSWORD, comesIn, digits, pathOf } from "./staff.ts";
import { Watch } from "./watch.ts";

const root = resolve(import.meta.dirname, "../../..");
const program = resolve(root, process.env.LASTMETRE_TEST_PROGRAM ?? "target/debug/lastmetre");

export class Office {
  private constructor(
    readonly server: OwnServer,
    private readonly data: string,
    private readonly browser: Browser,
  ) {}

  /** Opens an office with demo stations. */
  static async opens(browser: Browser): Promise<Office> {
    const data = mkdtempSync(join(tmpdir(), "lastmetre-office-"));
    const run = (...words: string[]) => execFileSync(program, words, { cwd: root, encoding: "utf8", env: { ...process.env, LASTMETRE_DATA_DIR: data } });
    run("migrate");
    run("seed", "--reference", "--demo");
    return new Office(await startServer({ data_dir: data }), data, browser);
  }

  run(...words: string[]): string {
    return execFileSync(program, words, { cwd: root, encoding: "utf8", env: { ...process.env, LASTMETRE_DATA_DIR: this.data } });
  }

  /** Somebody with a browser of their own. */
  async reader(): Promise<Reader> {
    const context = await this.browser.newContext({ baseURL: this.server.address });
    return new Reader(await context.newPage(), new Watch(context, this.server.address));
  }

  /** An accounts administrator, signed in. */
  async administrator(): Promise<Reader> {
    const told = this.run("account", "create-admin", "--name", "王小明", "--sign-in-name", "admin");
    const reader = await this.reader();
    await comesIn(reader, pathOf(told.split("\n")[0]));
    return reader;
  }

  /** Somebody whom the administrator invites, signed in on a browser of their own. */
  async invites(administrator: Reader, name: string, signInName: string, unit: string, role: string): Promise<Reader> {
    const { page } = administrator;
    await administrator.opens("/office/staff");
    await page.getByLabel("姓名").fill(name);
    await page.getByLabel("登录名").fill(signInName);
    await page.getByLabel("单位").selectOption({ label: unit });
    await page.getByLabel("角色").selectOption({ label: role });
    await administrator.presses("生成邀请链接");
    const link = pathOf(await page.getByRole("status").locator("code").innerText());
    const theirs = await this.reader();
    await theirs.opens(link);
    await theirs.page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await theirs.page.getByLabel("再输入一次").fill(PASSWORD);
    await theirs.presses("继续");
    const secret = theirs.page.locator("code.secret");
    await theirs.page.getByRole("heading", { level: 1 }).waitFor();
    if (await secret.isVisible()) {
      await theirs.page.getByLabel("应用显示的 6 位数字").fill(digits(await secret.innerText()));
      await theirs.presses("继续");
      await theirs.follows("已抄好，进入工作台");
    }
    await theirs.seesHeading(`${name}，您好`);
    return theirs;
  }

  async closes() {
    for (const context of this.browser.contexts()) {
      if (context.pages().some((page) => page.url().startsWith(this.server.address))) await context.close();
    }
    await this.server.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
