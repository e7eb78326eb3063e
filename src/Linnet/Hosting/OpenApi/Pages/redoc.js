// Fonts of the reader's own system: ReDoc's default names two that its page would have to fetch.
const text = "system-ui, sans-serif";
Redoc.init(
  "/openapi.json",
  {
    // The search runs in a worker made from a blob, which the page's policy rightly refuses.
    disableSearch: true,
    theme: { typography: { fontFamily: text, headings: { fontFamily: text }, code: { fontFamily: "ui-monospace, monospace" } } },
  },
  document.getElementById("redoc"));
