// @ts-check
/* People, each with the day on which they began: kept in the browser by group, with what each has been sent. Day 1 is the first day. */
sopbook.people = () => {
  "use strict";

  const { groups, store, t } = sopbook;
  const KEY = "people";
  const LONGEST = 20, MOST = 1000;
  // Days for which somebody stays on the list who has heard everything, and for which one stays whose script is not here.
  const STAYS = 7, FORGOTTEN = 120;
  const DATE = /^\d{4}-\d\d-\d\d$/;
  const PRIVATE = /\d{11}|\d{14}[\dx]/i;

  /** @type {(value: unknown) => value is Record<string, unknown>} */
  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @type {(value: unknown) => Record<string, string>} */
  const days = (value) => Object.fromEntries(Object.entries(isTable(value) ? value : {}).filter(([, day]) => typeof day === "string" && DATE.test(day))
    .map(([id, day]) => [id, String(day)]));
  // A person with nothing in it but what we know to handle, or null.
  /** @type {(given: unknown) => Person | null} */
  const cleaned = (given) => {
    if (!isTable(given)) return null;
    const { id, name, start, since, script, sent, skipped } = given;
    if (typeof id !== "string" || typeof name !== "string" || typeof start !== "string" || typeof script !== "string") return null;
    if (!id || wrong(name) || !DATE.test(start)) return null;
    return { id, name: name.trim(), start, since: typeof since === "string" && DATE.test(since) ? since : start, script, sent: days(sent), skipped: days(skipped) };
  };
  /** @type {(given: unknown) => Person[]} */
  const list = (given) => (Array.isArray(given) ? given : []).map(cleaned).filter((one) => one !== null).slice(0, MOST);

  /** @type {() => Record<string, Person[]>} */
  const read = () => {
    const kept = store.get(KEY, {});
    return Object.fromEntries(Object.entries(isTable(kept) ? kept : {}).map(([group, people]) => [group, list(people)]));
  };
  const own = () => read()[groups.current().id] ?? [];
  /** @type {(change: (people: Person[]) => Person[]) => void} */
  const write = (change) => {
    groups.hold(); // So that the group is found again.
    const all = read();
    const group = groups.current().id;
    store.set(KEY, { ...all, [group]: change(all[group] ?? []) });
  };
  // Why a name is not taken, in words; an empty text where it is.
  /** @type {(name: string) => string} */
  const wrong = (name) => {
    const plain = name.normalize("NFKC").replace(/[\s-]/g, "");
    return !plain || name.trim().length > LONGEST ? t("app.people_no_name") : PRIVATE.test(plain) ? t("app.people_private") : "";
  };
  /** @type {(from: string, to: string) => number} */
  const dayNumber = (from, to) => Math.round(sopbook.moments.minutes(`${from}T00:00`, `${to}T00:00`) / 1440) + 1;

  return {
    own, wrong, dayNumber,
    add: (name, start, script, today) => write((people) => [...people, {
      id: `p${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`, name: name.trim(), start, since: today, script, sent: {}, skipped: {},
    }]),
    remove: (id) => write((people) => people.filter((one) => one.id !== id)),
    restore: (before) => write(() => before),
    // Notes what some people were sent, or that it was passed over.
    note: (ids, message, how, day) => write((people) => people.map((one) => (ids.includes(one.id) ? { ...one, [how]: { ...one[how], [message]: day } } : one))),
    // Takes off the list who has heard everything.
    tidy: (scripts, today) => {
      const stays = own().filter((one) => {
        const script = scripts.find(({ key }) => key === one.script);
        const last = script ? Math.max(...script.messages.map(({ day }) => day)) + STAYS : FORGOTTEN;
        return dayNumber(one.start, today) <= last;
      });
      if (stays.length < own().length) write(() => stays);
    },
    toFile: () => JSON.stringify({ sopbook: "people", version: 1, group: groups.title(groups.current()), people: own() }, null, 2),
    // Takes over the people of a file, and of those who are here already what they were sent; gives how many. Throws where it is none.
    fromFile: (text) => {
      const given = JSON.parse(text);
      const theirs = list(given?.people);
      if (given?.sopbook !== "people" || given.version !== 1 || !theirs.length || theirs.length < given.people.length) throw new Error("another file");
      write((people) => [
        ...people.map((one) => {
          const other = theirs.find(({ id }) => id === one.id);
          return other ? { ...one, sent: { ...other.sent, ...one.sent }, skipped: { ...other.skipped, ...one.skipped } } : one;
        }),
        ...theirs.filter(({ id }) => !people.some((one) => one.id === id)),
      ].slice(0, MOST));
      return theirs.length;
    },
    listen: (run) => { groups.listen(run); store.watch(KEY, run); },
  };
};
