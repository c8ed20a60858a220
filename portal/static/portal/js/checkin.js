/* The desk with script: every scan is kept on the device first, judged there, sent when a
   network is there, and answered again by the register. Without script the form does it. */
const place = document.querySelector("script[data-desk]").dataset;
const [{ Store, hashed, newKey, device }, { Camera }, view] = await Promise.all([
  import(place.store), import(place.camera), import(place.view),
]);
const BATCH = 50;
const EVERY = 10_000;
const SAME_CODE = 4_000;
const DAY = 24 * 3600 * 1000;

const store = await Store.of(place.session);
let roster = await store.roster();
let token = "";
let state = navigator.onLine ? "online" : "offline";
let sending = null;
let numbersMark = "";
let last = { code: "", at: 0 };
let forgotten = false;

async function showState() {
  const reports = await store.reports();
  view.showSync({
    waiting: reports.filter((report) => !report.stuck).length,
    stuck: reports.filter((report) => report.stuck).length,
    state,
  });
}

async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", ...options });
    state = answer.status === 401 || answer.type === "opaqueredirect" ? "sign_in" : answer.status >= 500 ? "offline" : "online";
    return answer;
  } catch {
    state = "offline";
    return null;
  }
}

async function fetchRoster() {
  const headers = roster?.etag ? { "If-None-Match": roster.etag } : {};
  const answer = await ask(place.roster, { headers });
  token = answer?.headers.get("X-Token") || token;
  if (forgotten) return;
  if (answer?.status === 200) {
    const told = await answer.json();
    const unsent = new Map((await store.reports()).filter((one) => one.person).map((one) => [one.person, one.at]));
    for (const person of told.people) if (person.state === "ok") person.first ??= unsent.get(person.id) || null;
    await store.keepRoster(told.people, answer.headers.get("ETag"));
  } else if (answer?.status === 304 && roster) {
    await store.keepRoster(roster.people, roster.etag);
  } else if (answer?.status === 403) {
    await store.dropRoster();
  }
  roster = await store.roster();
  view.showRoster(roster);
}

async function fetchNumbers() {
  const answer = await ask(place.numbers, { headers: numbersMark ? { "If-None-Match": numbersMark } : {} });
  if (answer?.status !== 200) return;
  numbersMark = answer.headers.get("ETag") || "";
  view.showNumbers(await answer.json());
}

// One at a time; whoever comes meanwhile waits for the next turn.
function send() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  if (!token) await fetchRoster();
  let waiting = (await store.reports()).filter((report) => !report.stuck);
  waiting.sort((one, other) => (one.at < other.at ? -1 : 1));
  let size = BATCH;
  while (waiting.length && token) {
    const part = waiting.slice(0, size);
    const answer = await post(part);
    if (answer?.ok) {
      for (const told of (await answer.json()).answers) await taken(told);
      waiting = waiting.slice(part.length);
    } else if (answer?.status === 400 && part.length > 1) {
      size = 1; // find the one that cannot be read
    } else if (answer?.status === 400) {
      await store.add({ ...part[0], stuck: true });
      waiting = waiting.slice(1);
    } else {
      if (answer?.status === 403) token = ""; // an old key: fetch a new one next time
      break;
    }
  }
  await showState();
}

function post(reports) {
  const body = JSON.stringify({
    device: device(),
    sent_at: new Date().toISOString(),
    reports: reports.map(({ key, step, source, at, code, person }) => ({ key, step, source, at, code, person })),
  });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return ask(place.reports, { method: "POST", body, headers });
}

async function taken(told) {
  await store.remove(told.key);
  const person = roster?.people.find((one) => one.id === told.id);
  if (person && told.first) person.first = told.first;
  // An arrival that was new here and is known there came in by another device before.
  const shown = document.querySelector("#desk-answer .desk-answer");
  if (shown?.dataset.key === told.key) view.showAnswer({ ...told, sent: true });
}

function judge(person) {
  if (!person) return { outcome: "unknown" };
  if (person.first) return { ...person, outcome: "again" };
  return { ...person, outcome: person.state === "ok" ? "counted" : person.state };
}

async function receive({ person, code = "", source }) {
  const key = newKey();
  const at = new Date().toISOString();
  const answer = judge(person);
  await store.add({ key, step: "arrive", source, at, code, person: person?.id });
  if (answer.outcome === "counted") {
    person.first = at;
    await store.keepRoster(roster.people, roster.etag);
  }
  view.showAnswer({ ...answer, key, sent: false });
  await showState();
  await send();
  await fetchNumbers();
}

async function scanned(text) {
  const code = text.trim();
  const now = Date.now();
  if (code === last.code && now - last.at < SAME_CODE) {
    last.at = now;
    return;
  }
  last = { code, at: now };
  const mark = await hashed(code);
  await receive({ person: roster?.people.find((one) => one.code === mark), code, source: "scan" });
}

function plain(text) {
  const kana = text.normalize("NFKC").replace(/[ぁ-ゖ]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 96));
  return kana.toLowerCase().replace(/\s+/g, "");
}

const form = document.getElementById("desk-form");
const field = document.getElementById("desk-text");
form.addEventListener("submit", async (event) => {
  if (!roster && navigator.onLine) return; // the server searches
  event.preventDefault();
  const text = field.value.trim();
  if (/^(SECUNITY:)?[\w-]{16,40}$/.test(text) && !/^R-/i.test(text)) {
    field.value = "";
    last.code = "";
    await scanned(text);
  } else if (/^R-?[0-9A-Z]{4}-?[0-9A-Z]{4}$/i.test(text) && navigator.onLine) {
    form.submit();
  } else {
    const wanted = plain(text);
    const found = (roster?.people || []).filter((one) => plain(one.name + one.kana + one.company).includes(wanted));
    view.showFound(found, (person) => {
      // Free for the next one at once: what is typed while this one is sent stays.
      document.getElementById("found").replaceChildren();
      field.value = "";
      field.focus();
      return receive({ person, source: "manual" });
    });
  }
});

const video = document.getElementById("desk-video");
const start = document.getElementById("desk-start");
const stop = document.getElementById("desk-stop");
const hint = document.getElementById("desk-hint");
const camera = new Camera(video, place.decoder, scanned);
document.getElementById("desk-camera").hidden = false;

function running(on) {
  video.classList.toggle("desk-video-on", on);
  start.hidden = on;
  stop.hidden = !on;
}
start.addEventListener("click", async () => {
  hint.textContent = view.say("aim");
  try {
    await camera.start();
    running(true);
  } catch {
    running(false);
    hint.textContent = view.say("noCamera");
  }
});
stop.addEventListener("click", () => {
  camera.stop();
  running(false);
  hint.textContent = "";
});

document.getElementById("desk-forget").addEventListener("click", async () => {
  forgotten = true;
  await store.dropRoster();
  roster = undefined;
  view.showRoster(roster);
});

async function turn() {
  if (roster && Date.now() - roster.at > DAY) {
    await store.dropRoster();
    roster = undefined;
    view.showRoster(roster);
  }
  if (document.hidden && !(await store.reports()).length) return;
  await send();
  await fetchNumbers();
  await showState();
}

addEventListener("online", async () => { await fetchRoster(); await turn(); });
addEventListener("offline", () => { state = "offline"; showState(); });
setInterval(turn, EVERY);
setInterval(() => { if (!document.hidden && state === "online") fetchRoster(); }, 3 * EVERY);
if ("serviceWorker" in navigator && isSecureContext) {
  navigator.serviceWorker.register(place.worker, { scope: place.page }).catch(() => {});
}
view.showRoster(roster);
await fetchRoster();
await turn();
document.documentElement.dataset.desk = "ready";
