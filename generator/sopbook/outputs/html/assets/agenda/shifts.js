// @ts-check
/* Who is late puts off what is still open of a run, for the group in force and this day; the same minutes hold step by step (run/run.js). Hours of the plan stay. */
sopbook.shifts = () => {
  "use strict";

  const { groups, make, query, store, t } = sopbook;
  const KEY = "shift", STEP = 5;
  const kept = () => {
    const value = store.get(KEY, {});
    return /** @type {Record<string, unknown>} */ (value !== null && typeof value === "object" ? value : {});
  };
  /** @type {(entry: HTMLElement) => string} */
  const nameOf = (entry) => [(entry.dataset.sopAt ?? "").slice(0, 10), groups.current().id, `${entry.dataset.sopPage}.html`].join(" ");
  /** @type {(entry: HTMLElement) => boolean} */
  const isOpen = (entry) => entry.classList.contains("sop-due--step") && !entry.classList.contains("sop-ticked");
  /** @type {(entry: HTMLElement) => number} */
  const of = (entry) => {
    const minutes = isOpen(entry) ? kept()[nameOf(entry)] : 0;
    return typeof minutes === "number" ? minutes : 0;
  };
  /** @type {(entry: HTMLElement, minutes: number) => void} */
  const set = (entry, minutes) => {
    groups.hold();
    store.set(KEY, minutes ? { [nameOf(entry)]: minutes } : {}); // Of one run at a time, as step by step.
    changed();
  };
  let changed = () => {};
  /** @type {HTMLElement | null} */
  let current = null;
  const more = make("button", { type: "button", text: t("app.today_shift"), "aria-label": t("app.today_shift_what"), click: () => { if (current) set(current, of(current) + STEP); } });
  const onTime = make("button", { type: "button", text: t("app.today_on_time"), click: () => { if (current) set(current, 0); } });
  const bar = make("p", { class: "sop-due__shift" }, onTime, " ", more);

  return {
    of,
    listen: (run) => { changed = run; store.watch(KEY, run); },
    // Shows the moved times of a section, and above what is now of a run the way to move it. `now` is empty on other days.
    show: (entries, now) => {
      for (const entry of entries.filter((one) => one.classList.contains("sop-due--step"))) {
        const time = query(".sop-due__when strong", entry);
        const minutes = of(entry);
        if (!time || Number(time.dataset.sopShift ?? 0) === minutes) continue;
        const at = sopbook.moments.later(entry.dataset.sopAt ?? "", minutes).slice(11);
        time.dataset.sopShift = String(minutes);
        time.replaceChildren(at, ...(minutes ? [make("sup", { text: `+${minutes}` })] : []));
      }
      current = (now && entries.findLast((entry) => entry.dataset.state === "now" && isOpen(entry))) || null;
      const first = current && entries.find((entry) => entry.dataset.state === "now"); // Above the card, beside the way to run it step by step.
      if (!first) bar.remove();
      else if (bar.parentElement !== first) first.append(bar);
      const minutes = current ? of(current) : 0;
      onTime.hidden = !minutes;
      onTime.setAttribute("aria-label", t("app.run_on_time", { minutes }));
    },
  };
};
