/* Keeps the first-hour page readable without a network. Nothing personal is kept:
   pages are fetched without cookies, everything else goes to the network. */
const CACHE = "secunity-emergency-{{ version }}";
const PAGES = [{% for page in pages %}"{{ page|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const ASSETS = [{% for asset in assets %}"{{ asset|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

async function keep(cache, path) {
  const answer = await fetch(path, { credentials: "omit", cache: "no-cache" });
  if (answer.ok && !answer.redirected) await cache.put(path, answer);
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then(async (cache) => {
    await Promise.allSettled([...ASSETS, ...PAGES].map((path) => keep(cache, path)));
    await self.skipWaiting();
  }));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then(async (names) => {
    const old = names.filter((name) => name.startsWith("secunity-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  }));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (PAGES.includes(address.pathname)) {
    event.waitUntil(caches.open(CACHE).then((cache) => keep(cache, address.pathname)).catch(() => {}));
    event.respondWith(fetch(event.request).catch(() => caches.match(address.pathname)));
  } else if (ASSETS.includes(address.pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(address.pathname)));
  }
});
