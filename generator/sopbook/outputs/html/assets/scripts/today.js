/* Today: the chosen day of the agenda, and on the day itself what is now and what comes next.
   The page holds all days; without this file they stand below each other. */
(() => {
  "use strict";

  const GROUP = "today:group";
  const DAY = /^#(\d{4}-\d\d-\d\d)/;
  const { groups, store, t } = sopbook;

  // Moments are texts such as 2026-12-03T19:55, by the clock of the branch: they compare like numbers.
  const minutesFrom = (one, other) => (Date.parse(`${other}Z`) - Date.parse(`${one}Z`)) / 60000;
  const dayFrom = (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * 86400000).toISOString().slice(0, 10);
  const span = (minutes) => {
    const hours = Math.floor(minutes / 60);
    return hours ? t("app.today_hours", { hours, minutes: minutes % 60 }) : t("app.today_minutes", { minutes });
  };

  const begin = (days) => {
    const sections = [...days.querySelectorAll("[data-sop-day]")];
    const bar = document.querySelector("[data-sop-today-bar]");
    const input = bar.querySelector("[data-sop-day-input]");
    const choice = bar.querySelector("[data-sop-group]");
    const toNow = bar.querySelector("[data-sop-day-now]");
    const zone = document.querySelector("[data-sop-zone]");
    const note = document.createElement("p");
    note.className = "sop-note sop-today__note";
    const earlier = document.createElement("button");
    earlier.type = "button";
    earlier.className = "sop-earlier";
    // What comes next, where what is now still fills the screen.
    const glance = document.createElement("a");
    glance.className = "sop-glance";
    const [glanceState, glanceWords] = ["sop-due__state", "sop-glance__what"].map((name) => {
      const part = document.createElement("span");
      part.className = name;
      glance.append(part);
      return part;
    });
    glance.addEventListener("click", (event) => {
      event.preventDefault(); // The address stays that of the day as it goes on.
      const entry = document.getElementById(glance.hash.slice(1));
      entry.tabIndex = -1;
      entry.focus({ preventScroll: true });
      entry.scrollIntoView();
    });
    days.before(note, glance);
    let shown = "";

    zone.textContent = t("app.today_zone", { zone: sopbook.zoneName(zone.dataset.sopZone) });
    const clock = () => sopbook.clock(zone.dataset.sopZone);
    const dayOf = (section) => section.dataset.sopDay;
    const nameOf = (section) => section.querySelector("h2").firstChild.textContent.trim();
    const chosen = () => DAY.exec(location.hash)?.[1];
    const isMine = (element) => !choice?.value || !element.dataset.sopGroups || element.dataset.sopGroups.split(" ").includes(choice.value);
    const entries = (section) => [...section.querySelectorAll(".sop-due")].filter(isMine);
    const isPast = (entry, now) => entry.dataset.sopUntil <= now;
    const isNow = (entry, now) => entry.dataset.sopAt <= now && now < entry.dataset.sopUntil;

    // Says of every entry on view whether it is now or next. Nothing is hidden here: it must not move under a finger.
    const mark = (now) => {
      const ahead = sections.filter((section) => !section.hidden).flatMap(entries).map((entry) => entry.dataset.sopAt)
        .filter((at) => at > now && at.slice(0, 10) === now.slice(0, 10)).sort();
      for (const section of sections.filter((one) => !one.hidden)) {
        for (const entry of entries(section)) {
          const at = entry.dataset.sopAt;
          const state = shown !== now.slice(0, 10) || !at ? "" : isNow(entry, now) ? "now" : at === ahead[0] ? "next" : isPast(entry, now) ? "past" : "";
          const label = entry.querySelector("[data-sop-state]");
          entry.dataset.state = state;
          label.hidden = state !== "now" && state !== "next";
          const words = state === "now" ? t("app.today_now") : state === "next" ? t("app.today_next", { span: span(minutesFrom(now, at)) }) : "";
          if (label.textContent !== words) label.textContent = words;
        }
      }
      look(now);
      tell(now, ahead.length);
    };

    const look = (now) => {
      const visible = sections.filter((section) => !section.hidden).flatMap(entries).filter((entry) => !entry.hidden);
      const next = visible.find((entry) => entry.dataset.state === "next");
      glance.hidden = !next || !visible.some((entry) => isNow(entry, now));
      if (glance.hidden) return;
      glance.href = `#${next.id}`;
      glanceState.textContent = next.querySelector("[data-sop-state]").textContent;
      const words = `${next.querySelector("strong").textContent} ${next.querySelector(".sop-due__what").textContent.trim()}`;
      if (glanceWords.textContent !== words) glanceWords.textContent = words;
    };

    // What is said above the entries where a day has none, or no more of them.
    const tell = (now, isMore) => {
      const today = now.slice(0, 10);
      const own = sections.find((section) => dayOf(section) === shown);
      const isBusy = own && ([...own.querySelectorAll(".sop-note--quiet")].some(isMine) || entries(own).length);
      const isDone = own && entries(own).length && shown === today && !isMore && !sections.some((section) => !section.hidden && entries(section).some((entry) => isNow(entry, now)));
      note.hidden = Boolean(isBusy) && !isDone;
      if (note.hidden) return;
      const filled = sections.filter((section) => dayOf(section) !== shown && entries(section).length);
      const distance = (section) => Math.abs(minutesFrom(`${shown}T00:00`, `${dayOf(section)}T00:00`)) - (dayOf(section) > shown ? 0.5 : 0);
      const near = isDone ? filled.find((section) => dayOf(section) > shown) : filled.sort((a, b) => distance(a) - distance(b))[0];
      const words = [isDone ? t("app.today_done") : t("app.today_unplanned"), " "];
      if (near) {
        const link = document.createElement("a");
        link.href = `#${dayOf(near)}`;
        link.textContent = t("app.today_go", { day: nameOf(near) });
        words.push(link);
      }
      if (note.textContent !== words.map((word) => word.textContent ?? word).join("")) note.replaceChildren(...words);
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
        for (const element of section.querySelectorAll("[data-sop-groups], .sop-due")) {
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
    const fold = (section, now) => {
      const past = entries(section).filter((entry) => entry.dataset.sopAt && isPast(entry, now));
      if (!past.length) return;
      for (const entry of past) entry.hidden = true;
      earlier.textContent = t("app.today_earlier", { count: past.length });
      earlier.onclick = () => {
        for (const entry of past) entry.hidden = false;
        earlier.remove();
      };
      section.querySelector(".sop-dues").before(earlier);
    };

    const go = (hash) => {
      history.pushState(null, "", hash || location.pathname + location.search); // Without a jump, the bar stays in place.
      show();
    };

    for (const button of bar.querySelectorAll("[data-sop-day-step]")) {
      button.addEventListener("click", () => go(`#${dayFrom(shown, Number(button.dataset.sopDayStep))}`));
    }
    toNow.addEventListener("click", () => go(""));
    input.addEventListener("change", () => { if (input.value) go(`#${input.value}`); });
    choice?.addEventListener("change", () => {
      // Each of the reader's groups is of one sort, so that changing the group changes the plan.
      store.set(GROUP, { ...store.get(GROUP, {}), [groups.current().id]: choice.value });
      groups.hold(); // Its listeners read what has just been kept.
    });
    const choose = () => {
      const own = store.get(GROUP, {})[groups.current().id] ?? "";
      choice.value = [...choice.options].some((option) => option.value === own) ? own : "";
    };
    if (choice) {
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
    const days = document.querySelector("[data-sop-days]");
    if (days) begin(days);
  });
})();
