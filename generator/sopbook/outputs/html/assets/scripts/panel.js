// @ts-check
/* "My group": a button on every page, and behind it what is filled in for each of the operator's groups. */
(() => {
  "use strict";

  const { make, t, groups } = sopbook;
  const LARGEST_FILE = 1_000_000;
  const MANY = 8;
  const slots = Object.keys(sopbook.edition.slots).filter((slot) => sopbook.edition.slots[slot].keep);
  if (!slots.length) return;

  const help = t("app.help_lines").split("\n");
  const name = make("span", { class: "sop-group__name" });
  const what = make("span", { class: "sop-sr", text: t("app.group_button") });
  const opener = make("button", { type: "button", class: "sop-group", "aria-haspopup": "dialog", click: () => open() },
    mark(), what, " ", name);

  // Two people, drawn: an address of the form data: would break the strictest policy (Content-Security-Policy).
  function mark() {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drawing.setAttribute("class", "sop-group__mark");
    drawing.setAttribute("viewBox", "0 0 24 24");
    drawing.setAttribute("aria-hidden", "true");
    line.setAttribute("d", "M16 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6m0 2c-2.300 0-7 1.200-7 3.500V19h14v-2.500C15 14.200 10.300 13 8 13m8 0c-.300 0-.600 0-1 .100 1.200.800 2 2 2 3.400V19h6v-2.500c0-2.300-4.700-3.500-7-3.500");
    drawing.append(line);
    return drawing;
  }

  const choices = make("div", { class: "sop-panel__groups", role: "radiogroup", "aria-label": t("app.groups") });
  const adder = make("button", { type: "button", class: "sop-button", text: t("app.group_add"), click: () => { groups.add(); finder.value = ""; showAll(); fields.querySelector("input")?.focus(); } });
  // Where there are many groups, a field narrows them down, and the list scrolls by itself: the blanks stay in sight.
  const finder = make("input", { type: "search", autocomplete: "off", placeholder: t("app.group_find"), "aria-label": t("app.group_find"), input: () => narrow() });
  const find = make("div", { class: "sop-panel__find", hidden: true }, finder);
  const fields = make("div");
  const question = make("div", { class: "sop-panel__question", role: "alert" });
  const file = make("input", { type: "file", accept: ".json,application/json", hidden: true, change: () => bring() });
  const fleeting = make("p", { class: "sop-note", text: t("app.fleeting"), hidden: true });
  const deleter = make("button", { type: "button", class: "sop-button", text: t("app.group_delete"), click: () => remove() });
  const dialog = make("dialog", { class: "sop-dialog sop-panel", "aria-labelledby": "sop-panel-title", close: () => question.replaceChildren() },
    make("form", { method: "dialog", class: "sop-panel__head" },
      make("h2", { id: "sop-panel-title", text: t("app.group_button") }),
      make("button", { class: "sop-button sop-button--main", text: t("app.done") })),
    make("p", { class: "sop-quiet", text: t("app.group_lead") }),
    fleeting, find, choices, fields, question,
    make("div", { class: "sop-dialog__buttons" },
      deleter,
      make("button", { type: "button", class: "sop-button", text: t("app.groups_export"), click: () => save() }),
      make("button", { type: "button", class: "sop-button", text: t("app.groups_import"), click: () => file.click() })),
    make("details", { class: "sop-panel__help" },
      make("summary", { text: t("app.help") }),
      make("ul", {}, ...help.map((text) => make("li", { text })))),
    file);

  // Asks below the fields, and gives the place of the chosen answer. The first one does no harm.
  /** @type {(text: string, ...answers: string[]) => Promise<number>} */
  const choose = (text, ...answers) => new Promise((answer) => {
    const buttons = answers.map((words, place) => make("button", {
      type: "button", class: place ? "sop-button" : "sop-button sop-button--main", text: words,
      click: () => { question.replaceChildren(); answer(place); },
    }));
    question.replaceChildren(make("p", { text }), make("div", { class: "sop-dialog__buttons" }, ...buttons));
    buttons[0].focus();
  });
  /** @type {(text: string) => void} */
  const say = (text) => question.replaceChildren(make("p", { text }));

  const showName = () => {
    name.textContent = groups.title(groups.current());
    what.hidden = name.textContent === t("app.group_button"); // Said once.
    opener.toggleAttribute("data-sop-unnamed", what.hidden);
  };

  const showChoices = () => {
    const current = groups.current().id;
    const had = choices.contains(document.activeElement);
    choices.replaceChildren(
      ...groups.all().map((group) => {
        const input = make("input", { type: "radio", name: "sop-group", value: group.id, change: () => { groups.choose(group.id); showAll(); } });
        input.checked = group.id === current;
        return make("label", { class: "sop-panel__group" }, input, make("span", { text: groups.title(group) }));
      }));
    find.hidden = groups.all().length < MANY;
    choices.classList.toggle("sop-panel__groups--many", !find.hidden);
    (find.hidden ? choices : find).append(adder);
    narrow();
    if (had) focusChosen();
  };
  // Shows the groups whose names hold the words of the field, and always the chosen one.
  const narrow = () => {
    const words = find.hidden ? "" : finder.value.trim().toLowerCase();
    for (const label of sopbook.queryAll("label", choices)) label.hidden = !label.textContent.toLowerCase().includes(words) && !sopbook.query(":checked", label);
    sopbook.query("label:has(:checked)", choices)?.scrollIntoView({ block: "nearest" });
  };
  const focusChosen = () => sopbook.query(":checked", choices)?.focus();

  const showFields = () => {
    const { id, name: called, values } = groups.current();
    const own = make("input", {
      id: "sop-group-name", type: "text", maxlength: 60, autocomplete: "off", "aria-describedby": "sop-group-name-hint",
      input: () => { keep(() => groups.rename(id, own.value)); showChoices(); },
    });
    own.value = called;
    fields.replaceChildren(
      make("div", { class: "sop-field" },
        make("label", { for: "sop-group-name", text: t("app.group_name") }), own, make("small", { id: "sop-group-name-hint", text: t("app.group_name_hint") })),
      ...slots.map((slot) => sopbook.field(slot, values[slot] ?? "", (value) => keep(() => groups.fill(id, slot, value)))));
  };

  /** @type {(change: () => boolean) => void} */
  const keep = (change) => { fleeting.hidden = change(); };
  const showAll = () => { showChoices(); showFields(); showName(); };

  const remove = async () => {
    const group = groups.current();
    const sure = await choose(t("app.group_delete_sure", { group: groups.title(group) }), t("app.cancel"), t("app.group_delete"));
    if (!sure) { deleter.focus(); return; }
    keep(() => groups.remove(group.id));
    showAll();
    focusChosen();
  };

  const save = () => {
    const address = URL.createObjectURL(new Blob([groups.toFile()], { type: "application/json" }));
    make("a", { href: address, download: "my-groups.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };

  const bring = async () => {
    const given = file.files?.[0];
    if (!given) return;
    /** @type {Group[]} */
    let theirs;
    let text = "";
    try {
      if (given.size > LARGEST_FILE) throw new Error("too large");
      text = await given.text();
      theirs = groups.fromFile(text);
    } catch {
      say(t("app.import_wrong", { file: given.name }));
      return;
    } finally {
      file.value = "";
    }
    const clashes = groups.clashes(theirs);
    let overwrite = false;
    if (clashes.length) {
      const { group, slot, ours, theirs: other } = clashes[0];
      const answer = await choose(
        t("app.import_differs", { count: clashes.length, group: groups.title(group), field: sopbook.edition.slots[slot]?.title ?? slot, ours, theirs: other }),
        t("app.import_keep"), t("app.import_take"), t("app.cancel"));
      if (answer === 2) return;
      overwrite = answer === 1;
    }
    keep(() => groups.merge(theirs, overwrite));
    sopbook.progress.merge(JSON.parse(text).progress);
    showAll();
    say(t("app.import_done", { count: theirs.length }));
  };

  // Opens the panel, at the field of a slot if one is named.
  /** @type {(slot?: string) => void} */
  const open = (slot) => {
    if (dialog.open) return;
    keep(() => groups.hold());
    showAll();
    dialog.showModal();
    narrow();
    sopbook.query(slot ? `[data-sop-field="${CSS.escape(slot)}"]` : "button", dialog)?.focus();
  };

  sopbook.ready(() => {
    const title = document.querySelector(".md-header__title");
    const tools = document.querySelector("[data-sop-tools]");
    if (tools) tools.prepend(opener);
    else if (title) title.after(opener);
    else document.body.prepend(opener);
    document.body.append(dialog);
    showName();
    groups.listen(() => {
      showName();
      // Another tab may have changed what is seen here; whoever is typing here goes on.
      if (dialog.open && !fields.contains(document.activeElement) && !choices.contains(document.activeElement)) { showChoices(); showFields(); }
    });
    // A tap on an empty blank leads to its field.
    document.addEventListener("click", (event) => {
      const slot = sopbook.closest(event, ".sop-slot[data-slot]:not(.sop-slot--filled)")?.dataset.slot;
      if (slot && slots.includes(slot) && !sopbook.closest(event, "a, button")) open(slot);
    });
  });
})();
