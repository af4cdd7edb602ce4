// @ts-check
/* The groups of the operator and what is filled in for each: one place in the browser, shared by all editions of a site. */
(() => {
  "use strict";

  const KEY = "groups";
  const MOST_GROUPS = 200;
  const LONGEST = 1000;
  /** @typedef {{ groups: Group[], current: string }} State */
  /** @type {(() => void)[]} */
  const listeners = [];
  // The id of a first group that nobody has filled in yet, and that is not kept.
  /** @type {string | null} */
  let fresh = null;

  /** @type {(value: unknown) => value is string} */
  const isText = (value) => typeof value === "string";
  /** @type {(value: unknown) => value is Record<string, unknown>} */
  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @type {(values: Record<string, unknown>) => values is Record<string, string>} */
  const areTexts = (values) => Object.values(values).every((value) => isText(value) && value.length <= LONGEST);
  const newId = () => `g${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

  // Returns a group with nothing in it but what we know to handle, or null for what is no group.
  /** @type {(group: unknown) => Group | null} */
  const cleaned = (group) => {
    if (!isTable(group) || !isTable(group.values) || !areTexts(group.values)) return null;
    const { id, name = "", values } = group;
    if (!isText(name) || name.length > LONGEST) return null;
    return { id: isText(id) && id ? id : newId(), name, values: { ...values } };
  };

  const parsed = () => {
    const kept = sopbook.store.get(KEY, null);
    const state = isTable(kept) ? kept : {};
    const groups = (Array.isArray(state.groups) ? state.groups : []).map(cleaned).filter((group) => group !== null);
    if (!groups.length) groups.push({ id: (fresh ??= newId()), name: "", values: {} });
    const current = groups.find((group) => group.id === state.current) ?? groups[0];
    return { groups, current: current.id };
  };
  // Read once, and again when anything has changed: every blank and every tick of a page asks for it.
  /** @type {State | null} */
  let known = null;
  const read = () => (known ??= parsed());

  const changed = () => listeners.forEach((run) => run());

  // Changes what is kept as it stands now, so that two tabs do not undo each other. Returns whether it will last.
  /** @type {(change: (state: State) => void) => boolean} */
  const write = (change) => {
    const state = parsed();
    change(state);
    sopbook.groups.lasting = sopbook.store.set(KEY, state);
    known = null;
    changed();
    return sopbook.groups.lasting;
  };
  /** @type {(id: string, change: (group: Group) => void) => boolean} */
  const withGroup = (id, change) => write((state) => {
    const group = state.groups.find((one) => one.id === id);
    if (group) change(group);
  });

  sopbook.groups = {
    lasting: true,
    all: () => read().groups,
    current: () => { const { groups, current } = read(); return groups.find((group) => group.id === current) ?? groups[0]; },
    // What a group is called: its own name, or its place; the only one of a reader who has filled nothing in, "My group".
    title: (group) => group.name.trim() || (read().groups.length === 1 && !Object.keys(group.values).length ? sopbook.t("app.group_button") : "") || sopbook.t("app.group_number", { number: read().groups.findIndex((one) => one.id === group.id) + 1 }),
    choose: (id) => write((state) => { state.current = id; }),
    add: () => write((state) => {
      state.current = newId();
      state.groups.push({ id: state.current, name: "", values: {} });
    }),
    rename: (id, name) => withGroup(id, (group) => { group.name = name.slice(0, LONGEST); }),
    fill: (id, slot, value) => withGroup(id, (group) => {
      if (value.trim()) group.values[slot] = value.slice(0, LONGEST);
      else delete group.values[slot];
    }),
    remove: (id) => write((state) => {
      const place = state.groups.findIndex((group) => group.id === id);
      state.groups = state.groups.filter((group) => group.id !== id);
      if (state.current === id) state.current = state.groups[Math.max(0, place - 1)]?.id ?? "";
    }),
    // Returns the value of a slot in the current group, or an empty text.
    value: (slot) => (sopbook.edition.slots[slot]?.keep ? sopbook.groups.current().values[slot] ?? "" : "").trim(),
    // Keeps the current group as it is, so that what belongs to it is found again.
    hold: () => write(() => {}),
    listen: (run) => listeners.push(run),

    // Returns everything as the text of a file.
    toFile: () => JSON.stringify({ sopbook: "groups", version: 1, groups: read().groups, progress: sopbook.progress.all() }, null, 2),
    // Returns the groups of such a file. Throws where it is none.
    fromFile: (text) => {
      const given = JSON.parse(text);
      if (given?.sopbook !== "groups" || given.version !== 1 || !Array.isArray(given.groups)) throw new Error("another file");
      const groups = given.groups.map(cleaned).filter((/** @type {Group | null} */ group) => group !== null);
      if (!groups.length || groups.length > MOST_GROUPS || groups.length < given.groups.length) throw new Error("no groups");
      return groups;
    },
    // Returns the entries that groups of a file would overwrite, each with both values.
    clashes: (groups) => groups.flatMap((theirs) => {
      const ours = same(read().groups, theirs);
      return !ours ? [] : Object.entries(theirs.values)
        .filter(([slot, value]) => ours.values[slot] && ours.values[slot] !== value)
        .map(([slot, value]) => ({ group: ours, slot, ours: ours.values[slot], theirs: value }));
    }),
    // Takes over groups of a file: new groups and blanks always, what is filled in already only if asked to.
    merge: (groups, overwrite) => write((state) => {
      const untouched = state.groups.length === 1 && !state.groups[0].name && !Object.keys(state.groups[0].values).length;
      for (const theirs of groups) {
        const ours = same(state.groups, theirs);
        if (!ours) state.groups.push(theirs);
        else {
          ours.name ||= theirs.name;
          ours.values = overwrite ? { ...ours.values, ...theirs.values } : { ...theirs.values, ...ours.values };
        }
      }
      // The empty group of somebody who has only just begun gives way to what the file brings.
      if (untouched && !Object.keys(state.groups[0].values).length && !state.groups[0].name) {
        state.groups.shift();
        state.current = state.groups[0].id;
      }
    }),
  };

  /** @type {(groups: Group[], theirs: Group) => Group | undefined} */
  function same(groups, theirs) {
    const name = theirs.name.trim();
    return groups.find((group) => group.id === theirs.id) ?? groups.find((group) => name && group.name.trim() === name);
  }

  sopbook.store.watch(KEY, () => {
    known = null;
    changed();
  });
})();
