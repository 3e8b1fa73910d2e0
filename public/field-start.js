// Starts the field app, keeps what it needs on the device, and tells the app how that stands: by the event
// `field-worker`, whose detail is «ready» (kept) or «newer» (and a newer version waits).
const { module, wasm } = document.querySelector("script[data-wasm]").dataset;
import(module).then((bundle) => bundle.default({ module_or_path: wasm }));

let standing;
const tell = (now = standing) => {
  standing = now;
  if (standing) dispatchEvent(new CustomEvent("field-worker", { detail: standing }));
};
// The app began to listen after something had been told.
addEventListener("field-listens", () => tell());

const workers = navigator.serviceWorker;
// Refused in a private window: the app then works as long as there is a network.
workers?.register("/field/sw.js", { scope: "/field" }).then((registration) => {
  const look = () => {
    if (registration.active) tell(registration.waiting ? "newer" : "ready");
  };
  const follow = () => registration.installing?.addEventListener("statechange", look);
  look();
  follow();
  registration.addEventListener("updatefound", follow);
  document.addEventListener("visibilitychange", () => {
    // Without a network there is nothing newer.
    if (!document.hidden) registration.update().catch(() => {});
  });
  // Somebody has asked for the newer version: it takes over, and only then the page is loaded anew.
  addEventListener("field-restart", () => {
    workers.addEventListener("controllerchange", () => location.reload());
    registration.waiting?.postMessage("take over");
  });
}, () => {});
