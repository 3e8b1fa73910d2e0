// X2: large forms in the browser, on a CPU slowed four times.
//
// To load is from the moment when the bundle is there until the form is instant: the definition is read and checked, what
// the controls hold is taken. Beside it stands the whole time since the page's script began, in which the browser also
// fetches and compiles the bundle and draws the page for the first time. An edit is from the key to the page as it is
// laid out again.
import { base, median, tell, withBrowser } from "./browser.mjs";

const SLOWED = 4;
const LOADS = 7;
const EDITS = 40;

const { cookie, forms } = JSON.parse(process.env.LASTMETRE_BENCH_FORMS);

/** Where somebody types, the how many-th time. */
const CONTROLS = [
  (number) => `input[id^="family."][id$=".income"] >> nth=${(number * 37) % 500}`,
  () => "#c0",
];

await withBrowser(async (browser) => {
  const measured = [];
  for (const [place, form] of forms.entries()) {
    const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, locale: "zh-CN" });
    await context.addCookies([{ name: "sid", value: cookie, url: base }]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    const loads = [];
    for (let load = 0; load < LOADS; load += 1) {
      await page.goto(`${base}${form}`);
      await page.locator("html[data-awake]").waitFor({ state: "attached", timeout: 60_000 });
      loads.push(
        await page.evaluate(() => {
          const at = (name) => performance.getEntriesByName(name)[0].startTime;
          return [at("form-live") - at("form-ready"), at("form-live") - at("form-begins")];
        }),
      );
      // What was kept of the visit before is not to be put back.
      await page.evaluate(() => localStorage.clear());
    }
    const controls = await page.evaluate(() => document.querySelectorAll("form.preview [name]").length);
    const edits = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      const control = page.locator(CONTROLS[place](edit));
      await control.scrollIntoViewIfNeeded();
      const took = await control.evaluate((control, value) => {
        // Asking how high it is makes the browser lay the page out.
        const laidOut = () => document.body.offsetHeight;
        control.value = value;
        laidOut();
        const begun = performance.now();
        control.dispatchEvent(new Event("input", { bubbles: true }));
        laidOut();
        return performance.now() - begun;
      }, String(500 + edit * 100));
      edits.push(took);
      await page.waitForTimeout(60);
    }
    // What is measured is a form that follows what is typed.
    await page.waitForTimeout(500);
    const shown = await page.locator(place === 0 ? "#total" : "#c1000").textContent();
    if (!/^[1-9]/.test(shown)) throw new Error(`${form} shows ${shown}`);
    measured.push({ controls, load_ms: median(loads.map(([load]) => load)), whole_ms: median(loads.map(([, whole]) => whole)), edit_ms: median(edits), worst_edit_ms: Math.max(...edits) });
    await context.close();
  }
  tell({ forms: measured });
});
