// @ts-check
/* The search as a reader meets it: a dialog that answers while one types, left by Escape or a result. */
(() => {
  "use strict";

  const { make, search, t } = sopbook;
  const MOST = 30, IN_SIGHT = 7;
  let waiting = 0, isLoaded = false;
  /** @type {Choice} */
  let chosen = { kind: "", tag: "" };

  const field = make("input", { type: "search", class: "sop-search__field", autocomplete: "off", spellcheck: "false", enterkeyhint: "go", placeholder: t("app.search.field"), "aria-label": t("app.search") });
  const close = make("button", { type: "button", class: "sop-search__close", "aria-label": t("app.search.close") }, "✕");
  const filters = make("div", { class: "sop-search__filters", role: "group", "aria-label": t("app.search.filter") });
  const count = make("p", { class: "sop-search__count", role: "status" });
  const list = make("ol", { class: "sop-search__results", "aria-label": t("app.search.results") });
  const rest = make("div", { class: "sop-search__rest" });
  const found = make("div", { class: "sop-search__found" }, list, rest);
  const dialog = make("dialog", { class: "sop-search", "aria-label": t("app.search") }, make("div", { class: "sop-search__bar" }, field, close), filters, count, found);

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
      remembered(field.value.trim()); // Whoever closes before it is answered finds all of it again.
      list.setAttribute("aria-busy", "true");
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog || sopbook.closest(event, "a:not([href^='tel:'])")) dialog.close(); });
    dialog.addEventListener("keydown", steer);
    dialog.addEventListener("close", () => search.unmet.keep());
  };

  const answerTyped = () => {
    clearTimeout(waiting);
    waiting = 0;
    chosen = { kind: "", tag: "" };
    show();
  };

  const links = () => [...found.querySelectorAll("a")];

  // Arrows walk through the results, Enter opens the first one, and whoever types on goes on with the query.
  /** @type {(event: KeyboardEvent) => void} */
  const steer = (event) => {
    if (event.isComposing) return;
    // A key that acts on the results acts on those of what was typed, not of what stood there a letter ago.
    if (waiting && ["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) answerTyped();
    const listed = links();
    const at = listed.findIndex((link) => link === document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      (listed[at + (event.key === "ArrowDown" ? 1 : -1)] ?? (event.key === "ArrowUp" ? field : listed.at(-1)))?.focus();
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
    const link = make("a", { href: address.href, "data-path": result.path },
      make("strong", {}, ...words(result.titleMarked)), make("span", { class: "sop-search__place" }, ...place), make("span", { class: "sop-search__excerpt" }, ...words(result.excerpt)));
    if (result.text) watchText(link, result.text);
    return make("li", {}, link);
  };

  // In a large handbook a result's sentence is on its own page's script: loaded once the result is in sight.
  /** @type {IntersectionObserver | undefined} */
  let texts;
  /** @type {(link: HTMLElement, name: string) => void} */
  const watchText = (link, name) => {
    texts ??= new IntersectionObserver((entries) => {
      const seen = entries.filter((one) => one.isIntersecting).map(({ target }) => /** @type {HTMLElement} */ (target).dataset.text ?? "");
      if (seen.length) bring(seen.slice(0, IN_SIGHT)); // Rows without a sentence are low: more of them are in sight than will be.
    }, { root: found });
    link.dataset.text = name;
    texts.observe(link);
  };

  const fail = () => {
    list.setAttribute("aria-busy", "false");
    count.textContent = t("app.search.failed");
  };

  // Files of the index are asked for while the answer so far is shown.
  /** @type {(names: string[]) => void} */
  const bring = (names) => { search.bring(names).then(show, fail); };

  /** @type {(answer: Answer, query: string) => void} */
  const showRest = (answer, query) => {
    const authors = answer.authors.length ? [make("h2", { text: t("app.search.authors") }), make("ol", { class: "sop-search__authors" }, ...answer.authors.map(row))] : [];
    rest.replaceChildren(...(query && !answer.missing.length ? search.helping(answer) : []), ...authors, ...(query ? [] : search.unmet.listed(show)));
  };

  const show = () => {
    const query = field.value.trim();
    remembered(query);
    if (!isLoaded) {
      count.textContent = query ? t("app.search.loading") : t("app.search.hint");
      return;
    }
    texts?.disconnect();
    const answer = search.now(query, { limit: MOST, ...chosen });
    const path = links().find((one) => one === document.activeElement)?.dataset.path;
    list.replaceChildren(...[...(answer.app ? [answer.app] : []), ...answer.results].map(row));
    list.firstElementChild?.classList.toggle("sop-search__own", Boolean(answer.app));
    showRest(answer, query);
    // More of the index may come in while a reader is among the results already.
    if (path) (links().find((one) => one.dataset.path === path) ?? field).focus();
    list.setAttribute("aria-busy", String(answer.missing.length > 0 || waiting > 0));
    filters.replaceChildren(...(query && !answer.isWeak ? search.filters(answer.all, chosen, show) : []));
    count.textContent = said(answer, query);
    if (answer.missing.length) bring(answer.missing);
    else search.unmet.note(query, answer);
  };

  /** @type {(answer: Answer, query: string) => string} */
  const said = (answer, query) => {
    if (!query) return t("app.search.hint");
    if (answer.isWeak && answer.missing.length) return t("app.search.loading");
    if (answer.isWeak) return answer.results.length ? t("app.search.nearest", { query }) : t("app.search.none", { query });
    return t("app.search.found", { count: answer.count + (answer.app ? 1 : 0) });
  };

  search.open = (query) => {
    if (!dialog.isConnected) build();
    field.value = query ?? remembered();
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    search.load().then(() => { isLoaded = true; show(); }, fail);
    show();
  };
})();
