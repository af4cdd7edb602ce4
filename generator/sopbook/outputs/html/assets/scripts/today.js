// @ts-check
/* Today: the chosen day of the agenda, and on the day itself what is now and what comes next.
   The page holds all days; without this file they stand below each other. */
(() => {
  "use strict";

  const GROUP = "today:group";
  // For so many minutes what nobody ticked stays in sight.
  const LATE = 60;
  // So many entries to come stand below what is now; the others are behind a button.
  const AHEAD = 12;
  // After so many milliseconds without a touch, what is over may go.
  const IDLE = 20000;
  const DAY = /^#(\d{4}-\d\d-\d\d)/;
  const { groups, make, query, queryAll, store, t } = sopbook;

  // Moments are texts such as 2026-12-03T19:55, by the clock of the branch: they compare like numbers.
  /** @type {(one: string, other: string) => number} */
  const minutesFrom = (one, other) => (Date.parse(`${other}Z`) - Date.parse(`${one}Z`)) / 60000;
  /** @type {(day: string, days: number) => string} */
  const dayFrom = (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * 86400000).toISOString().slice(0, 10);
  /** @type {(minutes: number) => string} */
  const span = (minutes) => {
    const hours = Math.floor(minutes / 60);
    return hours ? t("app.today_hours", { hours, minutes: minutes % 60 }) : t("app.today_minutes", { minutes });
  };

  /** @type {(days: HTMLElement) => void} */
  const begin = (days) => {
    const sections = queryAll("[data-sop-day]", days);
    const bar = query("[data-sop-today-bar]");
    const toNow = query("[data-sop-day-now]");
    const dayName = query("[data-sop-day-name]");
    const ideas = query("[data-sop-ideas]");
    const zone = query("[data-sop-zone]");
    /** @type {HTMLInputElement | null} */
    const input = document.querySelector("[data-sop-day-input]");
    /** @type {HTMLSelectElement | null} */
    const choice = document.querySelector("select[data-sop-group]");
    if (!bar || !toNow || !zone || !input) return;
    const note = make("p", { class: "sop-note sop-today__note" });
    const earlier = make("button", { type: "button", class: "sop-earlier" });
    const later = make("button", { type: "button", class: "sop-earlier" });
    // Which of the two the reader has opened, as long as this day is on view.
    /** @type {Set<HTMLElement>} */
    const wanted = new Set();
    /** @type {Set<HTMLElement>} */
    const rest = new Set();
    const coming = make("ul", { class: "sop-rows sop-today__coming" });
    days.before(note);
    days.after(coming);
    let shown = "";
    // What was not ticked, by somebody who ticks.
    /** @type {Set<HTMLElement>} */
    const late = new Set();
    let touched = -IDLE;

    const timeZone = zone.dataset.sopZone ?? "";
    zone.textContent = t("app.today_zone", { zone: sopbook.zoneName(timeZone) });
    const clock = () => sopbook.clock(timeZone);
    /** @type {(section: HTMLElement) => string} */
    const dayOf = (section) => section.dataset.sopDay ?? "";
    /** @type {(section: HTMLElement) => string} */
    const nameOf = (section) => section.querySelector("h2")?.firstChild?.textContent?.trim() ?? dayOf(section);
    const chosen = () => DAY.exec(location.hash)?.[1];
    /** @type {(element: HTMLElement) => boolean} */
    const isMine = (element) => !choice?.value || !element.dataset.sopGroups || element.dataset.sopGroups.split(" ").includes(choice.value);
    /** @type {(section: HTMLElement) => HTMLElement[]} */
    const entries = (section) => queryAll(".sop-due", section).filter(isMine);
    // An entry for the whole day has no moment: it is neither now nor past.
    /** @type {(entry: HTMLElement, now: string) => boolean} */
    const isPast = ({ dataset: { sopUntil } }, now) => sopUntil !== undefined && sopUntil <= now;
    /** @type {(entry: HTMLElement, now: string) => boolean} */
    const isNow = ({ dataset: { sopAt, sopUntil } }, now) => sopAt !== undefined && sopUntil !== undefined && sopAt <= now && now < sopUntil;

    // Says of every entry on view whether it is now or next. Nothing is hidden here: it must not move under a finger.
    /** @type {(now: string) => void} */
    const mark = (now) => {
      const ahead = sections.filter((section) => !section.hidden).flatMap(entries).map((entry) => entry.dataset.sopAt ?? "")
        .filter((at) => at > now && at.slice(0, 10) === now.slice(0, 10)).sort();
      /** @type {(entry: HTMLElement, at: string | undefined) => string} */
      const stateOf = (entry, at) => shown !== now.slice(0, 10) || !at ? "" : isNow(entry, now) ? "now" : late.has(entry) ? "late" : at === ahead[0] ? "next" : isPast(entry, now) ? "past" : "";
      /** @type {(state: string, at: string) => string} */
      const wordsOf = (state, at) => state === "now" ? t("app.today_now") : state === "late" ? t("app.today_late") : state === "next" ? t("app.today_next", { span: span(minutesFrom(now, at)) }) : "";
      for (const section of sections.filter((one) => !one.hidden)) {
        let above = "";
        for (const entry of entries(section)) {
          const state = stateOf(entry, entry.dataset.sopAt);
          const isTogether = entry.classList.contains("sop-due--joined") && state === above;
          entry.dataset.state = above = state;
          if ((state === "now" || state === "next") && rest.delete(entry)) entry.hidden = false;
          entry.classList.toggle("sop-due--together", isTogether);
          entry.classList.toggle("sop-due--row", state !== "now" && !opened.has(entry));
          const label = query("[data-sop-state]", entry);
          if (!label) continue;
          const words = isTogether ? "" : wordsOf(state, entry.dataset.sopAt ?? now);
          label.hidden = !words;
          if (label.textContent !== words) label.textContent = words;
        }
      }
      tell(now, ahead.length);
    };

    // An entry is a line of its own until somebody opens it; what is now stands open.
    /** @type {WeakSet<HTMLElement>} */
    const opened = new WeakSet();
    /** @type {(entry: HTMLElement, isOpen: boolean) => void} */
    const unfold = (entry, isOpen) => {
      if (isOpen) opened.add(entry);
      else opened.delete(entry);
      entry.classList.toggle("sop-due--open", isOpen);
      entry.classList.toggle("sop-due--row", !isOpen && entry.dataset.state !== "now");
      query(".sop-due__open", entry)?.setAttribute("aria-expanded", String(isOpen));
    };
    /** @type {(section: HTMLElement) => void} */
    const giveOpeners = (section) => {
      for (const entry of entries(section).filter((one) => !query(".sop-due__open", one))) {
        const what = [...queryAll("strong, .sop-due__what", entry)].slice(0, 2).map((one) => one.textContent.trim()).join(" ").slice(0, 60);
        entry.prepend(make("button", { type: "button", class: "sop-due__open", "aria-expanded": "false", "aria-label": t("app.today_open", { what }), click: () => unfold(entry, !opened.has(entry)) }));
      }
    };

    // What is said above the entries where a day has none, or no more of them: why, where the next ones are, what could be done.
    /** @type {(now: string, isMore: number) => void} */
    const tell = (now, isMore) => {
      const today = now.slice(0, 10);
      const own = sections.find((section) => dayOf(section) === shown);
      const isDue = own !== undefined && entries(own).length > 0;
      // On a quiet day its reason is said by the plan itself.
      const isBusy = isDue || (own !== undefined && queryAll(".sop-note--quiet", own).some(isMine));
      const isDone = isDue && shown === today && !isMore && !sections.some((section) => !section.hidden && entries(section).some((entry) => isNow(entry, now)));
      const filled = sections.filter((section) => dayOf(section) !== shown && entries(section).length);
      const next = filled.find((section) => dayOf(section) > shown);
      note.hidden = isBusy && !isDone;
      if (ideas) ideas.hidden = isBusy;
      offer(isDue ? undefined : next);
      if (note.hidden) return;
      const distance = (/** @type {HTMLElement} */ section) => Math.abs(minutesFrom(`${shown}T00:00`, `${dayOf(section)}T00:00`)) - (dayOf(section) > shown ? 0.5 : 0);
      const near = isDone ? next : [...filled].sort((a, b) => distance(a) - distance(b))[0];
      const words = `${isDone ? t("app.today_done") : why(filled)} `;
      const link = near && make("a", { href: `#${dayOf(near)}`, text: t("app.today_go", { day: nameOf(near) }) });
      if (note.textContent === words + (link?.textContent ?? "")) return;
      note.replaceChildren(words, ...(link ? [link] : []));
    };
    /** @type {(next: HTMLElement | undefined) => void} */
    const offer = (next) => {
      const day = next ? dayOf(next) : "";
      if (coming.dataset.sopNext === day) return;
      coming.dataset.sopNext = day;
      coming.replaceChildren(...(next ? [first(next)] : []));
    };
    /** @type {(filled: HTMLElement[]) => string} */
    const why = (filled) => {
      const [begin, end] = [filled[0], filled.at(-1)];
      if (begin && shown < dayOf(begin)) return t("app.today_before", { day: dayOf(begin) });
      return end && shown > dayOf(end) ? t("app.today_after", { day: dayOf(end) }) : t("app.today_unplanned");
    };
    // The first entry of a day, as a row that leads to it.
    /** @type {(section: HTMLElement) => HTMLElement} */
    const first = (section) => {
      const entry = entries(section)[0];
      const [when, what] = ["strong", ".sop-due__what"].map((selector) => query(selector, entry)?.textContent.trim() ?? "");
      return make("li", {}, make("a", { href: `#${entry.id}` }, make("span", { class: "sop-rows__words" },
        make("span", { class: "sop-rows__title", text: t("app.today_coming", { day: nameOf(section), time: when }) }), " ",
        make("span", { class: "sop-rows__line", text: what }))));
    };

    const show = () => {
      const now = clock();
      const before = shown;
      shown = chosen() ?? now.slice(0, 10);
      input.value = shown;
      const own = sections.find((section) => dayOf(section) === shown);
      if (dayName) dayName.textContent = own ? nameOf(own) : shown;
      late.clear();
      rest.clear();
      if (shown !== before) wanted.clear();
      toNow.hidden = shown === now.slice(0, 10);
      zone.hidden = now === sopbook.clock();
      earlier.remove();
      later.remove();
      for (const section of sections) {
        const isShown = dayOf(section) === shown;
        // What began before midnight and goes on stays in sight.
        const goesOn = shown === now.slice(0, 10) && dayOf(section) < shown && entries(section).some((entry) => isNow(entry, now));
        section.hidden = !isShown && !goesOn;
        section.classList.toggle("sop-today__day--before", goesOn);
        for (const element of queryAll("[data-sop-groups], .sop-due", section)) {
          element.hidden = !isMine(element) || (goesOn && !isNow(element, now));
        }
        if (!section.hidden) giveOpeners(section);
        if (isShown && shown === now.slice(0, 10)) fold(section, now);
      }
      days.dataset.ready = "true";
      if (shown !== before) document.dispatchEvent(new Event("sopbook:day")); // Ticks are counted and cleared for the day on view.
      mark(now);
    };
    // Shows the day of the address, and opens its entry where it names one.
    const land = () => {
      show();
      const target = location.hash.length > 11 ? sopbook.target(location.hash) : null;
      if (!target) return;
      target.hidden = false;
      if (target.classList.contains("sop-due")) unfold(target, true);
      target.scrollIntoView();
    };

    // Puts what is over behind a button below everything else, and says how much of it nobody ticked.
    /** @type {(section: HTMLElement, now: string) => void} */
    const fold = (section, now) => {
      const past = entries(section).filter((entry) => entry.dataset.sopAt && isPast(entry, now));
      const isOpen = (/** @type {HTMLElement} */ entry) => !entry.classList.contains("sop-ticked");
      const ticks = !past.every(isOpen);
      const over = past.filter((entry) => !(ticks && isOpen(entry) && minutesFrom(entry.dataset.sopUntil ?? now, now) < LATE));
      for (const entry of past) if (!over.includes(entry)) late.add(entry);
      const left = ticks ? over.filter(isOpen).length : 0;
      const ahead = entries(section).filter((entry) => (entry.dataset.sopAt ?? "") > now);
      const end = ahead.findIndex((entry, place) => place >= AHEAD && !entry.classList.contains("sop-due--joined"));
      const further = end < 0 ? [] : ahead.slice(end);
      for (const entry of further) rest.add(entry);
      const list = query(".sop-dues", section);
      hide(over, earlier, t("app.today_earlier", { count: over.length }) + (left ? t("app.today_left", { count: left }) : ""), list);
      hide(further, later, t("app.today_later", { count: further.length }), list);
    };
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

    /** @type {(hash: string) => void} */
    const go = (hash) => {
      history.pushState(null, "", hash || location.pathname + location.search); // Without a jump, the bar stays in place.
      show();
    };

    for (const button of queryAll("[data-sop-day-step]", bar)) {
      button.addEventListener("click", () => go(`#${dayFrom(shown, Number(button.dataset.sopDayStep))}`));
    }
    toNow.addEventListener("click", () => go(""));
    input.addEventListener("change", () => { if (input.value) go(`#${input.value}`); });
    // Each of the reader's groups is of one sort, so that changing the group changes the plan.
    const sorts = () => {
      const kept = store.get(GROUP, {});
      return /** @type {Record<string, unknown>} */ (kept !== null && typeof kept === "object" ? kept : {});
    };
    if (choice) {
      choice.addEventListener("change", () => {
        store.set(GROUP, { ...sorts(), [groups.current().id]: choice.value });
        groups.hold(); // Its listeners read what has just been kept.
      });
      const choose = () => {
        const own = sorts()[groups.current().id];
        choice.value = [...choice.options].find((option) => option.value === own)?.value ?? "";
      };
      choose();
      groups.listen(() => { choose(); show(); });
    }
    addEventListener("hashchange", land);
    addEventListener("popstate", land);
    document.addEventListener("sopbook:ticked", show, { once: true }); // By then it is known what is ticked.
    for (const one of ["pointerdown", "keydown", "scroll"]) addEventListener(one, () => { touched = Date.now(); }, { passive: true });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) show(); });
    setInterval(() => {
      const now = clock();
      if ((!chosen() && now.slice(0, 10) !== shown) || Date.now() - touched > IDLE) show();
      else mark(now);
    }, 10000);
    bar.hidden = false;
    if (choice?.parentElement) choice.parentElement.hidden = false;
    land();
  };

  sopbook.ready(() => {
    const days = query("[data-sop-days]");
    if (days) begin(days);
  });
})();
