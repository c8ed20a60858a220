/* The entrance opens by itself while the page is looked at; without script one reloads. */
const script = document.querySelector("script[data-wait]");
const LONGEST = 24 * 3600;
const AGAIN = 30;

const wait = Number(script.dataset.wait);
if (wait < LONGEST) {
  setTimeout(() => location.reload(), (wait > 1 ? wait + 1 : AGAIN) * 1000);
}
