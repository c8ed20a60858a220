/* Runs before the first paint. Two questions about letters:
   does this machine have Japanese ones (else a quiet dot keeps each letter's place until
   the web font arrives), and has the web font been fetched in this session already? */
(() => {
  // A font of one dot, one em wide, for every Japanese letter; written by scripts/vendor.py.
  const DOTS = "d09GMgABAAAAAAFgAAoAAAAAAvwAAAEZAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAABmAAgQgKOEIBNgIkAwYLBgAEIAV4ByobSwIArgriMXxUhN2JUOmnPyf+EUT7/WbvDvFG0hDxhOefCEVEQqc0GpVIi/zGCwXRS1wgkMYThPxVKcAVc1wEz+tOe80Tik6n2NuOQdJa4FmSWwLnoC3AAANMb5gcc1AiLrnlZTk3kQ6F2ASWp0yq1f1/G/MiwEzQjIyRGIBeuqCYQOmDybVa6eQFGAAtQAeTmKwIpvGQuy98oxrUTZyQHl+0baAgoRv9gAJClHIQfbQ8LyPMyyAQtLcxtPDWnXMDr56EMMRpMiBLIJhRyk2HIhAAgKheJJAUARIAAIp5AcIQAiRdhmRReoQxw3lLBs3+thM2l09TDVr23LqN6LUbE25dwM4XzuxZt+fAnVNbriUuJ3/j1t2LWw==";
  const root = document.documentElement;
  const { fonts } = document.currentScript.dataset;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px sans-serif";
  if (Math.abs(pen.measureText("語").width - 100) > 2) {
    const bytes = Uint8Array.from(atob(DOTS), (letter) => letter.charCodeAt(0));
    document.fonts.add(new FontFace("Letters to come", bytes));
    root.classList.add("no-japanese");
  }
  try {
    if (sessionStorage.getItem("letters") !== fonts) return;
  } catch {
    return;
  }
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = fonts;
  link.setAttribute("blocking", "render");
  document.head.append(link);
  root.classList.add("letters");
})();
