/* Comfort for every page; nothing here is needed to read, search or register. */
const script = document.querySelector("script[data-worker]");

document.documentElement.classList.remove("no-js");

// The web font comes after the first paint: the files this page needs, then the change.
// Where data is dear and the machine has Japanese letters of its own, it does not come.
const root = document.documentElement;
const dear = navigator.connection?.saveData && !root.classList.contains("no-japanese");
if (!dear && !root.classList.contains("letters")) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = script.dataset.fonts;
  link.addEventListener("load", async () => {
    const bold = [...document.querySelectorAll("h1, h2, h3")].map((part) => part.textContent);
    await Promise.all([
      document.fonts.load("1em 'Noto Sans JP'", document.body.textContent),
      document.fonts.load("bold 1em 'Noto Sans JP'", bold.join("")),
    ]).catch(() => {});
    await inParts();
    root.classList.add("letters");
    try {
      sessionStorage.setItem("letters", script.dataset.fonts);
    } catch { /* private mode: the font is fetched again on the next page */ }
  });
  document.head.append(link);
}

// The font changes from the innermost parts outwards, a few in each frame: one change of the
// whole page would keep a slow phone busy for a fifth of a second.
async function inParts() {
  for (const depth of ["main > * > * > *", "main > * > *", "main > *", "body > *"]) {
    const parts = [...document.querySelectorAll(depth)];
    while (parts.length) {
      parts.splice(0, 4).forEach((part) => part.classList.add("letters"));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  }
}

// The mobile menu closes with Escape and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.site-menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// After a refused form the reader starts at the list of errors.
document.getElementById("error-summary")?.focus();

// [data-print] prints; without script the browser's own command does.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Suggestions load when somebody starts to search.
document.addEventListener("focusin", async (event) => {
  const box = event.target.closest("form[data-suggest]");
  if (!box || box.dataset.ready) return;
  box.dataset.ready = "yes";
  const { suggest } = await import(script.dataset.suggest);
  suggest(box);
});

if ("serviceWorker" in navigator && window.isSecureContext) {
  window.addEventListener("load", () => navigator.serviceWorker.register(script.dataset.worker).catch(() => {}));
}
