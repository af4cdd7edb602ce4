// @ts-check
/* What a reader has done and learnt: kept in the browser with the version of each thing, for all languages of a branch. */
(() => {
  "use strict";

  const { store, query } = sopbook;
  const KEY = "progress";
  const LONGEST = 200;

  /** @typedef {Record<string, Record<string, Learnt>>} Kept By the page, and by the id of what was done there. */

  /** @type {(value: unknown) => value is Record<string, unknown>} */
  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @type {(value: unknown) => value is string} */
  const isText = (value) => typeof value === "string" && value.length <= LONGEST;

  // Returns what we know to handle of something that was kept, or that a file brings.
  /** @type {(given: unknown) => Kept} */
  const cleaned = (given) => {
    /** @type {Kept} */
    const kept = {};
    for (const [page, items] of Object.entries(isTable(given) ? given : {})) {
      for (const [id, one] of Object.entries(isTable(items) ? items : {})) {
        if (isTable(one) && isText(one.version) && isText(one.on)) (kept[page] ??= {})[id] = { version: one.version, on: one.on };
      }
    }
    return kept;
  };
  const all = () => cleaned(store.get(KEY, {}));

  // The page, the same in every language of its branch.
  const page = `${sopbook.edition.branch}/${decodeURI(location.pathname).slice(decodeURI(sopbook.root.pathname).length).replace(/\.html$/, "")}`;

  sopbook.progress = {
    all,
    get: (id) => all()[page]?.[id],
    set: (id, learnt) => {
      const kept = all();
      const items = (kept[page] ??= {});
      if (learnt) items[id] = learnt;
      else delete items[id];
      store.set(KEY, kept);
    },
    // Takes over what a file brings; of two, what was done later.
    merge: (given) => {
      const kept = all();
      for (const [place, items] of Object.entries(cleaned(given))) {
        for (const [id, one] of Object.entries(items)) {
          const ours = (kept[place] ??= {})[id];
          if (!ours || ours.on < one.on) kept[place][id] = one;
        }
      }
      store.set(KEY, kept);
    },
    watch: (run) => store.watch(KEY, run),
  };

  sopbook.ready(() => (query("[data-sop-progress], [data-sop-quiz]") ? sopbook.load("assets/learn.js") : undefined));
})();
