// @ts-check
/* The days of Today. The page says which are planned; what is due on them comes with the days around them, and a day stands in the page once it is asked for: of it, what is for the chosen groups. */
sopbook.book = (box, sorts) => {
  "use strict";

  const { make, query, queryAll } = sopbook;
  /** @type {{ groups: string[], days: Record<string, number[]>, names: string[] }} */
  const { groups, days, names } = JSON.parse(box.dataset.sopPlanned ?? "");
  const dates = Object.keys(days);
  /** @type {Map<string, HTMLElement>} */
  const standing = new Map();
  // Stretches of days that could not be loaded, such as without a network.
  /** @type {Set<string>} */
  const missing = new Set();

  // A day as it was loaded, for all groups.
  /** @type {Map<string, DocumentFragment>} */
  const whole = new Map();
  /** @type {(day: string) => DocumentFragment | null} */
  const wholeOf = (day) => {
    const html = sopbook.days[day];
    if (html && !whole.has(day)) {
      const holder = document.createElement("template");
      holder.innerHTML = html; // Escaped where it was made.
      whole.set(day, holder.content);
    }
    return whole.get(day) ?? null;
  };
  /** @type {(element: Element) => DOMStringMap} */
  const dataOf = (element) => /** @type {HTMLElement} */ (element).dataset;

  /** @type {(day: string) => HTMLElement | null} */
  const stand = (day) => {
    const section = wholeOf(day)?.firstElementChild?.cloneNode(true);
    if (!(section instanceof HTMLElement)) return null;
    section.hidden = true;
    for (const one of queryAll("[data-sop-groups]", section)) {
      if (!sorts.isFor(one.dataset.sopGroups ?? "")) one.remove();
      else label(one);
    }
    const after = [...standing].filter(([other]) => other > day).sort(([one], [other]) => (one < other ? -1 : 1))[0];
    box.insertBefore(section, after?.[1] ?? null);
    standing.set(day, section);
    return section;
  };

  // While entries for several sorts of groups are on view, each says for which it is.
  /** @type {(element: HTMLElement) => void} */
  const label = (element) => {
    const name = sorts.name(element.dataset.sopGroups ?? "");
    if (name) (query(".sop-due__what, .sop-rows__title", element) ?? element).prepend(make("span", { class: "sop-due__for", text: name }), " ");
  };

  return {
    name: (day) => names[(new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7].replace("{date}", day),
    sections: () => [...standing.values()],
    // Takes all days out of the page, since the reader has chosen another group.
    clear: () => {
      for (const section of standing.values()) section.remove();
      standing.clear();
    },
    // Whether a day has an entry that is not for the chosen group.
    hides: (day, id) => [...wholeOf(day)?.querySelectorAll("[data-sop-groups]") ?? []].some((one) => one.id === id && !sorts.isFor(dataOf(one).sopGroups ?? "")),
    // Whether an entry of a day is going on, for some groups.
    isGoing: (day, now, isWanted) => [...wholeOf(day)?.querySelectorAll(".sop-due[data-sop-at]") ?? []].map(dataOf)
      .some(({ sopAt = "", sopUntil = "", sopGroups = "" }) => sopAt <= now && now < sopUntil && isWanted(sopGroups)),
    section: (day) => standing.get(day) ?? stand(day),
    filled: () => dates.filter((day) => days[day].some((number) => sorts.isFor(groups[number]))),
    lacks: (day) => day in days && !(day in sopbook.days),
    isMissing: (day) => missing.has(sopbook.stretch(day)),
    fetch: async (wanted) => {
      for (const stretch of new Set(wanted.map(sopbook.stretch))) {
        try {
          await sopbook.load(`today/${stretch}.js`);
          missing.delete(stretch);
        } catch {
          missing.add(stretch);
        }
      }
    },
  };
};
