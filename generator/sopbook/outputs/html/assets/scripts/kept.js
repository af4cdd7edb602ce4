// @ts-check
/* Pages that a reader comes back to: those seen last, and those kept on this phone with their sheet to print. */
(() => {
  "use strict";

  const { make, query, store, t } = sopbook;
  const edition = sopbook.edition.name;
  const SEEN = `seen:${edition}`;
  const KEPT = `kept:${edition}`;
  const MOST_SEEN = 6;
  const LISTED = 2; // With the other lines a keyboard passes ten stops beside the text.

  /** @typedef {{ path: string, title: string }} Visited */
  /** @type {(key: string) => Visited[]} */
  const listed = (key) => {
    const kept = store.get(key, []);
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.path === "string" && typeof one.title === "string" && !/^[a-z]+:|^\/|\.\./i.test(one.path)) : [];
  };
  /** @type {(one: Visited) => string} */
  const href = (one) => new URL(one.path, sopbook.root).href;

  sopbook.ready(() => {
    const head = query(".sop-page .sop-head");
    const title = head && query("h1", head);
    const path = decodeURI(location.pathname).slice(decodeURI(sopbook.root.pathname).length);
    const own = { path, title: title?.textContent.trim() ?? document.title };
    const isPlaybook = Boolean(query(".sop-tabs"));

    // What the entrance of the site offers next time.
    const alarm = query(".sop-nav__urgent");
    const urgent = alarm instanceof HTMLAnchorElement ? decodeURI(alarm.pathname).slice(decodeURI(sopbook.root.pathname).length) : "";
    store.set("last", { edition, title: sopbook.edition.title, language: t("app.language"), page: own.title, path, urgent, alarm: alarm?.firstElementChild?.nextSibling?.textContent ?? "" });
    const seen = listed(SEEN).filter((one) => one.path !== path);
    if (isPlaybook) store.set(SEEN, [own, ...seen].slice(0, MOST_SEEN));
    const side = query("[data-sop-seen]");
    if (side && seen.length) {
      side.append(make("p", { text: t("app.seen") }), make("ul", {}, ...seen.slice(0, LISTED).map((one) => make("li", {}, make("a", { href: href(one), text: one.title })))));
      side.hidden = false;
    }

    const sheet = query(".sop-crumb a[type='application/pdf']");
    if (isPlaybook && sheet instanceof HTMLAnchorElement) {
      const isKept = () => listed(KEPT).some((one) => one.path === path);
      const star = make("button", { type: "button", class: "sop-icon-button", "aria-label": t("app.keep"), title: t("app.keep"), click: () => {
        const others = listed(KEPT).filter((one) => one.path !== path);
        store.set(KEPT, isKept() ? others : [own, ...others]);
        show();
        sopbook.say(isKept() ? t("app.kept") : t("app.kept_no_more"));
        if (isKept() && location.protocol.startsWith("http")) fetch(sheet.href).catch(() => {}); // The worker keeps what was loaded once.
      } });
      const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
      line.setAttribute("d", "m12 3.500 2.700 5.500 6 .900-4.400 4.200 1 6-5.300-2.800-5.300 2.800 1-6L3.300 9.900l6-.900z");
      drawing.setAttribute("viewBox", "0 0 24 24");
      drawing.setAttribute("aria-hidden", "true");
      drawing.append(line);
      star.append(drawing);
      const show = () => star.setAttribute("aria-pressed", String(isKept()));
      show();
      store.watch(KEPT, show);
      sheet.before(star);
    }

    const list = query("[data-sop-kept]");
    const kept = listed(KEPT);
    if (list && kept.length) {
      query("ul", list)?.append(...kept.map((one) => make("li", {}, make("a", { href: href(one) }, make("span", { class: "sop-rows__words" }, make("span", { class: "sop-rows__title", text: one.title }))))));
      list.hidden = false;
    }
  });
})();
