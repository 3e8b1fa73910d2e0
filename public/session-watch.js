// Asks, two minutes before a session ends for not being used, whether to go on. What is typed stays where it is.
const WARN_SECONDS = 120;
const dialog = document.getElementById("session-watch");
const { idle, lasts, address, over } = dialog.dataset;
const began = Date.now();
// By the clock: a tablet that slept does not count its timers.
let until = began + Number(idle) * 1000;
const end = began + Number(lasts) * 1000;

const look = () => {
  const left = Math.min(until, end) - Date.now();
  if (left <= 0) {
    dialog.querySelector("p").textContent = over;
    if (!dialog.open) dialog.showModal();
    clearInterval(timer);
  } else if (left <= WARN_SECONDS * 1000 && !dialog.open) {
    dialog.showModal();
  }
};
const timer = setInterval(look, 1000);
document.addEventListener("visibilitychange", look);

dialog.addEventListener("close", async () => {
  if (Date.now() >= Math.min(until, end)) return;
  const answer = await fetch(address, { method: "POST", redirect: "manual" }).catch(() => undefined);
  if (answer?.status === 204) until = Date.now() + Number(idle) * 1000;
});
