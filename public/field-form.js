// Fills in forms in the field app: keeps on the device what they need, and wakes one on a page.
//
// What a form is lies in `form-live.js`, as on the pages of the site. Only a device that fills in forms keeps it.
const { formScript, formModule, formWasm } = document.querySelector("script[data-form-script]").dataset;
const FORMS = "fills-in-forms";

window.fieldForm = {
  /** From now on this device keeps what forms need, and these forms; new ones where there are any. */
  async keep(addresses) {
    const cache = await caches.open(FORMS);
    const files = [formScript, formModule, formWasm];
    const missing = [];
    for (const file of files) if (!(await cache.match(file))) missing.push(file);
    await cache.addAll([...missing, ...addresses.split(" ").map((address) => new Request(address, { cache: "no-cache" }))]);
  },
  /** Shows a form. Refused where it is neither here nor to be had. */
  async open(place, address, draft, key, begins, places, send) {
    const answer = (await globalThis.caches?.match(address, { cacheName: FORMS })) ?? (await fetch(address));
    if (!answer.ok) throw new Error(`form: ${answer.status}`);
    place.innerHTML = await answer.text();
    const form = place.querySelector("form");
    // The form may have been kept days ago.
    const about = form.querySelector("script[data-live]");
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
    about.textContent = JSON.stringify({ ...JSON.parse(about.textContent), today });
    Object.assign(form.querySelector("[data-draft]").dataset, { draft, key });
    // There is no page to go to.
    form.addEventListener("submit", (event) => event.preventDefault());
    const { wake } = await import(formScript);
    const lies = async (code) => places(code);
    await wake(form, { module: formModule, wasm: formWasm, places: lies, send, begins: begins ? JSON.parse(begins) : undefined });
    return "";
  },
  /** What was typed is kept elsewhere now. */
  async forget() {
    (await import(formScript)).forget();
    return "";
  },
};
