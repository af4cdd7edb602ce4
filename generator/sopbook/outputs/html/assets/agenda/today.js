// @ts-check
/* Today: the chosen day of the agenda, and on the day itself what is now and what comes next. */
(() => {
  "use strict";

  // After so many milliseconds without a touch, what is over may go.
  const IDLE = 20000;
  const DAY = /^#(\d{4}-\d\d-\d\d)/;
  const { query, queryAll, t } = sopbook;

  /** @type {(box: HTMLElement) => Promise<void>} */
  const begin = (box) => {
    const bar = query("[data-sop-today-bar]");
    const toNow = query("[data-sop-day-now]");
    const dayName = query("[data-sop-day-name]");
    const zone = query("[data-sop-zone]");
    /** @type {HTMLInputElement | null} */
    const input = document.querySelector("[data-sop-day-input]");
    if (!bar || !toNow || !zone || !input) return Promise.resolve();
    const timeZone = zone.dataset.sopZone ?? "";
    zone.textContent = t("app.today_zone", { zone: sopbook.zoneName(timeZone) });
    const clock = () => sopbook.clock(timeZone);
    const chosen = () => DAY.exec(location.hash)?.[1];

    let shown = "";
    let touched = -IDLE;
    const sorts = sopbook.sorts(() => { if (shown) turn(); });
    const book = sopbook.book(box, sorts);
    const entries = sopbook.entries();
    const { fold, forget } = sopbook.fold(entries);
    const tell = sopbook.note(box, book, entries);
    const section = query("[data-sop-people]");
    const list = section && sopbook.peopleList(section);
    const onView = () => book.sections().filter((section) => !section.hidden);

    /** @type {(now: string) => void} */
    const mark = (now) => {
      const isToday = shown === now.slice(0, 10);
      const ahead = entries.mark(onView(), now, isToday);
      sorts.tell((isWanted) => book.isGoing(now.slice(0, 10), now, isWanted));
      tell(shown, isToday, ahead, onView().some((section) => entries.of(section).some((entry) => entries.isNow(entry, now))));
    };
    // The days that are needed: the one on view, what goes on since midnight, and the next one with entries.
    /** @type {(day: string, today: string) => string[]} */
    const needed = (day, today) => {
      const next = book.filled().find((one) => one > day);
      return [day, ...(day === today ? [sopbook.moments.day(day, -1)] : []), ...(next ? [next] : [])].filter(book.lacks);
    };

    const show = () => {
      const now = clock();
      const today = now.slice(0, 10);
      const before = shown;
      shown = chosen() ?? today;
      input.value = shown;
      if (dayName) dayName.textContent = book.name(shown);
      forget(shown !== before);
      toNow.hidden = shown === today;
      zone.hidden = now === sopbook.clock();
      const [own, yesterday] = [book.section(shown), shown === today ? book.section(sopbook.moments.day(today, -1)) : null];
      for (const section of book.sections()) {
        // What began before midnight and goes on stays in sight.
        const goesOn = section === yesterday && entries.of(section).some((entry) => entries.isNow(entry, now));
        section.hidden = section !== own && !goesOn;
        section.classList.toggle("sop-today__day--before", goesOn);
        for (const entry of entries.of(section)) entry.hidden = goesOn && !entries.isNow(entry, now);
        if (!section.hidden) entries.giveOpeners(section);
      }
      if (own && shown === today) fold(own, now);
      if (shown !== before) document.dispatchEvent(new Event("sopbook:day")); // Ticks are counted and cleared for the day on view.
      mark(now);
      list?.show(shown === today ? today : "");
      sopbook.nextWeek(today, sorts);
    };
    // Another group, with another plan, or with ticks of its own.
    const turn = () => {
      book.clear();
      show();
    };
    // Shows the day of the address once its month is here, and opens its entry where it names one.
    const land = async () => {
      const wanted = needed(chosen() ?? clock().slice(0, 10), clock().slice(0, 10));
      if (wanted.length) {
        box.setAttribute("aria-busy", "true");
        await book.fetch(wanted);
        box.removeAttribute("aria-busy");
      }
      const id = location.hash.length > 11 ? decodeURIComponent(location.hash.slice(1)) : "";
      if (id && book.hides(id.slice(0, 10), id)) {
        sorts.widen();
        book.clear();
      }
      show();
      box.dataset.ready = "true";
      const target = id ? document.getElementById(id) : null;
      if (!target) return;
      target.hidden = false;
      if (target.classList.contains("sop-due")) entries.unfold(target, true);
      target.scrollIntoView();
    };
    /** @type {(hash: string) => void} */
    const go = (hash) => {
      history.pushState(null, "", hash || location.pathname + location.search); // Without a jump, the bar stays in place.
      land();
    };

    for (const button of queryAll("[data-sop-day-step]", bar)) {
      button.addEventListener("click", () => go(`#${sopbook.moments.day(shown, Number(button.dataset.sopDayStep))}`));
    }
    toNow.addEventListener("click", () => go(""));
    input.addEventListener("change", () => { if (input.value) go(`#${input.value}`); });
    entries.shifts.listen(() => show());
    addEventListener("hashchange", land);
    addEventListener("popstate", land);
    // Of a day that has just come into the page it is known only now what is ticked.
    const known = new Set();
    document.addEventListener("sopbook:ticked", () => {
      const fresh = onView().filter((section) => !known.has(section));
      for (const section of fresh) known.add(section);
      if (fresh.length) show();
    });
    for (const one of ["pointerdown", "keydown", "scroll"]) addEventListener(one, () => { touched = Date.now(); }, { passive: true });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) land(); });
    addEventListener("online", land);
    setInterval(() => {
      const now = clock();
      if (!chosen() && now.slice(0, 10) !== shown) land();
      else if (Date.now() - touched > IDLE) show();
      else mark(now);
    }, 10000);
    bar.hidden = false;
    return land();
  };

  sopbook.agenda = { begin };
})();
