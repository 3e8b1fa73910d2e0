// The field app's service worker. It keeps the shell and the hashed files of one build, and nothing else: never an
// answer with data. A new build is fetched whole beside the old one and takes over when no page of the old is open.
const BUILD = "field-{{build}}";
const FILES = ["/field", ...{{assets:field}}];

// What forms need lies in a store of its own, on devices that fill in forms (`field-form.js`).
const FORMS = "fills-in-forms";
const FORM_FILES = {{assets:forms}};

const fresh = (files) => files.map((file) => new Request(file, { cache: "no-cache" }));

async function install() {
  await (await caches.open(BUILD)).addAll(fresh(FILES));
  if (await caches.has(FORMS)) await (await caches.open(FORMS)).addAll(fresh(FORM_FILES));
}

async function activate() {
  const isOld = (name) => name.startsWith("field-") && name !== BUILD;
  for (const name of (await caches.keys()).filter(isOld)) await caches.delete(name);
  if (!(await caches.has(FORMS))) return;
  const cache = await caches.open(FORMS);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/assets/") && !FORM_FILES.includes(pathname)) await cache.delete(url);
  }
}

addEventListener("install", (event) => event.waitUntil(install()));

addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const shell = event.request.mode === "navigate" && (pathname === "/field" || pathname.startsWith("/field/"));
  const file = shell ? "/field" : pathname;
  if (!shell && !FILES.includes(file) && !FORM_FILES.includes(file)) return;
  const cacheName = FORM_FILES.includes(file) ? FORMS : BUILD;
  event.respondWith(caches.match(file, { cacheName }).then((kept) => kept ?? fetch(event.request)));
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
