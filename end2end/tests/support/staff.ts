// Members of the staff of the journeys: made by the command line, and brought in by their links.
import { execFileSync } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { Browser } from "@playwright/test";
import { brokenAnywhere } from "./axe.ts";
import { expect, test, type Reader } from "./reader.ts";

const root = resolve(import.meta.dirname, "../../..");
const program = resolve(root, process.env.LASTMETRE_TEST_PROGRAM ?? "target/debug/lastmetre");

export const PASSWORD = "three coconut trees by the sea";

/** A name that nobody else has, so that journeys do not meet. */
export function unique(name: string): string {
  return `${name}.${randomUUID().slice(0, 8)}`;
}

/** Makes an accounts administrator; gives their name and the path of their link. */
export function createAdmin(): { name: string; link: string } {
  const name = unique("admin");
  const told = execFileSync(program, ["account", "create-admin", "--name", "王小明", "--sign-in-name", name], { cwd: root, encoding: "utf8" });
  return { name, link: pathOf(told.split("\n")[0]) };
}

export function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/**
 * The digits that an authenticator app shows (RFC 6238), `later` steps from now. The server takes those of the step
 * before and after its own as well, each step once: so 1 is right for the next time, and also if the step turns before
 * it is asked.
 */
export function digits(key: string, later = 0): string {
  const bits = [...key].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac[mac.length - 1] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function choosesPassword(reader: Reader, link: string) {
  await reader.opens(link);
  await reader.page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await reader.page.getByLabel("再输入一次").fill(PASSWORD);
  await reader.presses("继续");
}

/** Nothing on the page breaks a rule of WCAG 2.2 AA, and nothing sticks out of a narrow screen. */
export async function canBeUsedByEverybody(reader: Reader) {
  // What axe asks, it asks by script.
  if (test.info().project.use.javaScriptEnabled === false) return;
  expect(await brokenAnywhere(reader.page)).toEqual([]);
  const size = reader.page.viewportSize();
  await reader.page.setViewportSize({ width: 320, height: 640 });
  expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  if (size) await reader.page.setViewportSize(size);
}

/** Signs in for the first time, with the second factor; gives its key and the recovery codes. `look` is called on its pages. */
export async function comesIn(reader: Reader, link: string, name = "王小明", look = async (_: Reader) => {}): Promise<{ key: string; codes: string[] }> {
  await choosesPassword(reader, link);
  await reader.seesHeading("绑定验证器");
  await expect(reader.page.getByRole("img", { name: "验证器二维码" })).toBeVisible();
  await look(reader);
  const key = await reader.page.locator("code.secret").innerText();
  await reader.page.getByLabel("应用显示的 6 位数字").fill(digits(key));
  await reader.presses("继续");
  await reader.seesHeading("请抄下备用码");
  await look(reader);
  const codes = await reader.main.getByRole("listitem").allInnerTexts();
  await reader.follows("已抄好，进入工作台");
  await reader.seesHeading(`${name}，您好`);
  return { key, codes };
}

/** Invites somebody, as the accounts administrator who is here; gives their link. */
export async function invites(office: Reader, name: string, unit: string, role: string, signInName = unique("invited")): Promise<string> {
  await office.follows("人员");
  await office.page.getByLabel("姓名").fill(name);
  await office.page.getByLabel("登录名").fill(signInName);
  await office.page.getByLabel("单位").selectOption({ label: unit });
  await office.page.getByLabel("角色").selectOption({ label: role });
  await office.presses("生成邀请链接");
  return pathOf(await office.page.getByRole("status").locator("code").innerText());
}

/** Somebody of whom no second factor is asked signs in for the first time. */
export async function beginsWork(worker: Reader, link: string, name: string) {
  await choosesPassword(worker, link);
  await worker.seesHeading(`${name}，您好`);
}

/** Somebody on a device of their own. */
export async function onAnotherDevice(reader: Reader, browser: Browser, baseURL?: string, javaScriptEnabled?: boolean): Promise<Reader> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  return reader.at(await context.newPage());
}
