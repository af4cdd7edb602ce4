// @ts-check
/* The search as a reader meets it: a dialog, opened by / or Ctrl+K or a touch, and left by Escape or a result. */
(() => {
  "use strict";

  const { make, search, t } = sopbook;
  const MOST = 30, MOST_TAGS = 8;
  let waiting = 0, complete = false, chosen = { kind: "", tag: "" };

  const field = make("input", { type: "search", class: "sop-search__field", autocomplete: "off", spellcheck: "false", enterkeyhint: "go", placeholder: t("app.search.field"), "aria-label": t("app.search") });
  const close = make("button", { type: "button", class: "sop-search__close", "aria-label": t("app.search.close") }, "✕");
  const filters = make("div", { class: "sop-search__filters", role: "group", "aria-label": t("app.search.filter") });
  const count = make("p", { class: "sop-search__count", role: "status" });
  const list = make("ol", { class: "sop-search__results", "aria-label": t("app.search.results") });
  const dialog = make("dialog", { class: "sop-search", "aria-label": t("app.search") }, make("div", { class: "sop-search__bar" }, field, close), filters, count, list);

  // The last query lasts as long as the tab, so that the next result is one touch away; where nothing is kept, it does not.
  /** @type {(query?: string) => string} */
  const remembered = (query) => {
    try {
      if (query !== undefined) sessionStorage.setItem("sopbook:query", query);
      return sessionStorage.getItem("sopbook:query") ?? "";
    } catch {
      return query ?? "";
    }
  };

  const build = () => {
    document.body.append(dialog);
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(answerTyped, 50);
      list.setAttribute("aria-busy", "true");
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog || sopbook.closest(event, "a")) dialog.close(); });
    dialog.addEventListener("keydown", steer);
  };

  const answerTyped = () => {
    clearTimeout(waiting);
    waiting = 0;
    chosen = { kind: "", tag: "" };
    show();
  };

  // Arrows walk through the results, Enter opens the first one, and whoever types on goes on with the query.
  /** @type {(event: KeyboardEvent) => void} */
  const steer = (event) => {
    if (event.isComposing) return;
    // A key that acts on the results acts on those of what was typed, not of what stood there a letter ago.
    if (waiting && ["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) answerTyped();
    const links = [...list.querySelectorAll("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      (links[at + (event.key === "ArrowDown" ? 1 : -1)] ?? (event.key === "ArrowUp" ? field : links.at(-1)))?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault(); // A browser would empty the field first.
      dialog.close();
    } else if (event.key === "Enter" && document.activeElement === field) {
      event.preventDefault();
      list.querySelector("a")?.click();
    } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      field.focus();
    }
  };

  /** @type {(pieces: Marked) => (Node | string)[]} */
  const words = (pieces) => pieces.map(([text, hit]) => (hit ? make("mark", {}, text) : text));

  /** @type {(result: SearchResult) => HTMLElement} */
  const row = (result) => {
    const address = new URL(result.path, sopbook.root);
    address.hash = result.anchor;
    const place = [];
    if (result.kindTitle) place.push(make("span", { class: "sop-search__kind" }, result.kindTitle));
    if (result.heading) place.push(make("span", {}, ...words(result.headingMarked)));
    return make("li", {}, make("a", { href: address.href, "data-path": result.path },
      make("strong", {}, ...words(result.titleMarked)), make("span", { class: "sop-search__place" }, ...place), make("span", { class: "sop-search__excerpt" }, ...words(result.excerpt))));
  };

  /** @type {(name: "kind" | "tag", value: string, title: string, number: number) => HTMLElement} */
  const chip = (name, value, title, number) => {
    const button = make("button", { type: "button", class: "sop-search__chip", "aria-pressed": String(chosen[name] === value) }, `${title} `, make("small", {}, String(number)));
    button.addEventListener("click", () => {
      chosen[name] = chosen[name] === value ? "" : value;
      show();
      [...filters.querySelectorAll("button")].find((one) => one.dataset.value === `${name}:${value}`)?.focus();
    });
    button.dataset.value = `${name}:${value}`;
    return button;
  };

  // How often each value occurs, the most frequent first.
  /** @type {(values: string[]) => [value: string, number: number][]} */
  const tally = (values) => {
    /** @type {Map<string, number>} */
    const sums = new Map();
    for (const one of values) sums.set(one, (sums.get(one) ?? 0) + 1);
    return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  };

  /** @type {(all: SearchPage[]) => void} */
  const showFilters = (all) => {
    const ofKind = all.filter((page) => !chosen.kind || page.kind === chosen.kind);
    const kinds = tally(all.map((page) => page.kind).filter(Boolean));
    const tags = tally(ofKind.flatMap((page) => page.tags)).filter(([tag], at) => at < MOST_TAGS || tag === chosen.tag);
    filters.replaceChildren(
      ...(kinds.length > 1 || chosen.kind ? kinds.map(([kind, number]) => chip("kind", kind, search.kinds()[kind] ?? kind, number)) : []),
      ...(ofKind.length > 3 || chosen.tag ? tags.map(([tag, number]) => chip("tag", tag, `#${tag}`, number)) : []),
    );
  };

  const show = () => {
    const query = field.value.trim();
    remembered(query);
    const found = search.now(query, { limit: MOST, ...chosen });
    const path = [...list.querySelectorAll("a")].find((one) => one === document.activeElement)?.dataset.path;
    list.replaceChildren(...found.results.map(row));
    // More of the index may come in while a reader is among the results already.
    if (path) ([...list.querySelectorAll("a")].find((one) => one.dataset.path === path) ?? field).focus();
    list.setAttribute("aria-busy", String(!complete || waiting > 0));
    showFilters(query ? found.all : []);
    if (!query) count.textContent = t("app.search.hint");
    else if (!found.results.length) count.textContent = complete ? t("app.search.none", { query }) : t("app.search.loading");
    else count.textContent = t("app.search.found", { count: found.count });
  };

  search.open = (query) => {
    if (!dialog.isConnected) build();
    field.value = query ?? remembered();
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    search.load(show).then(() => { complete = true; show(); }, () => {
      list.setAttribute("aria-busy", "false");
      count.textContent = t("app.search.failed");
    });
    show();
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
