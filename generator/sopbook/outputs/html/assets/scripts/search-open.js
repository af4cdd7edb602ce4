// @ts-check
/* The way into the search: a button in the header, / or Ctrl+K. What answers is loaded when somebody asks. */
(() => {
  "use strict";

  const { make, t } = sopbook;
  const search = (sopbook.search = /** @type {Search} */ ({})); // Its parts fill it in.

  // The files of an index, by their names: each of them hands over one value.
  /** @type {Map<string, unknown>} */
  const given = new Map();
  search.take = (name, value) => { given.set(name, value); };
  search.fetch = async (name) => {
    if (!given.has(name)) await sopbook.load(`assets/search/${name}.js`);
    return given.get(name);
  };
  search.load = async () => {
    await Promise.all([sopbook.load("assets/search.js"), search.fetch("index")]);
    await search.start();
  };

  // A closed dialog's field holds the focus until the page is drawn anew; nobody types into what is not shown.
  const isTyping = () => {
    const focused = document.activeElement;
    return focused?.matches("input, textarea, select, [contenteditable]") && focused.getClientRects().length > 0;
  };

  const lens = () => {
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(ns, "path");
    path.setAttribute("d", "M10 4a6 6 0 1 0 3.5 10.9l4.8 4.8 1.4-1.4-4.8-4.8A6 6 0 0 0 10 4m0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8");
    svg.append(path);
    return svg;
  };

  sopbook.ready(() => {
    const opener = make("button", { type: "button", class: "sop-search-button", "aria-label": t("app.search"), "aria-keyshortcuts": "/ Control+K", "data-sop-search": "" }, lens(), make("span", {}, t("app.search")), make("kbd", {}, "/"));
    const header = sopbook.query("[data-sop-tools], .md-header__inner");
    if (header) header.append(opener);
    else document.body.prepend(opener);
    for (const button of sopbook.queryAll("[data-sop-search]")) button.hidden = false;
    const query = new URLSearchParams(location.search).get("q");
    if (query) search.open(query);
  });

  // Keys and touches count from the first moment on.
  document.addEventListener("click", (event) => { if (sopbook.closest(event, "[data-sop-search]")) search.open(); });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const asked = ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") || (event.key === "/" && !isTyping() && !document.querySelector("dialog[open]"));
    if (!asked) return;
    event.preventDefault();
    search.open();
  });
})();
