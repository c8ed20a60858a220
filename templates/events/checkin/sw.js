/* Keeps the desk of one session open without a network. The page names nobody; the names
   stand in the device's own store (checkin-store.js) and go after a day. */
const CACHE = "checkin-{{ page|escapejs }}-{{ version }}";
const PAGE = "{{ page|escapejs }}";
const ASSETS = [{% for asset in assets %}"{{ asset|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

async function keepPage(answer) {
  if (answer.ok && !answer.redirected && answer.type === "basic") {
    const cache = await caches.open(CACHE);
    await cache.put(PAGE, answer.clone());
  }
  return answer;
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then(async (cache) => {
    await Promise.allSettled(ASSETS.map((path) => cache.add(path)));
    await fetch(PAGE, { credentials: "same-origin" }).then(keepPage).catch(() => {});
    await self.skipWaiting();
  }));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then(async (names) => {
    const old = names.filter((name) => name.startsWith(`checkin-${PAGE}-`) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  }));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (ASSETS.includes(address.pathname)) {
    event.respondWith(caches.match(address.pathname).then((kept) => kept || fetch(event.request)));
  } else if (event.request.mode === "navigate" && address.pathname === PAGE) {
    const plain = !address.search;
    event.respondWith(
      fetch(event.request).then((answer) => (plain ? keepPage(answer) : answer)).catch(() => caches.match(PAGE)),
    );
  }
});
