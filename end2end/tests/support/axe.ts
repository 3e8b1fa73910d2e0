// What axe finds wrong on a page by the rules of WCAG 2.2 AA.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Of these rules, those that other colours can break: the document under them stays as it is. */
const ON_COLOURS = ["color-contrast", "link-in-text-block"];

/** Not run by its tag, because axe is not sure of icon fonts, of which there are none here. WCAG 2.5.3. */
const SPOKEN_AS_WRITTEN = "label-content-name-mismatch";

/** What axe finds wrong on the page or a part of it: where, which rule, which element. */
export async function broken(page: Page, { state, within, colours = true }: { state?: string; within?: string; colours?: boolean } = {}): Promise<string[]> {
  const switched = [...(colours ? [] : ON_COLOURS.map((rule) => [rule, { enabled: false }])), [SPOKEN_AS_WRITTEN, { enabled: true }]];
  const axe = new AxeBuilder({ page })
    // Without the second tab that axe opens for pages with frames: half the time.
    .setLegacyMode(true)
    .options({
      resultTypes: ["violations"],
      runOnly: { type: "tag", values: WCAG },
      rules: Object.fromEntries(switched),
      // Style sheets are fetched only for a rule that is none of these.
      preload: { assets: ["media"] },
    });
  if (within) axe.include(within);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => line(page, state, id, nodes));
}

/** What axe, which is on the page already, finds wrong with its colours. Looks that are known are passed over; new ones are known then. */
export async function brokenColours(page: Page, known: string[], state?: string): Promise<string[]> {
  const fresh = await page.evaluate(marksLooks, known);
  known.push(...fresh);
  if (fresh.length === 0) return [];
  const violations = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: { run: (within: string, options: object) => Promise<{ violations: Violation[] }> } };
    const { violations } = await axe.run("[data-look]", { resultTypes: ["violations"], runOnly: { type: "rule", values: rules } });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }));
  }, ON_COLOURS);
  return violations.map(({ id, nodes }) => line(page, state, id, nodes));
}

/** All of it: of texts that look alike, which is what takes axe longest, it is asked about one. `known` are looks of pages before. */
export async function brokenAnywhere(page: Page, state?: string, known: string[] = []): Promise<string[]> {
  return [...(await broken(page, { state, colours: false })), ...(await brokenColours(page, known, state))];
}

type Violation = { id: string; nodes: { target: unknown[] }[] };

function line(page: Page, state: string | undefined, rule: string, nodes: Violation["nodes"]): string {
  const { pathname, search } = new URL(page.url());
  return `${pathname}${search}${state ? ` (${state})` : ""} ${rule}: ${nodes.map((it) => it.target.join(" ")).join(" | ")}`;
}

/**
 * Runs in the page: marks one element of each look that is not known yet, and gives those looks. A look is all that the
 * rules on colours weigh: the letters, what is under them, and for links the letters around.
 */
function marksLooks(known: string[]): string[] {
  for (const it of document.querySelectorAll("[data-look]")) it.removeAttribute("data-look");
  const seen = new Set(known);
  const grounds = new Map<Element, string>();
  const ground = (it: Element | null): string => {
    if (!it) return "";
    let words = grounds.get(it);
    if (words === undefined) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(it);
      const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
      words = ground(it.parentElement) + (own === "rgba(0, 0, 0, 0) none 1" ? "" : ` / ${own}`);
      grounds.set(it, words);
    }
    return words;
  };
  const letters = (it: Element | null) => {
    if (!it) return "";
    const { color, fill, fontSize, fontWeight, textDecorationLine, textShadow } = getComputedStyle(it);
    return [color, fill, fontSize, fontWeight, textDecorationLine, textShadow].join(" ");
  };
  for (const it of document.body.querySelectorAll("*")) {
    const written = it.matches("input, select, textarea") || [...it.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue?.trim());
    if (!written || !it.checkVisibility()) continue;
    const link = it.closest("a");
    const look = letters(it) + (link ? ` in ${letters(link.parentElement)}` : "") + ground(it);
    if (seen.has(look)) continue;
    seen.add(look);
    (link ?? it).setAttribute("data-look", "");
  }
  return [...seen].slice(known.length);
}
