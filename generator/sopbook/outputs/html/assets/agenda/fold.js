// @ts-check
/* What is over, and what is far ahead, stands behind a button each. */
sopbook.fold = (entries) => {
  "use strict";

  const { make, query, t } = sopbook;
  // For so many minutes what nobody ticked stays in sight.
  const LATE = 60;
  // So many entries to come stand below what is now; the others are behind a button.
  const AHEAD = 10;
  const earlier = make("button", { type: "button", class: "sop-earlier" });
  const later = make("button", { type: "button", class: "sop-earlier" });
  // Which of the two the reader has opened, as long as this day is on view.
  /** @type {Set<HTMLElement>} */
  const wanted = new Set();

  /** @type {(some: HTMLElement[], button: HTMLButtonElement, words: string, list: HTMLElement | null) => void} */
  const hide = (some, button, words, list) => {
    if (!some.length || wanted.has(button)) return;
    for (const entry of some) entry.hidden = true;
    button.textContent = words;
    button.onclick = () => {
      wanted.add(button);
      for (const entry of some) entry.hidden = false;
      button.remove();
      some[0].scrollIntoView({ block: "nearest" });
    };
    list?.after(button);
  };

  return {
    forget: (isNewDay) => {
      entries.late.clear();
      entries.rest.clear();
      earlier.remove();
      later.remove();
      if (isNewDay) wanted.clear();
    },
    // Puts what is over behind a button below everything else, and says how much of it nobody ticked.
    fold: (section, now) => {
      const own = entries.of(section);
      const past = own.filter((entry) => entry.dataset.sopAt && entries.isPast(entry, now));
      const isOpen = (/** @type {HTMLElement} */ entry) => !entry.classList.contains("sop-ticked");
      const ticks = !past.every(isOpen);
      const over = past.filter((entry) => !(ticks && isOpen(entry) && sopbook.moments.minutes(entries.until(entry), now) < LATE));
      for (const entry of past) if (!over.includes(entry)) entries.late.add(entry);
      const left = ticks ? over.filter(isOpen).length : 0;
      const ahead = own.filter((entry) => entries.at(entry) > now);
      const end = ahead.findIndex((entry, place) => place >= AHEAD && !entry.classList.contains("sop-due--joined"));
      const further = end < 0 ? [] : ahead.slice(end);
      for (const entry of further) entries.rest.add(entry);
      const list = query(".sop-dues", section);
      hide(over, earlier, t("app.today_earlier", { count: over.length }) + (left ? t("app.today_left", { count: left }) : ""), list);
      hide(further, later, t("app.today_later", { count: further.length }), list);
    },
  };
};
