// System fonts, because ReDoc's default fonts would have to be fetched from another host.
const text = "system-ui, sans-serif";
Redoc.init(
  "/openapi.json",
  {
    // The search runs in a worker made from a blob, which the page's content security policy forbids.
    disableSearch: true,
    theme: { typography: { fontFamily: text, headings: { fontFamily: text }, code: { fontFamily: "ui-monospace, monospace" } } },
  },
  document.getElementById("redoc"));
