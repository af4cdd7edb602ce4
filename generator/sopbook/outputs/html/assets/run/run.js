// @ts-check
/* Step by step: one step fills the screen, with its message, its tick and the time until the next one. */
(() => {
  "use strict";

  const { groups, make, query, queryAll, store, t } = sopbook;
  const SHIFT = "shift", ALARM = "run:alarm";
  const ASLEEP = 60000;
  const WAY_OUT = "m6 6 12 12M18 6 6 18", BELL = "M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15zM10 21h4";

  /** @type {(path: string) => SVGElement} */
  const drawing = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  // By how many minutes today's run of this page is late, for the group in force.
  /** @type {(day: string) => string[]} */
  const placeOf = (day) => [day, groups.current().id, decodeURI(location.pathname).slice(decodeURI(sopbook.root.pathname).length)];
  /** @type {(day: string) => number} */
  const shiftOf = (day) => {
    const kept = store.get(SHIFT, {});
    const own = kept !== null && typeof kept === "object" ? /** @type {Record<string, unknown>} */ (kept)[placeOf(day).join(" ")] : 0;
    return typeof own === "number" ? own : 0;
  };
  /** @type {(day: string, minutes: number) => void} */
  const setShift = (day, minutes) => {
    groups.hold();
    store.set(SHIFT, minutes ? { [placeOf(day).join(" ")]: minutes } : {}); // Of one run at a time: yesterday's is nobody's business.
  };
  /** @type {(moment: string, minutes: number) => string} */
  const later = (moment, minutes) => moment && new Date(Date.parse(`${moment}Z`) + minutes * 60000).toISOString().slice(0, 16);

  // A short tone and a push, for whoever looks at the group and not at this page.
  const ring = () => {
    navigator.vibrate?.(200);
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.2);
    tone.addEventListener("ended", () => sound.close());
  };

  sopbook.run = (lists, asked) => {
    if (query(".sop-run")) return;
    const now = () => sopbook.clock(sopbook.edition.zone);
    const first = lists[0].dataset.sopStart ?? "";
    const start = asked || (first ? `${now().slice(0, 10)}T${first}` : "");
    const day = (start || now()).slice(0, 10);
    const steps = sopbook.steps(lists, start);
    const began = now();

    // Where one goes on: behind what was ticked last; if nothing was, where the clock stands.
    const entry = () => {
      const ticked = steps.map((step) => step.isTicked).lastIndexOf(true);
      if (ticked >= 0) return Math.min(ticked + 1, steps.length - 1);
      const end = steps.at(-1)?.at ?? "";
      const inside = steps[0].at && steps.find((step) => step.at >= start)?.at;
      const moment = later(now(), -shiftOf(day));
      return inside && moment >= inside && moment <= later(end, 60) ? byClock(moment) : Math.max(0, steps.findIndex((step) => step.at.slice(0, 10) === day));
    };
    /** @type {(moment: string) => number} */
    const byClock = (moment) => {
      const at = steps.filter((step) => step.at <= moment).reduce((last, step) => (step.at > last ? step.at : last), "");
      const due = steps.filter((step) => step.at === at);
      return Math.max(0, steps.indexOf(due.find((step) => step.message) ?? due[0]));
    };
    let place = 0;

    const count = make("span", { class: "sop-run__count" });
    const done = make("i", {});
    const awake = make("span", { class: "sop-run__awake", text: t("app.run_awake"), hidden: true });
    const asleep = make("p", { class: "sop-quiet", text: t("app.run_sleeps"), hidden: true });
    const bell = make("button", { type: "button", class: "sop-icon-button", "aria-label": t("app.run_alarm"), title: t("app.run_alarm"), click: () => {
      store.set(ALARM, store.get(ALARM, false) !== true);
      bell.setAttribute("aria-pressed", String(store.get(ALARM, false) === true));
    } }, drawing(BELL));
    bell.setAttribute("aria-pressed", String(store.get(ALARM, false) === true));
    const when = make("strong", {});
    const who = make("span", {});
    const title = make("h1", { id: "sop-run-title", tabindex: -1 });
    const missed = make("button", { type: "button", class: "sop-button", click: () => go(steps.findIndex((step) => !step.isTicked)) });
    const text = make("div", { class: "sop-bubble__text", "data-sop-message": true });
    const message = make("div", {}, text);
    const more = make("div", {});
    const copy = make("button", { type: "button", class: "sop-copy", click: () => sopbook.copy(copy, [text]) }, make("span", { "data-sop-label": true, text: t("app.run_copy") }));
    const back = make("button", { type: "button", class: "sop-button", text: t("app.run_back"), click: () => go(place - 1) });
    const next = make("button", { type: "button", class: "sop-button", click: () => goOn() });
    const plus = make("button", { type: "button", class: "sop-button", text: t("app.run_more"), click: () => { setShift(day, shiftOf(day) + 1); show(); } });
    const onTime = make("button", { type: "button", class: "sop-button", click: () => { setShift(day, 0); show(); } });
    const coming = make("ul", { class: "sop-run__coming" });
    const timer = sopbook.timer((what) => {
      sopbook.say(t("app.run_due", { what }));
      if (store.get(ALARM, false) === true) ring();
    });
    timer.element.append(onTime, plus);

    const show = () => {
      const step = steps[place];
      const shift = shiftOf(day);
      const at = later(step.at, shift);
      count.textContent = t("app.run_of", { number: place + 1, total: steps.length });
      done.style.width = `${(100 * (place + 1)) / steps.length}%`;
      when.textContent = at ? at.slice(11) : "";
      who.textContent = [step.who, groups.title(groups.current())].filter(Boolean).join(" · ");
      title.textContent = step.what;
      const open = steps.slice(0, place).filter((one) => !one.isTicked && one.at.slice(0, 10) === step.at.slice(0, 10)).length;
      missed.hidden = !open || !steps.some((one) => one.isTicked);
      if (open) missed.textContent = t("app.run_missed", { count: open });
      message.hidden = copy.hidden = !step.message;
      text.lang = step.message?.lang ?? "";
      text.replaceChildren(...[...(step.message?.childNodes ?? [])].map((one) => one.cloneNode(true)));
      sopbook.slots.show(text);
      copy.setAttribute("aria-label", t("app.run_copy_what", { what: step.what.slice(0, 40) }));
      more.replaceChildren(...(step.attachments ? [step.attachments.cloneNode(true)] : []));
      back.disabled = place === 0;
      next.textContent = place === steps.length - 1 ? t("app.run_finish") : step.message ? t("app.run_sent") : t("app.run_done");
      plus.hidden = !step.at;
      onTime.hidden = !shift || !step.at;
      onTime.textContent = t("app.run_on_time", { minutes: shift });
      const then = steps[place + 1];
      if (step.limit) timer.set(began, later(began, step.limit), then?.what ?? step.what); // A limit counts from the moment somebody begins.
      else timer.set(at, then ? later(then.at, shift) : "", then?.what ?? "");
      coming.replaceChildren(...steps.slice(place + 1, place + 6).map((one, index) => make("li", {}, make("button", { type: "button", click: () => go(place + 1 + index) },
        make("b", { text: one.at ? later(one.at, shift).slice(11) : "" }), " ", one.what))));
    };
    /** @type {(to: number) => void} */
    const go = (to) => {
      if (to < 0 || to >= steps.length) return;
      place = to;
      show();
      // A long step is set smaller, so that it is read without scrolling.
      stage.classList.remove("sop-run__stage--long");
      stage.classList.toggle("sop-run__stage--long", stage.scrollHeight > stage.clientHeight);
      stage.scrollTop = 0;
      title.focus({ preventScroll: true });
    };
    const goOn = () => {
      steps[place].tick();
      if (place < steps.length - 1) go(place + 1);
      else leave();
    };
    const leave = () => dialog.close();

    const trouble = query("#risks, #escalation");
    const stage = make("section", { class: "sop-run__stage" },
      make("p", { class: "sop-run__head" }, when, " ", who), title, missed, message, more, asleep);
    const dialog = make("dialog", { class: "sop-run", "aria-labelledby": "sop-run-title", "data-sop-aside": true },
      make("div", { class: "sop-run__main" },
        make("header", {}, make("button", { type: "button", class: "sop-icon-button", "aria-label": t("app.run_leave"), title: t("app.run_leave"), click: leave }, drawing(WAY_OUT)),
          make("span", { class: "sop-run__bar" }, done), count, awake, bell),
        stage, timer.element, make("footer", {}, copy, make("div", { class: "sop-run__steps" }, back, next))),
      make("aside", {}, make("h2", { text: t("app.run_next") }), coming,
        ...(trouble ? [make("a", { class: "sop-button", href: `#${trouble.id}`, text: t("app.run_trouble"), click: leave })] : []),
        make("p", { class: "sop-quiet", text: t("app.run_keys") })));

    const release = sopbook.awake((holds) => {
      awake.hidden = !holds;
      asleep.hidden = holds;
    });
    let hidden = 0;
    const watch = () => {
      if (document.hidden) hidden = Date.now();
      else if (hidden && Date.now() - hidden > ASLEEP && steps[place].at) {
        const to = byClock(later(now(), -shiftOf(day)));
        if (to > place) go(to);
      }
    };
    /** @type {(event: KeyboardEvent) => void} */
    const keys = (event) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || query("dialog.sop-dialog[open]")) return;
      if (event.key === "ArrowRight") go(place + 1);
      else if (event.key === "ArrowLeft") go(place - 1);
      else if (event.key === " " && !(event.target instanceof HTMLButtonElement)) {
        if (steps[place].message) sopbook.copy(copy, [text]).then((isThere) => { if (isThere) goOn(); });
        else goOn();
      } else return;
      event.preventDefault();
    };
    const moved = () => { if (!location.hash.startsWith("#run")) dialog.close(); };
    dialog.addEventListener("keydown", keys);
    document.addEventListener("visibilitychange", watch);
    addEventListener("hashchange", moved);
    dialog.addEventListener("close", () => {
      timer.stop();
      release();
      document.removeEventListener("visibilitychange", watch);
      removeEventListener("hashchange", moved);
      dialog.remove();
      if (location.hash.startsWith("#run")) history.replaceState(null, "", location.pathname + location.search);
    });
    groups.listen(() => { if (dialog.isConnected) show(); });
    store.watch(SHIFT, () => { if (dialog.isConnected) show(); });
    document.body.append(dialog);
    dialog.showModal();
    go(entry());
    if (!queryAll(".sop-tick", lists[0]).length) document.addEventListener("sopbook:ticked", () => go(entry()), { once: true });
  };
})();
