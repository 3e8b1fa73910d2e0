// Makes the form of a page instant once its bundle is here, and keeps what is typed on the device until it is sent.
//
// What follows from what is decided in Rust (`app/src/forms/live.rs`): this hands over what stands in the controls and
// does what it is told. Until the bundle is here, and without it, the page is a form as any other.
performance.mark("form-begins");
const byId = (id) => document.getElementById(id);
const show = (element, shown) => {
  if (element) element.hidden = !shown;
};

/** The form, what its page tells of it, and what lies around both: set once, by `wake`. */
let form, about, host, kept, place;

// Drafts on the device: cipher text, under a key that only the pages of whoever typed it carry.

const DAY_MS = 86_400_000;
const KEPT_AFTER_MS = 500;
const OURS = "form-draft ";

/** Where drafts lie; nowhere where the browser refuses it, or cannot encipher. */
const store = (() => {
  try {
    return globalThis.crypto?.subtle && localStorage;
  } catch {
    return undefined;
  }
})();

const ofBytes = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const encoded = (text) => new TextEncoder().encode(text);

/** Takes away what was sent, and what is older than a day. */
function tidy() {
  const done = [...document.querySelectorAll("[data-draft-done]")].map((it) => `${OURS}${it.dataset.draftDone} `);
  for (const name of Object.keys(store)) {
    if (!name.startsWith(OURS)) continue;
    const age = Date.now() - Number(store.getItem(name).split(" ")[0]);
    if (!(age < DAY_MS) || done.some((it) => name.startsWith(it))) store.removeItem(name);
  }
}

let sealing;
const key = () => {
  const bytes = Uint8Array.from(kept.dataset.key.match(/../g), (two) => parseInt(two, 16));
  sealing ??= crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return sealing;
};

/** What was typed here before, if the server knows no more than it did then. */
async function draft() {
  const [, iv, sealed] = store.getItem(place)?.split(" ") ?? [];
  if (!sealed || kept.dataset.sent !== undefined) return undefined;
  try {
    const under = { name: "AES-GCM", iv: toBytes(iv), additionalData: encoded(place) };
    const text = await crypto.subtle.decrypt(under, await key(), toBytes(sealed));
    const { basis, pairs } = JSON.parse(new TextDecoder().decode(text));
    if (basis === kept.dataset.basis) return pairs;
  } catch {
    // Sealed for somebody else, or changed: nobody reads it any more.
  }
  store.removeItem(place);
  return undefined;
}

const pairs = () => [...new FormData(form)].filter(([, text]) => typeof text === "string");

let waiting;
/** Something was typed: half a second later it is kept, and whatever was typed meanwhile. */
function changed() {
  if (kept && store) waiting ??= setTimeout(keep, KEPT_AFTER_MS);
}

async function keep() {
  clearTimeout(waiting);
  waiting = undefined;
  const now = new Date();
  const text = JSON.stringify({ basis: kept.dataset.basis, pairs: pairs() });
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const under = { name: "AES-GCM", iv, additionalData: encoded(place) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(under, await key(), encoded(text)));
  // Whoever leaves quickly leaves nothing (`quick-exit.js`).
  if (document.body.hidden) return;
  try {
    // The basis stands open, by which the way back to what was typed is found without a key (`page-tools.js`).
    store.setItem(place, [now.getTime(), ofBytes(iv), ofBytes(sealed), kept.dataset.basis].join(" "));
  } catch {
    // The disk is full: nothing is said, as nothing is kept.
    kept.textContent = "";
    return;
  }
  const time = [now.getHours(), now.getMinutes()].map((number) => String(number).padStart(2, "0")).join(":");
  const words = kept.dataset.kept.replace("{}", time);
  // Said again only when it says something else, or it would be read aloud at every key.
  if (kept.textContent !== words) kept.textContent = words;
}

/** Puts what was typed before back into the controls. */
async function restore(pairs) {
  const held = new Map();
  for (const [name, text] of pairs) held.set(name, [...(held.get(name) ?? []), text]);
  for (const { dataset } of form.querySelectorAll("template[data-turn]")) {
    const wanted = held.get(`turns.${dataset.turn}`) ?? [];
    for (const turn of form.querySelectorAll(`[name="turns.${dataset.turn}"]`)) {
      if (!wanted.includes(turn.value)) turn.closest("fieldset").remove();
    }
    for (const turn of wanted) if (!byId(`${dataset.turn}.${turn}`)) touch.added(dataset.turn, turn);
  }
  for (const control of form.querySelectorAll("input[name], textarea[name], select[name]")) {
    const texts = held.get(control.name) ?? [];
    if (["checkbox", "radio"].includes(control.type)) control.checked = texts.includes(control.value);
    // Each part of a place is chosen from a list that the part before it brings.
    else if (control.closest("[data-place]")) await choose(control, texts[0] ?? "");
    else if (control.type !== "file" && (control.type !== "hidden" || control.closest("[data-sign]"))) control.value = texts[0] ?? "";
  }
  for (const sign of form.querySelectorAll("[data-sign]")) draw(sign);
}

// What the bundle tells to be done.

const UNIT = "\x1f";
const RECORD = "\x1e";
const plain = (text) => text.replace(/[\x1e\x1f]/g, " ");
const written = (pairs) => pairs.map(([name, text]) => name + UNIT + plain(text)).join(RECORD);

/** What the controls of a question hold, as they would be sent. */
function within(asked) {
  const controls = [...asked.querySelectorAll("input[name], textarea[name], select[name]")];
  const sent = ({ type, checked }) => checked || !["checkbox", "radio", "file"].includes(type);
  return written(controls.filter(sent).map(({ name, value }) => [name, value]));
}

/** The question with this id, with all that stands around its control; or the group. */
const asked = (id) => byId(id)?.closest(".field, .notice") ?? byId(id);

/** Writes a line above the control of a question, or takes it away. */
function line(id, part, words, tag, kind) {
  let element = byId(`${id}-${part}`);
  if (words === undefined) {
    element?.remove();
  } else if (element) {
    element.textContent = words;
  } else {
    element = Object.assign(document.createElement(tag), { id: `${id}-${part}`, className: kind, textContent: words });
    const around = asked(id);
    const above = byId(`${id}-warning`) ?? byId(`${id}-hint`) ?? around.querySelector(":scope > .field__label");
    if (above) above.after(element);
    else around.prepend(element);
  }
}

const attribute = (element, name, value) => (value ? element.setAttribute(name, value) : element.removeAttribute(name));

const touch = {
  question: (id, shown) => show(asked(id), shown),
  group: (id, shown) => show(form.querySelector(`[data-group="${id}"]`), shown),
  label: (id, words) => {
    asked(id).querySelector(".field__label").textContent = words;
  },
  output: (id, words) => {
    // The turn may be gone meanwhile.
    const output = byId(id);
    if (output) output.firstChild.data = words;
  },
  warning: (id, words) => line(id, "warning", words, "span", "field__hint"),
  fault(id, words) {
    const around = asked(id);
    if (!around) return;
    const wrong = words !== undefined;
    line(id, "fault", words, "strong", "field__error");
    const control = byId(id);
    attribute(control, "aria-describedby", [`${id}-hint`, `${id}-fault`].filter((it) => byId(it)).join(" "));
    if (around.matches(".field")) around.classList.toggle("field--wrong", wrong);
    if (!control.matches("fieldset, div")) attribute(control, "aria-invalid", wrong && "true");
    if (!wrong) takeOff(id);
  },
  room: (group, room) => show(form.querySelector(`[name="act"][value="add.${group}"]`).parentElement, room),
  added(group, turn) {
    const pattern = form.querySelector(`template[data-turn="${group}"]`).innerHTML;
    const more = form.querySelector(`[name="act"][value="add.${group}"]`).parentElement;
    more.insertAdjacentHTML("beforebegin", pattern.replaceAll("00000000-0000-0000-0000-000000000000", turn));
    prepare(byId(`${group}.${turn}`));
  },
  gone: (id) => byId(id)?.remove(),
  caption: (id, words) => {
    byId(id).querySelector("legend").textContent = words;
  },
  value(id, ...texts) {
    for (const control of asked(id).querySelectorAll("input[name], textarea[name], select[name]")) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = texts.includes(control.value);
      else control.value = texts[0];
    }
  },
};

const read = (touches) => (touches ? touches.split(RECORD).map((record) => record.split(UNIT)) : []);
const does = ([what, id, ...rest]) => touch[what](id, ...rest);

function apply(touches) {
  for (const touched of read(touches)) does(touched);
}

const LINES = 4;
const TURN_MS = 20;
let writing;
/**
 * Writes what was calculated: a thousand lines in several turns, as many in each as the device bears, so that the next key
 * does not wait for them. By a timer, as asking for a picture costs a slow device more than the lines of the first turn.
 */
function writeOutputs(live, lines, since) {
  clearTimeout(writing);
  const touches = live.outputs(lines);
  apply(touches);
  if (!touches) return;
  writing = setTimeout(() => {
    const now = performance.now();
    writeOutputs(live, now - since > TURN_MS ? LINES : 2 * lines, now);
  });
}

/** Does what was told, and writes what was calculated. */
function follow(live, touches) {
  apply(touches);
  writeOutputs(live, LINES, performance.now());
}

// The list of what is wrong.

const wrongTitle = () => form.querySelector("template[data-faults]").dataset.faults.split("{}");

function list(faults) {
  document.querySelector(".error-summary")?.remove();
  const summary = form.querySelector("template[data-faults]").content.firstElementChild.cloneNode(true);
  const pattern = summary.querySelector("li");
  const lines = faults.map(([, id, words]) => {
    const element = pattern.cloneNode(true);
    Object.assign(element.firstElementChild, { href: `#${id}`, textContent: words });
    return element;
  });
  pattern.replaceWith(...lines);
  (host.send ? form : document.querySelector("main > :not(nav, .notice--demo)")).before(summary);
  const [before, after] = wrongTitle();
  if (!document.title.startsWith(before)) document.title = before + document.title + after;
  summary.focus();
}

/** What has to be chosen beside the questions of the form, and is not. */
function missing() {
  const empty = [...form.querySelectorAll("[data-missing]")].filter(({ value }) => !value);
  return empty.map(({ id, dataset }) => ["fault", id, dataset.missing]);
}

/** Something was mended. */
function takeOff(id) {
  const summary = document.querySelector(".error-summary");
  for (const link of summary?.querySelectorAll("a") ?? []) {
    if (link.hash === `#${id}`) link.parentElement.remove();
  }
  if (!summary || summary.querySelector("a")) return;
  summary.remove();
  const [before, after] = wrongTitle();
  if (document.title.startsWith(before)) document.title = document.title.slice(before.length, document.title.length - after.length);
}

// Places: each list is fetched once the wider one was chosen.

/** The places directly below one, a line for each; nothing where nobody answers. */
async function below(code) {
  const answer = await fetch(`${about.dataset.places}/${code}/below`).catch(() => undefined);
  return answer?.ok ? answer.text() : undefined;
}

/** Empties the lists below this one, and fetches the next. */
async function narrow(select) {
  const part = select.closest("[data-place]");
  const code = select.value;
  let next;
  for (let below = part.nextElementSibling; below?.matches("[data-place]"); below = below.nextElementSibling) {
    next ??= below;
    below.querySelector("select").length = 1;
    show(below, false);
  }
  if (!next || !code) return;
  const answer = await (host.places ?? below)(code);
  const lines = (answer ?? "").split("\n").filter(Boolean);
  // Meanwhile another one was chosen.
  if (select.value !== code) return;
  // With no answer, the button asks the server.
  show(part.parentElement.querySelector("[data-place-next]"), answer === undefined);
  next.querySelector("select").length = 1;
  next.querySelector("select").append(...lines.map((line) => line.split("\t")).map(([code, name]) => new Option(name, code)));
  show(next, lines.length > 0);
}

async function choose(select, code) {
  if (select.value === code) return;
  select.value = code;
  await narrow(select);
}

/** Lists follow as soon as something is chosen, and what was chosen before: they need no bundle. */
async function followsPlaces() {
  form.addEventListener("change", ({ target }) => {
    if (target.closest("[data-place]")) narrow(target);
  });
  for (const select of form.querySelectorAll("[data-place] select")) {
    const next = select.closest("[data-place]").nextElementSibling;
    if (select.value && next?.matches("[data-place][hidden]")) await narrow(select);
  }
}

// Signatures: strokes of places, as `app/src/forms/parse.rs` reads them.

const DRAWN = "drawn:";
const SIGNS_MAX = 20_000;
const control = (sign) => sign.querySelector("input[type=hidden]");

/** Shows what was drawn. */
function draw(sign) {
  const strokes = control(sign).value.slice(DRAWN.length).split(";").filter(Boolean);
  // A stroke of one place goes nowhere, and is a dot.
  const way = (stroke) => `M${stroke.split(" ", 2).join(" ")}L${stroke}`;
  sign.querySelector("path").setAttribute("d", strokes.map(way).join(""));
}

function keepsSignature(sign) {
  const pad = sign.querySelector("svg");
  const hidden = control(sign);
  show(pad.parentElement, true);
  for (const tool of sign.querySelectorAll("[data-sign-tools]")) show(tool, true);
  sign.querySelector(".sign__away")?.remove();
  const { width, height } = pad.viewBox.baseVal;
  const at = ({ clientX, clientY }) => {
    const box = pad.getBoundingClientRect();
    const within = (number, most) => Math.round(Math.min(Math.max(number, 0), most));
    return [within(((clientX - box.left) / box.width) * width, width), within(((clientY - box.top) / box.height) * height, height)];
  };
  let last;
  const add = (text, at) => {
    if (hidden.value.length + text.length > SIGNS_MAX) return;
    hidden.value += text;
    last = at;
    draw(sign);
  };
  const tell = () => hidden.dispatchEvent(new Event("input", { bubbles: true }));
  pad.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    const begin = at(event);
    add((hidden.value ? ";" : DRAWN) + begin.join(" "), begin);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!last || !event.isPrimary) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const here = at(one);
      // Nearer than this nobody sees a corner.
      if (Math.hypot(here[0] - last[0], here[1] - last[1]) >= 6) add(` ${here.join(" ")}`, here);
    }
  });
  const end = () => {
    if (last) tell();
    last = undefined;
  };
  pad.addEventListener("pointerup", end);
  pad.addEventListener("pointercancel", end);
  sign.querySelector("[data-sign-clear]").addEventListener("click", () => {
    hidden.value = "";
    draw(sign);
    tell();
  });
}

/** What only a page with scripts shows. */
function prepare(part) {
  for (const next of part.querySelectorAll("[data-place-next]")) show(next, false);
  for (const sign of part.querySelectorAll("[data-sign]")) keepsSignature(sign);
}

/** Says that a turn is gone, and brings it back, at the end, for whoever did not mean it. */
function offersUndo(live, group, turn, removed) {
  form.querySelector("[data-undoes]")?.remove();
  const line = form.querySelector("template[data-undo]").content.firstElementChild.cloneNode(true);
  line.dataset.undoes = "";
  line.querySelector("button").addEventListener("click", async () => {
    line.remove();
    const held = [...pairs(), ...removed];
    const touches = live.bring_back(group, turn, written(removed));
    if (touches) {
      follow(live, touches);
      await restore(held);
    }
    byId(group).focus();
    changed();
  });
  byId(group).append(line);
}

/** Hears what is done on the page. */
function listen(live) {
  const typed = ({ target, type }) => {
    if (!target.name) return;
    // The lists below are of the one that was chosen before.
    if (type === "input" && target.closest("[data-place]")) return;
    if (target.dataset.missing && target.value) touch.fault(target.id);
    const around = target.closest(".field");
    if (around) follow(live, live.type_in(target.name, within(around)));
    changed();
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("click", (event) => {
    const [what, group, turn] = event.target.closest("[name=act]")?.value.split(".") ?? [];
    if (what !== "add" && what !== "remove") return;
    event.preventDefault();
    const own = ([name, text]) => name.startsWith(`${group}.${turn}.`) || (name === `turns.${group}` && text === turn);
    const removed = what === "remove" && pairs().filter(own);
    follow(live, what === "add" ? live.add(group) : live.remove(group, turn));
    if (removed) offersUndo(live, group, turn, removed);
    const last = byId(group).querySelector(":scope > fieldset:last-of-type");
    const next = what === "add" && last?.querySelector("input:not([type=hidden]), textarea, select");
    (next || byId(group)).focus();
    changed();
  });
  form.addEventListener("submit", (event) => {
    // Other buttons send it as it is.
    if (event.submitter?.value) return;
    const found = live.look();
    const beside = missing();
    if (!found && beside.length === 0) return host.send?.(JSON.stringify(pairs()));
    event.preventDefault();
    apply(found);
    beside.forEach(does);
    list([...beside, ...read(live.listed())]);
  });
  document.addEventListener("visibilitychange", () => {
    if (waiting) keep();
  });
}

/**
 * Makes a form instant. `where` says where its bundle is (`module`, `wasm`); the field app also says who knows the
 * places (`places`) and takes what is sent (`send`), and with what to begin where nothing was typed yet (`begins`).
 */
export async function wake(element, where) {
  // What was typed into the form before this one.
  if (waiting) await keep();
  [form, host] = [element, where];
  about = form.querySelector("script[data-live]");
  kept = form.querySelector("[data-draft]");
  // Nothing in it names the form, or the service: whoever looks through the device reads it.
  place = kept && `${OURS}${kept.dataset.draft} `;
  sealing = undefined;
  const bundle = import(host.module).then(async (bundle) => {
    await bundle.default({ module_or_path: host.wasm });
    return bundle.LiveForm;
  });
  prepare(form);
  await followsPlaces();
  const before = (kept && store && (await draft())) ?? host.begins;
  if (before) await restore(before);
  const LiveForm = await bundle;
  performance.mark("form-ready");
  const live = LiveForm.open(about.textContent, written(pairs()));
  if (!live) return;
  follow(live, live.opened());
  listen(live);
  // What was sent and came back is newer than what lies here.
  if (before || kept?.dataset.sent !== undefined) changed();
  document.documentElement.dataset.awake = "";
  performance.mark("form-live");
}

/** What was typed is kept elsewhere now. */
export function forget() {
  clearTimeout(waiting);
  waiting = undefined;
  store?.removeItem(place);
}

if (store) tidy();
const script = document.querySelector("script[data-live-wasm]");
const found = document.querySelector("script[data-live]")?.closest("form");
if (script && found) wake(found, { module: script.dataset.liveModule, wasm: script.dataset.liveWasm });
