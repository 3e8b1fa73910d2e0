// Wakes the islands of a page: fetches the WASM bundle when the browser is idle, or at once when one is touched.
const { module, wasm } = document.querySelector("script[data-wasm]").dataset;
const islands = [...document.querySelectorAll("leptos-island")];

// What leptos reads of a page rendered in one go: nothing was left open.
globalThis.__RESOLVED_RESOURCES = [];
globalThis.__SERIALIZED_ERRORS = [];
globalThis.__INCOMPLETE_CHUNKS = [];

let woken;
const wake = () => {
  woken ??= import(module).then(async (bundle) => {
    await bundle.default({ module_or_path: wasm });
    bundle.hydrate();
    for (const island of islands) bundle[island.dataset.component]?.(island);
    document.documentElement.dataset.awake = "";
  });
};

for (const island of islands) {
  for (const touch of ["pointerdown", "focusin", "keydown"]) island.addEventListener(touch, wake, { once: true });
}
// A page where nothing moves may never be called idle, so there is an end to waiting.
const whenIdle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 200));
const soon = () => whenIdle(wake, { timeout: 1000 });
if (document.readyState === "complete") soon();
else addEventListener("load", soon, { once: true });
