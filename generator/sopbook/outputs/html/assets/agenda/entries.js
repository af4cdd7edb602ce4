// @ts-check
/* The entries of a day: whether each is now, next, late or past, and opened or a line of its own. */
sopbook.entries = () => {
  "use strict";

  const { make, query, queryAll, t } = sopbook;
  const { later, minutes, span } = sopbook.moments;
  // Entries that the reader has opened, and those that were late or put behind a button when the day was last shown.
  /** @type {WeakSet<HTMLElement>} */
  const opened = new WeakSet();
  /** @type {Set<HTMLElement>} */
  const late = new Set();
  /** @type {Set<HTMLElement>} */
  const rest = new Set();
  const shifts = sopbook.shifts();

  /** @type {(entry: HTMLElement) => string} */
  const atOf = (entry) => (entry.dataset.sopAt ? later(entry.dataset.sopAt, shifts.of(entry)) : "");
  // An entry for the whole day has no moment: it is neither now nor past.
  /** @type {(entry: HTMLElement) => string} */
  const untilOf = (entry) => (entry.dataset.sopUntil ? later(entry.dataset.sopUntil, shifts.of(entry)) : "");
  /** @type {(entry: HTMLElement, now: string) => boolean} */
  const isPast = (entry, now) => untilOf(entry) !== "" && untilOf(entry) <= now;
  /** @type {(entry: HTMLElement, now: string) => boolean} */
  const isNow = (entry, now) => atOf(entry) !== "" && atOf(entry) <= now && now < untilOf(entry);
  /** @type {(section: HTMLElement) => HTMLElement[]} */
  const entriesOf = (section) => queryAll(".sop-due", section);

  /** @type {(entry: HTMLElement, words: string) => void} */
  const label = (entry, words) => {
    const place = query("[data-sop-state]", entry);
    if (!place) return;
    place.hidden = !words;
    if (place.textContent !== words) place.textContent = words;
  };
  /** @type {(entry: HTMLElement, isOpen: boolean) => void} */
  const unfold = (entry, isOpen) => {
    if (isOpen) opened.add(entry);
    else opened.delete(entry);
    entry.classList.toggle("sop-due--open", isOpen);
    entry.classList.toggle("sop-due--row", !isOpen && entry.dataset.state !== "now");
    query(".sop-due__open", entry)?.setAttribute("aria-expanded", String(isOpen));
  };

  return {
    of: entriesOf, at: atOf, until: untilOf, isNow, isPast, unfold, late, rest, shifts,
    // Says of every entry of some sections whether it is now or next, and gives how many are ahead. Nothing is hidden here: it must not move under a finger.
    mark: (sections, now, isToday) => {
      const ahead = sections.flatMap(entriesOf).map(atOf).filter((at) => at > now && at.slice(0, 10) === now.slice(0, 10)).sort();
      /** @type {(entry: HTMLElement, at: string) => string} */
      const stateOf = (entry, at) => !isToday || !at ? "" : isNow(entry, now) ? "now" : late.has(entry) ? "late" : at === ahead[0] ? "next" : isPast(entry, now) ? "past" : "";
      /** @type {(state: string, at: string) => string} */
      const wordsOf = (state, at) => state === "now" ? t("app.today_now") : state === "late" ? t("app.today_late") : state === "next" ? t("app.today_next", { span: span(minutes(now, at)) }) : "";
      for (const section of sections) {
        let above = "";
        for (const entry of entriesOf(section)) {
          const state = stateOf(entry, atOf(entry));
          const isTogether = entry.classList.contains("sop-due--joined") && state === above;
          entry.dataset.state = above = state;
          if ((state === "now" || state === "next") && rest.delete(entry)) entry.hidden = false;
          entry.classList.toggle("sop-due--together", isTogether);
          entry.classList.toggle("sop-due--row", state !== "now" && !opened.has(entry));
          label(entry, isTogether ? "" : wordsOf(state, atOf(entry)));
        }
      }
      shifts.show(sections.flatMap(entriesOf), isToday ? now : "");
      return ahead.length;
    },
    // An entry is a line of its own until somebody opens it; what is now stands open.
    giveOpeners: (section) => {
      for (const entry of entriesOf(section).filter((one) => !query(".sop-due__open", one))) {
        const what = [...queryAll("strong, .sop-due__what", entry)].slice(0, 2).map((one) => one.textContent.trim()).join(" ").slice(0, 60);
        entry.prepend(make("button", { type: "button", class: "sop-due__open", "aria-expanded": "false", "aria-label": t("app.today_open", { what }), click: () => unfold(entry, !opened.has(entry)) }));
      }
    },
  };
};
