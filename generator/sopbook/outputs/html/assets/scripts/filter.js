// @ts-check
/* What narrows a page down: the bar above the rows of an index, for all of them or those that the branch changed; a field above
   rows that are folded away, for those that say its words. */
(() => {
  "use strict";

  sopbook.ready(() => {
    const bar = sopbook.query("[data-sop-filter]");
    if (!bar) return;
    const buttons = sopbook.queryAll("button", bar);
    /** @type {(chosen: HTMLElement) => void} */
    const choose = (chosen) => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === chosen));
      for (const row of sopbook.queryAll("[data-sop-rows] li")) row.hidden = Boolean(chosen.dataset.sopShows) && row.dataset.sopOwn !== chosen.dataset.sopShows;
      for (const part of sopbook.queryAll("[data-sop-rows]")) {
        const shown = sopbook.queryAll("li:not([hidden])", part).length;
        part.hidden = !shown;
        const count = sopbook.query("[data-sop-count]", part);
        if (count) count.textContent = String(shown);
      }
    };
    for (const one of buttons) one.addEventListener("click", () => choose(one));
    bar.hidden = false;
  });

  sopbook.ready(() => {
    const field = sopbook.query("[data-sop-find]");
    const none = sopbook.query("[data-sop-found-none]");
    if (!(field instanceof HTMLInputElement) || !field.parentElement) return;
    const parts = sopbook.queryAll("[data-sop-findable]").map((part) => ({
      part, fold: part.querySelector(":scope > details"), rows: sopbook.queryAll(".sop-line", part).map((row) => ({ row, says: row.textContent.toLowerCase() })),
    }));
    const narrow = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const { part, fold, rows } of parts) {
        for (const { row, says } of rows) row.hidden = !words.every((word) => says.includes(word));
        part.hidden = rows.every(({ row }) => row.hidden);
        fold?.toggleAttribute("open", words.length ? !part.hidden : part.contains(sopbook.target(location.hash)));
      }
      if (none) none.hidden = parts.some(({ part }) => !part.hidden);
    };
    field.addEventListener("input", narrow);
    // A link to a row that is filtered out shows all of them again.
    addEventListener("hashchange", () => { if (field.value) { field.value = ""; narrow(); } });
    field.parentElement.hidden = false;
  });
})();
