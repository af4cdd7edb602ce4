// @ts-check
/* What is wider than a phone scrolls by keyboard; what is folded away opens for a link into it, and for paper. In both frames. */
(() => {
  "use strict";
  if (!("sopFrame" in document.documentElement.dataset)) return; // The theme's script does it.

  const wide = () => {
    const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => {
      const box = target.closest(".sop-table") ?? target;
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }));
    sopbook.queryAll("pre > code, :is(.md-typeset, .sop-page) table:not([class])").forEach((one) => observer.observe(one));
  };

  const folded = () => {
    const open = () => {
      for (let one = sopbook.target(location.hash); one; one = one.parentElement) {
        if (one instanceof HTMLDetailsElement) one.open = true;
      }
    };
    open();
    addEventListener("hashchange", open);
    // All at once, for whoever reads a page from top to bottom.
    const all = sopbook.query("[data-sop-open-all]");
    if (all) {
      all.hidden = !document.querySelector(".sop-main details");
      all.addEventListener("click", () => { for (const one of document.querySelectorAll(".sop-main details")) one.setAttribute("open", ""); });
    }
    // The days that run are open, and come first where the page says so.
    const today = sopbook.clock().slice(0, 10);
    const weekday = String(new Date(`${today}T00:00Z`).getUTCDay() || 7);
    for (const one of document.querySelectorAll("details[data-sop-first], details[data-sop-weekday]")) {
      const { sopFirst = "", sopLast = "", sopWeekday } = /** @type {HTMLElement} */ (one).dataset;
      if (sopWeekday ? sopWeekday !== weekday : today < sopFirst || sopLast < today) continue;
      one.setAttribute("open", "");
      one.closest("[data-sop-now-first]")?.prepend(one);
    }
    /** @type {HTMLDetailsElement[]} */
    let shut = [];
    addEventListener("beforeprint", () => {
      shut = [...document.querySelectorAll("details")].filter((one) => !one.open);
      for (const one of shut) one.open = true;
    });
    addEventListener("afterprint", () => {
      for (const one of shut) one.open = false;
    });
  };

  for (const part of [wide, folded]) sopbook.ready(part);
})();
