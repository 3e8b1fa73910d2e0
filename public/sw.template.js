// The field app's service worker. It keeps the shell and the hashed files of one build, and nothing else: never an
// answer with data. A new build is fetched whole beside the old one and takes over when no page of the old is open.
const BUILD = "field-{{build}}";
const FILES = ["/field", ...{{assets:field}}];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(BUILD).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })))));
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("field-") && name !== BUILD;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const shell = event.request.mode === "navigate" && (pathname === "/field" || pathname.startsWith("/field/"));
  const file = shell ? "/field" : pathname;
  if (!shell && !FILES.includes(file)) return;
  event.respondWith(caches.match(file, { cacheName: BUILD }).then((kept) => kept ?? fetch(event.request)));
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
