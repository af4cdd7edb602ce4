/* The groups of the operator and what is filled in for each: one place in the browser, shared by all editions of a site. */
(() => {
  "use strict";

  const KEY = "groups";
  const MOST_GROUPS = 200;
  const LONGEST = 1000;
  const listeners = [];
  // The id of a first group that nobody has filled in yet, and that is not kept.
  let fresh = null;

  const isText = (value) => typeof value === "string";
  const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const newId = () => `g${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

  // Returns a group with nothing in it but what we know to handle, or null for what is no group.
  const cleaned = (group) => {
    if (!isTable(group) || !isTable(group.values)) return null;
    if (!Object.values(group.values).every((value) => isText(value) && value.length <= LONGEST)) return null;
    if (group.name !== undefined && !(isText(group.name) && group.name.length <= LONGEST)) return null;
    return { id: isText(group.id) && group.id ? group.id : newId(), name: group.name ?? "", values: { ...group.values } };
  };

  const parsed = () => {
    const kept = sopbook.store.get(KEY, null);
    const groups = (isTable(kept) && Array.isArray(kept.groups) ? kept.groups : []).map(cleaned).filter(Boolean);
    if (!groups.length) groups.push({ id: (fresh ??= newId()), name: "", values: {} });
    const current = groups.some((group) => group.id === kept?.current) ? kept.current : groups[0].id;
    return { groups, current };
  };
  // Read once, and again when anything has changed: every blank and every tick of a page asks for it.
  let known = null;
  const read = () => (known ??= parsed());

  const changed = () => listeners.forEach((run) => run());

  // Changes what is kept as it stands now, so that two tabs do not undo each other. Returns whether it will last.
  const write = (change) => {
    const state = parsed();
    change(state);
    sopbook.groups.lasting = sopbook.store.set(KEY, state);
    known = null;
    changed();
    return sopbook.groups.lasting;
  };
  const withGroup = (id, change) => write((state) => {
    const group = state.groups.find((one) => one.id === id);
    if (group) change(group);
  });

  sopbook.groups = {
    lasting: true,
    all: () => read().groups,
    current: () => { const { groups, current } = read(); return groups.find((group) => group.id === current); },
    // What a group is called: its own name, or its place; the only one of a reader who has filled nothing in, "My group".
    title: (group) => group.name.trim() || (read().groups.length === 1 && !Object.keys(group.values).length ? sopbook.t("app.group_button") : "") || sopbook.t("app.group_number", { number: read().groups.findIndex((one) => one.id === group.id) + 1 }),
    choose: (id) => write((state) => { state.current = id; }),
    add: () => write((state) => {
      state.groups.push({ id: newId(), name: "", values: {} });
      state.current = state.groups.at(-1).id;
    }),
    rename: (id, name) => withGroup(id, (group) => { group.name = name.slice(0, LONGEST); }),
    fill: (id, slot, value) => withGroup(id, (group) => {
      if (value.trim()) group.values[slot] = value.slice(0, LONGEST);
      else delete group.values[slot];
    }),
    remove: (id) => write((state) => {
      const place = state.groups.findIndex((group) => group.id === id);
      state.groups = state.groups.filter((group) => group.id !== id);
      if (state.current === id) state.current = state.groups[Math.max(0, place - 1)]?.id;
    }),
    // Returns the value of a slot in the current group, or an empty text.
    value: (slot) => (sopbook.edition.slots[slot]?.keep ? sopbook.groups.current().values[slot] ?? "" : "").trim(),
    // Keeps the current group as it is, so that what belongs to it is found again.
    hold: () => write(() => {}),
    listen: (run) => listeners.push(run),

    // Returns everything as the text of a file.
    toFile: () => JSON.stringify({ sopbook: "groups", version: 1, groups: read().groups }, null, 2),
    // Returns the groups of such a file. Throws where it is none.
    fromFile: (text) => {
      const given = JSON.parse(text);
      if (given?.sopbook !== "groups" || given.version !== 1 || !Array.isArray(given.groups)) throw new Error("another file");
      const groups = given.groups.map(cleaned);
      if (!groups.length || groups.length > MOST_GROUPS || groups.includes(null)) throw new Error("no groups");
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

  function same(groups, theirs) {
    const name = theirs.name.trim();
    return groups.find((group) => group.id === theirs.id) ?? groups.find((group) => name && group.name.trim() === name);
  }

  sopbook.store.watch(KEY, () => {
    known = null;
    changed();
  });
})();
