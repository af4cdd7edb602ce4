// @ts-check
/* The bar above the rows of an index: all of them, or those that the branch changed. */
(() => {
  "use strict";

  sopbook.ready(() => {
    const bar = sopbook.query("[data-sop-filter]");
    if (!bar) return;
    const buttons = sopbook.queryAll("button", bar);
    /** @type {(chosen: HTMLElement) => void} */
    const choose = (chosen) => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === chosen));
      for (const row of sopbook.queryAll("[data-sop-rows] li")) row.hidden = Boolean(chosen.dataset.sopShows) && !("sopOwn" in row.dataset);
      for (const part of sopbook.queryAll("[data-sop-rows]")) part.hidden = !sopbook.query("li:not([hidden])", part);
    };
    for (const one of buttons) one.addEventListener("click", () => choose(one));
    bar.hidden = false;
  });
})();
