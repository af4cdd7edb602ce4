// @ts-check
/* What Today says above and below the entries where a day has none, or no more of them: why, where the next ones are, what could be done. */
sopbook.note = (box, book, entries) => {
  "use strict";

  const { make, query, t } = sopbook;
  const note = make("p", { class: "sop-note sop-today__note" });
  const coming = make("ul", { class: "sop-rows sop-today__coming" });
  const ideas = query("[data-sop-ideas]");
  box.before(note);
  box.after(coming);

  // The first entry of a day, as a row that leads to it.
  /** @type {(day: string) => HTMLElement[]} */
  const first = (day) => {
    const section = book.section(day);
    const entry = section && entries.of(section)[0];
    if (!entry) return [];
    const [when, what] = ["strong", ".sop-due__what"].map((selector) => query(selector, entry)?.textContent.trim() ?? "");
    return [make("li", {}, make("a", { href: `#${entry.id}` }, make("span", { class: "sop-rows__words" },
      make("span", { class: "sop-rows__title", text: t("app.today_coming", { day: book.name(day), time: when }) }), " ",
      make("span", { class: "sop-rows__line", text: what }))))];
  };
  /** @type {(day: string) => void} */
  const offer = (day) => {
    if (coming.dataset.sopNext === day) return;
    coming.dataset.sopNext = day;
    coming.replaceChildren(...(day ? first(day) : []));
  };
  /** @type {(shown: string, filled: string[]) => string} */
  const why = (shown, filled) => {
    const [begin, end] = [filled[0], filled.at(-1)];
    if (book.isMissing(shown)) return t("app.today_missing");
    if (begin && shown < begin) return t("app.today_before", { day: begin });
    return end && shown > end ? t("app.today_after", { day: end }) : t("app.today_unplanned");
  };

  // `ahead` counts what is still to come today; `isGoing` says whether something is due right now.
  return (shown, isToday, ahead, isGoing) => {
    const own = book.section(shown);
    const isDue = own !== null && entries.of(own).length > 0;
    // On a quiet day its reason is said by the plan itself.
    const isBusy = isDue || (own !== null && query(".sop-note--quiet", own) !== null);
    const isDone = isDue && isToday && !ahead && !isGoing;
    const filled = book.filled();
    const others = filled.filter((day) => day !== shown);
    const next = others.find((day) => day > shown) ?? "";
    note.hidden = isBusy && !isDone;
    if (ideas) ideas.hidden = isBusy;
    offer(isDue || book.lacks(next) ? "" : next);
    if (note.hidden) return;
    const distance = (/** @type {string} */ day) => Math.abs(sopbook.moments.minutes(`${shown}T00:00`, `${day}T00:00`)) - (day > shown ? 0.5 : 0);
    const near = isDone ? next : [...others].sort((one, other) => distance(one) - distance(other))[0];
    const words = `${isDone ? t("app.today_done") : why(shown, others)} `;
    const link = near && make("a", { href: `#${near}`, text: t("app.today_go", { day: book.name(near) }) });
    if (note.textContent === words + (link ? link.textContent : "")) return;
    note.replaceChildren(words, ...(link ? [link] : []));
  };
};
