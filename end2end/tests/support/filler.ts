// Somebody who fills in forms as they ask, and reads what they say is wrong.
import type { Page } from "@playwright/test";
import { inDays } from "./made_up.ts";
import { expect, test, type Reader } from "./reader.ts";

/** A question of a form, as it stands on a page. */
type Asked = {
  name: string;
  kind: "radio" | "checkbox" | "select" | "text" | "date" | "time" | "tel" | "number" | "file" | "place" | "sign";
  label: string;
  optional: boolean;
  fault: string;
  /** What stands there: values that are ticked, or what is typed. */
  values: string[];
  offered: string[];
};

const FORM = 'main form:has(input[name="help.page"], input[name="help.basis"])';

/** The questions of the form that is here. */
async function questionsOf(page: Page): Promise<Asked[]> {
  return page.locator(FORM).evaluate((form) => {
    const found: Asked[] = [];
    for (const it of form.querySelectorAll<HTMLElement>("fieldset.field, p.field")) {
      const all = [...it.querySelectorAll<HTMLInputElement>("input, select, textarea")];
      const controls = all.filter((control) => control.type !== "hidden" && !control.closest("[hidden]"));
      const [first] = controls;
      if (!first || it.closest("[hidden]")) continue;
      const label = it.querySelector(".field__label")?.textContent ?? "";
      const fault = it.querySelector(".field__error")?.textContent ?? "";
      // Of danger everybody is asked, and nobody has to answer first.
      const told = { label, optional: label.endsWith("（选填）") || first.name.endsWith("danger"), fault };
      if (controls.some((control) => control.name.endsWith(".county"))) {
        found.push({ ...told, name: it.id, kind: "place", values: controls.map((control) => control.value), offered: controls.map((control) => control.name) });
      } else if (it.querySelector("[data-sign]")) {
        const texts = all.filter((control) => control.name === it.id || control.name === `${it.id}.witness`).map((control) => control.value);
        found.push({ ...told, name: it.id, kind: "sign", values: texts.filter(Boolean), offered: [] });
      } else if (first.type === "radio" || first.type === "checkbox") {
        const values = controls.filter((control) => control.checked).map((control) => control.value);
        found.push({ ...told, name: first.name, kind: first.type, values, offered: controls.map((control) => control.value) });
      } else if (first instanceof HTMLSelectElement) {
        const offered = [...(first as unknown as HTMLSelectElement).options].map((option) => option.value).filter(Boolean);
        found.push({ ...told, name: first.name, kind: "select", values: first.value ? [first.value] : [], offered });
      } else {
        const kinds: Record<string, Asked["kind"]> = { date: "date", time: "time", tel: "tel", file: "file" };
        const kind = kinds[first.type] ?? (first.inputMode === "decimal" || first.inputMode === "numeric" ? "number" : "text");
        found.push({ ...told, name: first.name, kind, values: first.value ? [first.value] : [], offered: [] });
      }
    }
    return found;
  });
}

/** A form that is filled in as it asks, by somebody who reads what it says is wrong. */
export class Filler {
  /** What could not be put right: «A06.record: 目标 – 目标要和起点不一样». */
  readonly puzzles: string[] = [];
  /** What went out to the server. */
  private posts = 0;

  constructor(
    readonly reader: Reader,
    /** Whether the page answers by itself: then the first choice is taken of each question, and without scripts the last. */
    readonly scripts: boolean,
  ) {
    reader.page.on("request", (request) => (this.posts += request.method() === "POST" ? 1 : 0));
  }

  private chosen(it: Asked): string {
    return (this.scripts ? it.offered[0] : it.offered.at(-1)) ?? "";
  }

  private get page() {
    return this.reader.page;
  }

  /** Presses a button of the form; gives the status of the answer. With scripts the page says what is wrong, and sends nothing. */
  async presses(button: string | RegExp): Promise<number> {
    const { pathname } = new URL(this.page.url());
    const [live, posts] = [await this.isLive(), this.posts];
    const answer = this.page.waitForNavigation({ waitUntil: "domcontentloaded" }).then((it) => it?.status() ?? 0);
    // Where the page stays, nobody waits for it any longer.
    answer.catch(() => undefined);
    await this.page.locator(FORM).getByRole("button", { name: button }).first().click();
    if (!live) return answer;
    const summary = this.page.locator("[role=alert]:focus");
    const told = await Promise.race([answer, summary.waitFor().then(() => "told" as const)]);
    if (told === "told") {
      expect.soft(this.posts, `${pathname}: what was sent of wrong answers`).toBe(posts);
      return 422;
    }
    if (told === 422) this.puzzles.push(`${pathname}: refused only by the server: ${await this.told()}`);
    return told;
  }

  /** Waits until the form is instant, where it becomes so. */
  private async isLive(): Promise<boolean> {
    const live = this.scripts && (await this.page.locator(FORM).locator("script[data-live]").count()) > 0;
    if (live) await this.reader.waitsForScripts();
    return live;
  }

  /** Sends what is there: where something is asked, it has to be told, in the summary and beside each question. */
  async isToldWhatIsMissing(form: string, button: string) {
    const asked = await questionsOf(this.page);
    const status = await this.presses(button);
    const faults = (await questionsOf(this.page)).filter((it) => it.fault !== "");
    const summary = await this.page.getByRole("alert").innerText();
    expect.soft(status, `${form}: status of what is sent with nothing`).toBe(422);
    expect.soft(faults.length, `${form}: faults beside the questions`).toBeGreaterThan(0);
    for (const it of faults) expect.soft(summary, `${form}: the summary tells of ${it.label}`).toContain(it.fault);
    for (const it of asked.filter((it) => !it.optional && it.kind !== "file" && it.values.length === 0)) {
      expect.soft(faults.map((fault) => fault.name), `${form}: told of ${it.label}`).toContain(it.name);
    }
  }

  /** Whether something has to be answered here that is not. */
  async asksSomething(): Promise<boolean> {
    return (await questionsOf(this.page)).some((it) => !it.optional && it.kind !== "file" && it.values.filter(Boolean).length === 0);
  }

  /** Answers what is not answered, and puts right what is wrong; says how many it did. */
  async fills(): Promise<number> {
    const live = await this.isLive();
    const asked = await questionsOf(this.page);
    const isBlank = (it: Asked) => it.values.length === 0;
    let did = await this.answersAtOnce(asked.filter(isBlank), live);
    for (const it of asked) {
      // The others are answered; and an answer may have taken this one away.
      if (!(await this.page.locator(`[id="${it.name}"]`).or(this.control(it)).first().isVisible())) continue;
      if (it.kind === "place") did += await this.choosesPlace(it);
      else if (it.kind === "sign" && isBlank(it)) did += await this.signs(it);
      else if (it.fault && !isBlank(it)) did += await this.mends(it);
    }
    return did;
  }

  private control(it: Asked) {
    return this.page.locator(FORM).locator(`[name="${it.name}"]`);
  }

  /**
   * Answers all of these in one go: seventy-two forms have some two and a half thousand questions. Where the page answers by
   * itself, what is no number and no telephone is told first.
   */
  private async answersAtOnce(asked: Asked[], live: boolean): Promise<number> {
    const typed = { text: "看过了", date: inDays(0), time: "09:00", ...(live ? { tel: "12345", number: "两百" } : { tel: "13800138000", number: "1" }) };
    const answers = asked.flatMap((it) => {
      if (it.kind === "place" || it.kind === "sign" || it.kind === "file") return [];
      if (it.kind === "radio") return { name: it.name, ticks: [this.chosen(it)], types: "" };
      // With the last choice, the one before: they may exclude each other, which is told.
      if (it.kind === "checkbox") return { name: it.name, ticks: this.scripts ? it.offered.slice(0, 1) : it.offered.slice(-2), types: "" };
      return { name: it.name, ticks: [], types: it.kind === "select" ? this.chosen(it) : typed[it.kind] };
    });
    return this.page.locator(FORM).evaluate((form, answers) => {
      const one = ({ name, ticks, types }: (typeof answers)[number]) => {
        const found = [...form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
        const controls = ticks.length > 0 ? found.filter((it) => ticks.includes(it.value)) : found.slice(0, 1);
        const here = controls.filter((it) => !it.closest("[hidden]"));
        for (const control of here) {
          if (ticks.length > 0) {
            control.click();
          } else {
            control.value = types;
            for (const told of ["input", "change"]) control.dispatchEvent(new Event(told, { bubbles: true }));
          }
        }
        return here.length > 0 ? 1 : 0;
      };
      return answers.reduce((did, answer) => did + one(answer), 0);
    }, answers);
  }

  /** Draws a line, or names a witness where nobody can draw. */
  private async signs(it: Asked): Promise<number> {
    const around = this.page.locator(`[id="${it.name}"]`);
    if (!this.scripts) {
      await around.locator(`[name="${it.name}.witness"]`).fill("李阿婆");
      return 1;
    }
    const pad = around.getByRole("img");
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox()) ?? { x: 0, y: 0 };
    await this.page.mouse.move(box.x + 20, box.y + 20);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + 120, box.y + 60, { steps: 4 });
    await this.page.mouse.up();
    await expect(this.control(it)).toHaveValue(/^drawn:/);
    return 1;
  }

  /** Reads what is wrong and does as it says. */
  private async mends(it: Asked): Promise<number> {
    const { fault } = it;
    const typed = it.values[0] ?? "";
    const date = fault.match(/\d{4}-\d{2}-\d{2}/)?.[0];
    const least = fault.match(/不小于 ([\d.]+)/)?.[1];
    const most = fault.match(/不大于 ([\d.]+)/)?.[1];
    const alone = fault.match(/「(.+)」不能和别的选项一起选/)?.[1];
    const digits = fault.match(/(\d+) 位数字/)?.[1];
    if (it.kind === "checkbox" && alone) {
      await this.page.getByRole("group", { name: it.label, exact: true }).getByRole("checkbox", { name: alone, exact: true }).uncheck();
    } else if (it.kind === "date") {
      const own = this.page.locator(FORM).locator('[name="day"]');
      const of = (await own.count()) > 0 ? await own.inputValue() : inDays(0);
      await this.control(it).fill(date ?? (typed === of ? inDays(0) : of));
    } else if (it.kind === "number") {
      // Two numbers that have to differ, or another that may not be less.
      await this.control(it).fill(least ?? most ?? (digits ? "1".padEnd(Number(digits), "0") : typed === "1" ? "2" : "1"));
    } else if (it.kind === "text" && /身份证/.test(fault)) {
      await this.page.locator(FORM).locator(`[name="${it.name}.unknown"]`).check();
    } else if (it.kind === "text") {
      await this.control(it).fill(/\d/.test(fault) ? "好" : "看过了，都好");
    } else if (it.kind === "tel") {
      await this.control(it).fill("13800138000");
    } else if (it.kind === "time") {
      await this.control(it).fill("10:00");
    } else {
      return 0;
    }
    return 1;
  }

  /** 琼海市, 嘉积镇, and its first village where one is asked; the form comes back with each list. */
  private async choosesPlace(it: Asked): Promise<number> {
    if (it.values.every(Boolean) && it.offered.length >= 2) return 0;
    const lists = [
      { part: "county", label: "琼海市" },
      { part: "town", label: "嘉积镇" },
    ];
    const at = (part: string) => this.page.locator(FORM).locator(`[name="${it.name}.${part}"]`);
    for (const { part, label } of lists) {
      await at(part).selectOption({ label });
      // With scripts the next list comes by itself.
      if (!this.scripts) await this.presses("显示下一级");
    }
    if ((await at("village").count()) > 0) await at("village").selectOption({ index: 1 });
    return 1;
  }

  /** Adds one of everything of which there may be several; says of how many. */
  async addsTurns(): Promise<number> {
    await this.isLive();
    let added = 0;
    const buttons = this.page.locator(FORM).locator('button[value^="add."]');
    const names = await buttons.evaluateAll((them) => them.filter((it) => !it.closest("[hidden]")).map((it) => (it as HTMLButtonElement).value));
    for (const name of names) {
      const had = this.page.locator(FORM).locator(`button[value^="remove.${name.slice(4)}."]`);
      if ((await had.count()) > 0) continue;
      // Once in hundreds a press had no answer, for a reason that is not known: the run says where another was needed.
      let presses = 0;
      await expect(async () => {
        presses += 1;
        if (presses > 1) test.info().annotations.push({ type: "pressed again", description: name });
        await this.page.locator(FORM).locator(`button[value="${name}"]`).click();
        await expect(had).not.toHaveCount(0, { timeout: 10_000 });
      }).toPass({ timeout: 30_000 });
      added += 1;
    }
    return added;
  }

  /** What is told now, for whoever reads why a form could not be filled in. */
  async told(): Promise<string> {
    const faults = (await questionsOf(this.page)).filter((it) => it.fault !== "");
    return faults.map((it) => `${it.label}: ${it.fault} (${it.values.join("、")})`).join("; ");
  }
}

/**
 * From the first page to where everything is looked at once more, or only through what is asked for this service alone;
 * says why where that is not reached.
 */
export async function walksThrough(filler: Filler, code: string, whole: boolean): Promise<string | undefined> {
  const { page } = filler.reader;
  let own = 0;
  for (let visited = 0; visited < 25; visited += 1) {
    const { pathname } = new URL(page.url());
    if (!whole && pathname !== "/help/check") {
      const isOwn = (await page.locator('[name="help.page"]').inputValue()).startsWith("intake.");
      if (own > 0 && !isOwn) return undefined;
      own += isOwn ? 1 : 0;
    }
    if (pathname === "/help/check") {
      await expect(page.getByRole("alert")).toHaveCount(0);
      await expect(page.getByRole("button", { name: "提交" })).toBeVisible();
      return undefined;
    }
    if (await filler.asksSomething()) await filler.isToldWhatIsMissing(`${code}.intake ${pathname}`, "继续");
    for (let round = 0; round < 8; round += 1) {
      await filler.addsTurns();
      await filler.fills();
      // With scripts, what follows from an answer is here at once.
      for (let looked = 0; filler.scripts && looked < 4 && (await filler.asksSomething()); looked += 1) await filler.fills();
      const status = await filler.presses("继续");
      if (status === 200) break;
      expect.soft(status, `${code} ${pathname}`).toBe(422);
      if (round === 7) return `${code}.intake ${pathname}: ${await filler.told()}`;
    }
  }
  return `${code}.intake has no end`;
}
