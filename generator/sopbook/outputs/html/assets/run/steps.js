// @ts-check
/* What is run: the items of a page in their order, each with its moment, its words and whether it is ticked. */
sopbook.steps = (lists, start) => {
  "use strict";

  const { query, queryAll } = sopbook;

  // Words of an item, without the tick and the notes that stand in them.
  /** @type {(item: HTMLElement, selector: string) => string} */
  const words = (item, selector) => {
    const found = query(selector, item)?.cloneNode(true);
    if (!(found instanceof HTMLElement)) return "";
    for (const one of queryAll(".sop-tick, .sop-mark, .sop-sr, small", found)) one.remove();
    return found.textContent.replace(/\s+/g, " ").trim();
  };
  /** @type {(moment: string, minutes: number) => string} */
  const after = (moment, minutes) => new Date(Date.parse(`${moment}Z`) + minutes * 60000).toISOString().slice(0, 16);

  // What is done on other days of the week is no step of this run.
  const weekday = start && ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"][new Date(`${start}Z`).getUTCDay()];
  /** @type {(item: HTMLElement) => boolean} */
  const isDue = ({ dataset: { sopWeekdays } }) => !weekday || !sopWeekdays || sopWeekdays.split(" ").includes(weekday);

  return lists.flatMap((list) => queryAll("[data-sop-tick]", list)).filter(isDue).map((item) => {
    const { sopMinute = "", sopLimit = query("[data-sop-limit]", item)?.dataset.sopLimit ?? "" } = item.dataset;
    return {
      item,
      at: sopMinute && start ? after(start, Number(sopMinute)) : "",
      limit: Number(sopLimit),
      who: words(item, ".sop-step__who"),
      what: words(item, ".sop-do, .sop-line__title"),
      message: query("[data-sop-message]", item),
      attachments: query(".sop-attachments", item),
      get isTicked() { return item.classList.contains("sop-ticked"); },
      // By its own box, so that all that hangs on a tick happens.
      tick() { if (!item.classList.contains("sop-ticked")) query(".sop-tick input", item)?.click(); },
    };
  });
};
