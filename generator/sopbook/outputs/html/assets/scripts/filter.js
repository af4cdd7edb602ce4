// @ts-check
/* The bar above rows: all of them, or those of one sort, such as what one branch changed. */
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
})();
