// Leaves a page that nobody should find open: the button, or Escape three times, replaces it in the history. What was
// typed and not sent goes first: here, and by the form's own address on the server. Only what was typed without an account
// (`OPEN_DRAFT` in `server/src/help/routes.rs`): the device may be somebody's who works on it.
const form = document.getElementById("quick-exit");
document.querySelector("[data-exit-hint]").hidden = false;
const forget = () => {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("form-draft open-")) localStorage.removeItem(name);
  } catch {
    // The browser keeps nothing.
  }
};
const leave = () => {
  document.body.hidden = true;
  forget();
  // What was being enciphered may have come to lie there since.
  addEventListener("pagehide", forget);
  navigator.sendBeacon?.(form.action);
  location.replace(form.dataset.elsewhere);
};
form.addEventListener("submit", (event) => {
  event.preventDefault();
  leave();
});
let presses = [];
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
  if (presses.length >= 3) leave();
});
