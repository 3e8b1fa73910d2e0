// Starts the field app, and keeps what it needs on the device.
const { module, wasm } = document.querySelector("script[data-wasm]").dataset;
import(module).then((bundle) => bundle.default({ module_or_path: wasm }));
if ("serviceWorker" in navigator) {
  // Refused in a private window: the app then works as long as there is a network.
  navigator.serviceWorker.register("/field/sw.js", { scope: "/field" }).catch(() => {});
}
