/* Shows coming events of the portal on another site, in a frame as high as its content.
   <div data-secunity-events data-sector="manufacturing" data-limit="5"></div>
   <script src="…/registrations/widget/events-widget.js" async></script> */
(() => {
  const own = document.currentScript;
  if (!own) return;
  const address = new URL("./", own.src);
  const frames = [];
  const wanted = ["sector", "prefecture", "limit", "lang"];

  function place(element) {
    const url = new URL(address);
    for (const name of wanted) {
      if (element.dataset[name]) url.searchParams.set(name, element.dataset[name]);
    }
    const frame = document.createElement("iframe");
    frame.src = url.href;
    frame.title = element.dataset.title || (element.dataset.lang === "en" ? "Events" : "イベント");
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.width = "100%";
    frame.height = element.dataset.height || "420";
    frame.style.border = "0";
    element.replaceChildren(frame);
    frames.push(frame);
  }

  window.addEventListener("message", (event) => {
    const height = event.data?.secunityEventsHeight;
    if (event.origin !== address.origin || !(height > 0 && height < 10000)) return;
    const frame = frames.find((one) => one.contentWindow === event.source);
    if (frame) frame.height = String(Math.ceil(height));
  });

  function placeAll() {
    document.querySelectorAll("[data-secunity-events]:empty").forEach(place);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", placeAll);
  else placeAll();
})();
