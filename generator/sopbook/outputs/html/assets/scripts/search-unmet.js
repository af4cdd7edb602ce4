// @ts-check
/* What readers of this browser asked for and did not find: kept here, and taken to whoever writes the handbook by hand. */
(() => {
  "use strict";

  const { make, search, store, t } = sopbook;
  const KEY = `unmet:${sopbook.edition.name}`;
  const MOST = 200, SHORTEST = 2;
  /** What the dialog shows now, if that is little. */
  let open = "";

  /** @type {() => Unmet[]} */
  const all = () => {
    const kept = store.get(KEY, []);
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.query === "string" && typeof one.day === "string" && typeof one.times === "number") : [];
  };

  const keep = () => {
    if (!open) return;
    const others = all().filter((one) => one.query !== open);
    const times = all().find((one) => one.query === open)?.times ?? 0;
    store.set(KEY, [{ query: open, day: sopbook.clock().slice(0, 10), times: times + 1 }, ...others].slice(0, MOST));
    open = "";
  };

  search.unmet = {
    // Remembers the last query as long as the reader may go on typing.
    note(query, answer) { open = answer.isWeak && query.length >= SHORTEST ? query : ""; },
    keep,
    // How many there are, and what can be done with them.
    listed(changed) {
      const kept = all();
      if (!kept.length) return [];
      const lines = kept.map(({ query, day, times }) => `${day}\t${times}\t${query}`).join("\n");
      return [
        make("h2", { text: t("app.unmet", { count: kept.length }) }),
        make("p", { text: t("app.unmet.why") }),
        make("div", { class: "sop-search__unmet" },
          make("span", { "data-sop-message": true, hidden: true, text: lines }),
          make("button", { type: "button", class: "sop-button", "data-sop-copy": true }, make("span", { "data-sop-label": true, text: t("app.unmet.copy") })),
          make("button", { type: "button", class: "sop-button", text: t("app.unmet.clear"), click: () => { store.set(KEY, []); changed(); } })),
      ];
    },
  };
  addEventListener("pagehide", keep);
})();
