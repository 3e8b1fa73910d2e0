// The roll-call with no signal: what a leader notes rests on the device, by ids and times and without a name, until it
// is sent. Every note bears the id of its command, so that one whose answer was lost is done once; each lies under a name
// of its own, so that two pages never write over each other. What the server refuses goes on lying there, with the reason,
// until the leader sends it again, as another command, or lets it go.
const OURS = "roll-call ";
const AGAIN_MS = 20_000;
const ANSWER_MS = 10_000;
const told = document.querySelector("[data-roll-call]");
const words = told.dataset;
const [status, list] = [told.querySelector("[role=status]"), told.querySelector("ul")];

const mine = () =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(OURS))
    .map((name) => JSON.parse(localStorage.getItem(name)))
    .filter((note) => note.by === words.by)
    .sort((one, other) => one.at - other.at);
const waiting = () => mine().filter((note) => !note.refused);
const keep = (note) => localStorage.setItem(OURS + note.id, JSON.stringify(note));
const drop = (note) => localStorage.removeItem(OURS + note.id);
/** Whether a note still lies here: another page may have sent it anew or let it go. */
const lies = (note) => localStorage.getItem(OURS + note.id) !== null;

/** What a note says to a question of its form. */
const said = (note, name) => note.says.find(([it]) => it === name)?.[1] ?? "";

/** An id for a command. Not `crypto.randomUUID`, which is there over HTTPS alone. */
const freshId = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

const formOf = (note) =>
  [...document.querySelectorAll("form[data-roll]")].find(
    ({ elements }) => elements.sign_up.value === said(note, "sign_up") && elements.act.value === said(note, "act"),
  );

/** Says beside the name how a note stands. */
function tell(note, text) {
  const form = formOf(note);
  if (form) form.querySelector("[role=status]").textContent = text;
}

/** Says on top what lies on the device: how many notes wait, and every one that was refused. */
function show(trouble = "") {
  const refused = mine().filter((note) => note.refused);
  const waits = waiting().length;
  told.hidden = waits + refused.length === 0;
  const lines = [waits && words.waiting.replace("{}", waits), refused.length && words.refusedAll.replace("{}", refused.length), waits && trouble];
  const text = lines.filter(Boolean).join(" ");
  if (status.textContent !== text) status.textContent = text;
  const shown = refused.map((note) => note.id).join(" ");
  if (list.dataset.shown === shown) return;
  list.dataset.shown = shown;
  list.replaceChildren(...refused.map(entry));
}

/** A note that was refused: about whom, as far as this page knows, what and why, and what can be done with it. */
function entry(note) {
  const line = told.querySelector("template").content.cloneNode(true);
  const row = document.getElementById(said(note, "sign_up"));
  const [what, why] = line.querySelectorAll("p");
  const times = ["came", "left"].filter((name) => said(note, name)).map((name) => `${words[name]} ${said(note, name)}`);
  const noted = new Date(note.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  what.querySelector("b").textContent = row?.querySelector("b")?.textContent ?? "";
  what.querySelector("span").textContent = ` ${times.join(" ") || words.missed} (${noted})`;
  why.textContent = note.refused;
  line.querySelector("a").href = row ? `#${row.id}` : note.to;
  const [again, away] = line.querySelectorAll("button");
  again.addEventListener("click", () => {
    if (!lies(note)) return show();
    const id = freshId();
    const says = note.says.map(([name, value]) => [name, name === "command" ? id : value]);
    keep({ ...note, id, says, refused: undefined });
    drop(note);
    told.focus();
    sendAndGoOn();
  });
  away.addEventListener("click", () => {
    drop(note);
    told.focus();
    show();
  });
  return line;
}

/** Why the server refused, as its page says it. */
function reasonIn(page) {
  const faults = new DOMParser().parseFromString(page, "text/html").querySelectorAll(".error-summary li");
  return [...faults].map((it) => it.textContent).join("；") || words.unknown;
}

/** Sends what waits, the oldest first; where there is no signal it goes on waiting. */
let sending;
function send() {
  sending ??= sendAll().finally(() => { sending = undefined; });
  return sending;
}

async function sendAll() {
  let last, trouble;
  for (const note of waiting()) {
    let answer, refused;
    try {
      answer = await fetch(note.to, { method: "POST", body: new URLSearchParams(note.says), signal: AbortSignal.timeout(ANSWER_MS) });
      refused = answer.ok ? "" : reasonIn(await answer.text());
    } catch {
      tell(note, words.kept);
      break;
    }
    if (answer.status >= 500 || answer.status === 429) break;
    const { pathname } = new URL(answer.url);
    if (answer.status === 401 || (answer.ok && pathname !== new URL(note.to, location).pathname)) {
      trouble = words.over;
      tell(note, trouble);
      break;
    }
    if (refused && !lies(note)) continue;
    if (refused) keep({ ...note, refused });
    else drop(note);
    tell(note, refused ? words.refused : words.sent);
    last = answer;
  }
  show(trouble);
  return last;
}

/** The page of the activity as it is now, once nothing waits. */
async function sendAndGoOn() {
  show();
  const answer = await send();
  if (answer?.ok && waiting().length === 0) location.replace(answer.url);
  // What was noted while others were on their way goes now.
  else if (answer?.ok) sendAndGoOn();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("roll" in form.dataset)) return;
  const id = form.elements.command.value;
  const note = { id, to: form.getAttribute("action"), by: words.by, at: Date.now(), says: [...new FormData(form, event.submitter)] };
  try {
    keep(note);
  } catch {
    // The device keeps nothing: the page sends it itself.
    return;
  }
  event.preventDefault();
  // What is noted next of the same person is another note.
  form.elements.command.value = freshId();
  tell(note, words.kept);
  sendAndGoOn();
});

addEventListener("online", send);
// What other pages do with the notes, and what they did while this one rested in the browser's memory.
for (const event of ["storage", "pageshow"]) addEventListener(event, () => show());
setInterval(() => waiting().length > 0 && send(), AGAIN_MS);
show();
send();
