/* Tells the page around the frame how high the list is. */
const tell = () => {
  const secunityEventsHeight = document.documentElement.getBoundingClientRect().height;
  window.parent.postMessage({ secunityEventsHeight }, "*");
};
if (window.parent !== window) new ResizeObserver(tell).observe(document.documentElement);
