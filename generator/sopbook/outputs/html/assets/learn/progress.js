// @ts-check
/* What can be marked as done on a page, how much of it is, and what comes next. */
(() => {
  "use strict";

  const { make, t, progress, query, queryAll } = sopbook;
  const ITEM = "[data-sop-progress]", QUESTION = "[data-sop-question]";

  const today = () => new Date().toISOString().slice(0, 10);
  /** @type {(item: HTMLElement) => string} */
  const versionOf = (item) => item.dataset.sopProgress ?? /** @type {HTMLElement | null} */ (item.closest("[data-sop-version]"))?.dataset.sopVersion ?? "";
  // What was done with an earlier version is not done.
  /** @type {(item: HTMLElement) => boolean} */
  const isDone = (item) => progress.get(item.id)?.version === versionOf(item);
  /** @type {(item: HTMLElement) => string} */
  const wordsOf = (item) => (query(".sop-do a", item) ?? query(".sop-do, p", item) ?? item).textContent.replace(/\s+/g, " ").trim().slice(0, 120);

  const bar = make("progress", { "aria-label": t("app.progress_bar") });
  const count = make("p", { class: "sop-learnt__count" });
  const box = make("div", { class: "sop-learnt" }, bar, count);

  sopbook.learnt = {
    // Marks an item as done with the version that it has now, or as not done.
    mark: (item, on) => {
      progress.set(item.id, on ? { version: versionOf(item), on: today() } : null);
      show();
    },
    isDone,
  };

  const show = () => {
    const items = queryAll(`${ITEM}, ${QUESTION}`);
    const done = items.filter(isDone);
    bar.max = items.length;
    bar.value = done.length;
    const next = items.find((item) => !isDone(item));
    count.replaceChildren(
      t("app.progress_count", { done: done.length, total: items.length }), " ",
      next ? make("a", { href: `#${next.id}`, text: t("app.progress_next", { what: wordsOf(next) }) }) : t("app.progress_all"));
    for (const item of queryAll(ITEM)) {
      const tick = query(".sop-tick input", item);
      if (tick instanceof HTMLInputElement) tick.checked = isDone(item);
      item.classList.toggle("sop-ticked", isDone(item));
      const was = progress.get(item.id);
      query(".sop-learnt__changed", item)?.remove();
      if (was && !isDone(item)) item.append(make("p", { class: "sop-learnt__changed", text: t("app.progress_changed", { was: was.version, now: versionOf(item) }) }));
    }
  };

  for (const item of queryAll(ITEM)) {
    const tick = make("input", { type: "checkbox", "aria-label": t("app.tick", { what: wordsOf(item) }), change: () => sopbook.learnt?.mark(item, tick.checked) });
    item.prepend(make("label", { class: "sop-tick" }, tick));
  }
  (query(".sop-body") ?? document.body).prepend(box);
  progress.watch(show);
  show();
})();
