/* What a phone at the desk keeps: the roster for at most a day, reports until they are sent. */
const DAY = 24 * 3600 * 1000;
const PREFIX = "checkin-";

function promised(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("reports", { keyPath: "key" });
    request.result.createObjectStore("kept");
  };
  return promised(request);
}

export class Store {
  static async of(session) {
    const store = new Store();
    store.database = await open(PREFIX + session);
    await store.dropOld();
    await dropOthers(PREFIX + session);
    return store;
  }

  async with(name, mode, act) {
    const transaction = this.database.transaction(name, mode, { durability: "strict" });
    const ended = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error);
    });
    const result = await promised(act(transaction.objectStore(name)));
    await ended;
    return result;
  }

  roster() {
    return this.with("kept", "readonly", (store) => store.get("roster"));
  }

  keepRoster(people, etag) {
    return this.with("kept", "readwrite", (store) => store.put({ people, etag, at: Date.now() }, "roster"));
  }

  dropRoster() {
    return this.with("kept", "readwrite", (store) => store.delete("roster"));
  }

  async dropOld() {
    const roster = await this.roster();
    if (roster && Date.now() - roster.at > DAY) await this.dropRoster();
  }

  reports() {
    return this.with("reports", "readonly", (store) => store.getAll());
  }

  add(report) {
    return this.with("reports", "readwrite", (store) => store.put(report));
  }

  remove(key) {
    return this.with("reports", "readwrite", (store) => store.delete(key));
  }
}

// Rosters of other sessions go after a day; their unsent reports wait for their own page.
async function dropOthers(own) {
  if (!indexedDB.databases) return;
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith(PREFIX) || name === own) continue;
    const other = new Store();
    other.database = await open(name);
    await other.dropOld();
    const empty = !(await other.reports()).length && !(await other.roster());
    other.database.close();
    if (empty) indexedDB.deleteDatabase(name);
  }
}

// What stands for the code of a ticket on the device; the server makes the same.
export async function hashed(code) {
  const bytes = new TextEncoder().encode(code.startsWith("SECUNITY:") ? code : `SECUNITY:${code}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
}

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function device() {
  try {
    const known = localStorage.getItem("checkin-device") || newKey();
    localStorage.setItem("checkin-device", known);
    return known;
  } catch {
    return newKey();
  }
}
