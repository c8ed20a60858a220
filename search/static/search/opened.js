/* Tells the portal which result was opened: the number of the page shown and the place of the
   result in it, nothing about the reader. Links stay plain; without script nothing is told. */
const page = document.querySelector("[data-opened]");

const tell = (event) => {
  const item = event.target.closest("a")?.closest("[data-position]");
  if (!item || (event.type === "auxclick" && event.button !== 1)) return;
  navigator.sendBeacon(page.dataset.opened, new URLSearchParams({ key: page.dataset.key, position: item.dataset.position }));
};

page?.addEventListener("click", tell);
page?.addEventListener("auxclick", tell);
