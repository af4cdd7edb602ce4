// @ts-check
/* The days of Today. The page says which are planned; what is due on them comes with their month, and a day stands in the page once it is asked for. */
sopbook.book = (box, isFor) => {
  "use strict";

  /** @type {{ groups: string[], days: Record<string, number[]>, names: string[] }} */
  const { groups, days, names } = JSON.parse(box.dataset.sopPlanned ?? "");
  const dates = Object.keys(days);
  /** @type {Map<string, HTMLElement>} */
  const standing = new Map();
  // Months that could not be loaded, such as without a network.
  /** @type {Set<string>} */
  const missing = new Set();
  /** @type {(day: string) => string} */
  const monthOf = (day) => day.slice(0, 7);

  /** @type {(day: string) => HTMLElement | null} */
  const stand = (day) => {
    const html = sopbook.days[day];
    if (!html) return null;
    const holder = document.createElement("template");
    holder.innerHTML = html; // Escaped where it was made.
    const section = holder.content.firstElementChild;
    if (!(section instanceof HTMLElement)) return null;
    section.hidden = true;
    const after = [...standing].filter(([other]) => other > day).sort(([one], [other]) => (one < other ? -1 : 1))[0];
    box.insertBefore(section, after?.[1] ?? null);
    standing.set(day, section);
    return section;
  };

  return {
    name: (day) => names[(new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7].replace("{date}", day),
    sections: () => [...standing.values()],
    section: (day) => standing.get(day) ?? stand(day),
    filled: () => dates.filter((day) => days[day].some((number) => isFor(groups[number]))),
    lacks: (day) => day in days && !(day in sopbook.days),
    isMissing: (day) => missing.has(monthOf(day)),
    fetch: async (wanted) => {
      for (const month of new Set(wanted.map(monthOf))) {
        try {
          await sopbook.load(`today/${month}.js`);
          missing.delete(month);
        } catch {
          missing.add(month);
        }
      }
    },
  };
};
