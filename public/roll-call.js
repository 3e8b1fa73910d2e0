// The roll-call with no signal: what a leader notes rests on the device, by ids and times and without a name, until it
// can be sent. Every note bears the id of its command, so that one whose answer was lost is done once.
const KEY = "roll-call";
const AGAIN_MS = 20_000;
const ANSWER_MS = 10_000;
const told = document.querySelector("[data-roll-call]");
const words = told.dataset;

const kept = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
const mine = () => kept().filter((note) => note.by === words.by);
const keep = (notes) => localStorage.setItem(KEY, JSON.stringify(notes));
const drop = (note) => keep(kept().filter((it) => it.id !== note.id));

const formOf = (note) => [...document.querySelectorAll("form[data-spare]")].find((form) => form.elements.sign_up.value === note.sign_up);

/** Says beside the name how the note stands, and on top how many wait. */
function tell(note, text) {
  const form = note && formOf(note);
  if (form) form.querySelector("[role=status]").textContent = text;
  const waiting = mine().length;
  told.hidden = waiting === 0;
  told.textContent = words.waiting.replace("{}", waiting);
}

/** Sends what waits, the oldest first; where there is no signal it goes on waiting. */
let sending;
function send() {
  sending ??= sendAll().finally(() => { sending = undefined; });
  return sending;
}

async function sendAll() {
  let last;
  for (const note of mine()) {
    let answer;
    try {
      answer = await fetch(note.to, { method: "POST", body: new URLSearchParams(note.says), signal: AbortSignal.timeout(ANSWER_MS) });
    } catch {
      tell(note, words.kept);
      return last;
    }
    const { pathname } = new URL(answer.url);
    if (answer.status >= 500 || answer.status === 429) return last;
    if (answer.status === 401 || (answer.ok && pathname !== new URL(note.to, location).pathname)) {
      tell(note, words.over);
      return last;
    }
    drop(note);
    tell(note, answer.ok ? words.sent : words.refused);
    last = answer;
  }
  return last;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("spare" in form.dataset)) return;
  const says = [...new FormData(form, event.submitter)];
  const spares = form.dataset.spare.split(",").filter(Boolean);
  const note = { id: form.elements.command.value, to: form.getAttribute("action"), by: words.by, sign_up: form.elements.sign_up.value, says };
  try {
    keep([...kept(), note]);
  } catch {
    // The device keeps nothing: the page sends it itself.
    return;
  }
  event.preventDefault();
  // What is noted next of the same person is another note.
  form.elements.command.value = spares.shift() ?? "";
  form.dataset.spare = spares.join(",");
  if (!form.elements.command.value) for (const control of form.elements) control.disabled = true;
  tell(note, words.kept);
  const answer = await send();
  if (answer?.ok && mine().length === 0) location.replace(answer.url);
});

addEventListener("online", send);
setInterval(() => mine().length > 0 && send(), AGAIN_MS);
tell();
send();
