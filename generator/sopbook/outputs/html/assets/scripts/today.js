// @ts-check
/* Today: the chosen day of the agenda, and on the day itself what is now and what comes next.
   The page holds all days; without this file they stand below each other. */
(() => {
  "use strict";

  const GROUP = "today:group";
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

  /** @type {(part: HTMLElement, selector: string) => string} */
  const textIn = (part, selector) => query(selector, part)?.textContent.trim() ?? "";

  /** @type {(days: HTMLElement) => void} */
  const begin = (days) => {
    const sections = queryAll("[data-sop-day]", days);
    const bar = query("[data-sop-today-bar]");
    const toNow = query("[data-sop-day-now]");
    const zone = query("[data-sop-zone]");
    /** @type {HTMLInputElement | null} */
    const input = document.querySelector("[data-sop-day-input]");
    /** @type {HTMLSelectElement | null} */
    const choice = document.querySelector("select[data-sop-group]");
    if (!bar || !toNow || !zone || !input) return;
    const note = make("p", { class: "sop-note sop-today__note" });
    const earlier = make("button", { type: "button", class: "sop-earlier" });
    // What comes next, where what is now still fills the screen.
    const glanceState = make("span", { class: "sop-due__state" });
    const glanceWords = make("span", { class: "sop-glance__what" });
    const glance = make("a", { class: "sop-glance" }, glanceState, glanceWords);
    glance.addEventListener("click", (event) => {
      event.preventDefault(); // The address stays that of the day as it goes on.
      const entry = document.getElementById(glance.hash.slice(1));
      if (!entry) return;
      entry.tabIndex = -1;
      entry.focus({ preventScroll: true });
      entry.scrollIntoView();
    });
    days.before(note, glance);
    let shown = "";

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
      for (const section of sections.filter((one) => !one.hidden)) {
        for (const entry of entries(section)) {
          const at = entry.dataset.sopAt;
          const state = shown !== now.slice(0, 10) || !at ? "" : isNow(entry, now) ? "now" : at === ahead[0] ? "next" : isPast(entry, now) ? "past" : "";
          entry.dataset.state = state;
          const label = query("[data-sop-state]", entry);
          if (!label) continue;
          label.hidden = state !== "now" && state !== "next";
          const words = state === "now" ? t("app.today_now") : state === "next" ? t("app.today_next", { span: span(minutesFrom(now, at ?? now)) }) : "";
          if (label.textContent !== words) label.textContent = words;
        }
      }
      look(now);
      tell(now, ahead.length);
    };

    /** @type {(now: string) => void} */
    const look = (now) => {
      const visible = sections.filter((section) => !section.hidden).flatMap(entries).filter((entry) => !entry.hidden);
      const next = visible.find((entry) => entry.dataset.state === "next");
      glance.hidden = !next || !visible.some((entry) => isNow(entry, now));
      if (!next || glance.hidden) return;
      glance.href = `#${next.id}`;
      glanceState.textContent = textIn(next, "[data-sop-state]");
      const words = `${textIn(next, "strong")} ${textIn(next, ".sop-due__what")}`;
      if (glanceWords.textContent !== words) glanceWords.textContent = words;
    };

    // What is said above the entries where a day has none, or no more of them.
    /** @type {(now: string, isMore: number) => void} */
    const tell = (now, isMore) => {
      const today = now.slice(0, 10);
      const own = sections.find((section) => dayOf(section) === shown);
      const isBusy = own && (queryAll(".sop-note--quiet", own).some(isMine) || entries(own).length);
      const isDone = own && entries(own).length && shown === today && !isMore && !sections.some((section) => !section.hidden && entries(section).some((entry) => isNow(entry, now)));
      note.hidden = Boolean(isBusy) && !isDone;
      if (note.hidden) return;
      const filled = sections.filter((section) => dayOf(section) !== shown && entries(section).length);
      const distance = (/** @type {HTMLElement} */ section) => Math.abs(minutesFrom(`${shown}T00:00`, `${dayOf(section)}T00:00`)) - (dayOf(section) > shown ? 0.5 : 0);
      const near = isDone ? filled.find((section) => dayOf(section) > shown) : filled.sort((a, b) => distance(a) - distance(b))[0];
      const words = `${isDone ? t("app.today_done") : t("app.today_unplanned")} `;
      const link = near && make("a", { href: `#${dayOf(near)}`, text: t("app.today_go", { day: nameOf(near) }) });
      if (note.textContent !== words + (link?.textContent ?? "")) note.replaceChildren(words, ...(link ? [link] : []));
    };

    const show = () => {
      const now = clock();
      const before = shown;
      shown = chosen() ?? now.slice(0, 10);
      input.value = shown;
      toNow.hidden = shown === now.slice(0, 10);
      zone.hidden = now === sopbook.clock();
      earlier.remove();
      for (const section of sections) {
        const isShown = dayOf(section) === shown;
        // What began before midnight and goes on stays in sight.
        const goesOn = shown === now.slice(0, 10) && dayOf(section) < shown && entries(section).some((entry) => isNow(entry, now));
        section.hidden = !isShown && !goesOn;
        section.classList.toggle("sop-today__day--before", goesOn);
        for (const element of queryAll("[data-sop-groups], .sop-due", section)) {
          element.hidden = !isMine(element) || (goesOn && !isNow(element, now));
        }
        if (isShown && shown === now.slice(0, 10)) fold(section, now);
      }
      days.dataset.ready = "true";
      if (shown !== before) document.dispatchEvent(new Event("sopbook:day")); // Ticks are counted and cleared for the day on view.
      mark(now);
      const target = location.hash.length > 11 && document.getElementById(location.hash.slice(1));
      if (target) {
        target.hidden = false;
        target.scrollIntoView();
      }
    };

    // Puts what is over behind a button, so that the first thing on the screen is what is due.
    /** @type {(section: HTMLElement, now: string) => void} */
    const fold = (section, now) => {
      const past = entries(section).filter((entry) => entry.dataset.sopAt && isPast(entry, now));
      if (!past.length) return;
      for (const entry of past) entry.hidden = true;
      earlier.textContent = t("app.today_earlier", { count: past.length });
      earlier.onclick = () => {
        for (const entry of past) entry.hidden = false;
        earlier.remove();
      };
      query(".sop-dues", section)?.before(earlier);
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
    addEventListener("hashchange", show);
    addEventListener("popstate", show);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) show(); });
    setInterval(() => {
      const now = clock();
      if (!chosen() && now.slice(0, 10) !== shown) show();
      else mark(now);
    }, 10000);
    bar.hidden = false;
    show();
  };

  sopbook.ready(() => {
    const days = query("[data-sop-days]");
    if (days) begin(days);
  });
})();
