// @ts-check
/* The list on Today: whom to send what on this day, who is on the list, and a file to take it along. */
sopbook.peopleList = (section) => {
  "use strict";

  const { make, queryAll, t } = sopbook;
  const SCRIPT = "today/people.js";
  const MANY = 12, LARGEST_FILE = 1_000_000;
  /** @type {[string, string][]} */
  const titles = JSON.parse(section.dataset.sopPeople ?? "[]");
  const people = sopbook.people();
  let today = "";
  let drawn = "";
  // Rows that are open stay so when another one goes.
  /** @type {Set<string>} */
  const opened = new Set();

  const rows = make("ul", { class: "sop-people__due" });
  const note = make("p", { class: "sop-quiet sop-people__note" });
  const said = make("p", { class: "sop-people__said", hidden: true });
  const everybody = make("ul", {});
  const finder = make("input", { type: "search", autocomplete: "off", placeholder: t("app.people_find"), "aria-label": t("app.people_find"), input: () => narrow() });
  const count = make("summary", {});
  const file = make("input", { type: "file", accept: ".json,application/json", hidden: true, change: () => bring() });
  const all = make("details", { class: "sop-people__all" }, count, finder, everybody,
    make("p", { class: "sop-person__done" },
      make("button", { type: "button", class: "sop-button", text: t("app.people_export"), click: () => save() }),
      make("button", { type: "button", class: "sop-button", text: t("app.people_import"), click: () => file.click() })),
    make("p", { class: "sop-quiet", text: t("app.people_gone") }), file);
  const form = sopbook.personForm(titles, (name, start, script) => {
    people.add(name, start, script, today);
    tell(t("app.people_added", { name: name.trim() }));
    draw();
  });
  section.append(note, rows, said, form.element, all);

  // Says what was noted, and takes it back where somebody asks.
  /** @type {(words: string, before?: Person[]) => void} */
  const tell = (words, before) => {
    said.hidden = !words;
    said.replaceChildren(words, ...(before ? [" ", make("button", { type: "button", class: "sop-button", text: t("app.ticks_undo"), click: () => { people.restore(before); tell(""); draw(); } })] : []));
    sopbook.say(words);
  };
  /** @type {(one: PersonDue, how: "sent" | "skipped") => void} */
  const done = (one, how) => {
    const before = people.own();
    people.note(one.people.map(({ id }) => id), one.message.id, how, today);
    const said = { name: one.people.map(({ name }) => name).join(t("app.people_join")), what: one.message.title };
    tell(how === "sent" ? t("app.people_was_sent", said) : t("app.people_was_skipped", said), before);
    draw();
  };

  const narrow = () => {
    const words = finder.value.trim().toLowerCase();
    for (const row of queryAll("li", everybody)) row.hidden = !row.textContent.toLowerCase().includes(words);
  };
  const drawEverybody = () => {
    const own = people.own();
    count.textContent = t("app.people_all", { count: own.length });
    finder.hidden = own.length <= MANY;
    everybody.replaceChildren(...own.map((one) => make("li", {},
      make("span", {}, make("strong", { text: one.name }), ` ${t("app.people_day", { day: people.dayNumber(one.start, today) })} · `,
        make("small", { text: titles.find(([key]) => key === one.script)?.[1] ?? one.script })),
      make("button", { type: "button", class: "sop-button", text: t("app.people_remove"), "aria-label": `${t("app.people_remove")}${t("app.colon")}${one.name}`, click: () => {
        const before = people.own();
        people.remove(one.id);
        tell(t("app.people_removed", { name: one.name }), before);
        draw();
      } }))));
    narrow();
  };
  /** @type {(found: ReturnType<typeof sopbook.peopleDue>) => void} */
  const drawDue = ({ due, next }) => {
    for (const row of queryAll("li", rows)) if (row.dataset.key && !row.querySelector("details")?.open) opened.delete(row.dataset.key);
    rows.replaceChildren(...due.map((one) => {
      const numbers = new Set(one.people.map(({ start }) => people.dayNumber(start, today)));
      const row = sopbook.personRow(one, numbers.size === 1 ? [...numbers][0] : 0, (how) => done(one, how));
      row.dataset.key = one.key;
      const fold = row.querySelector("details");
      if (fold) fold.open = opened.has(one.key);
      fold?.addEventListener("toggle", () => { if (fold.open) opened.add(one.key); });
      return row;
    }));
    note.hidden = due.length > 0;
    note.textContent = !people.own().length ? t("app.people_lead") : next ? t("app.people_none", { day: next.day, name: next.person.name, number: next.number }) : t("app.people_no_more");
  };
  const draw = async () => {
    if (!today) return;
    form.offer(today);
    if (people.own().length && !sopbook.scripts.length) {
      section.setAttribute("aria-busy", "true"); // What is read aloud meanwhile is not yet so.
      try {
        await sopbook.load(SCRIPT);
      } catch {
        note.textContent = t("app.people_missing");
        return;
      } finally {
        section.removeAttribute("aria-busy");
      }
    }
    if (sopbook.scripts.length) people.tidy(sopbook.scripts, today);
    const own = people.own();
    const signature = JSON.stringify([today, own]);
    if (signature === drawn) return; // Nothing moves while somebody reads.
    drawn = signature;
    all.hidden = false;
    drawDue(sopbook.peopleDue(own, sopbook.scripts, today));
    drawEverybody();
  };

  const save = () => {
    const address = URL.createObjectURL(new Blob([people.toFile()], { type: "application/json" }));
    make("a", { href: address, download: "my-people.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  const bring = async () => {
    const given = file.files?.[0];
    if (!given) return;
    const before = people.own();
    try {
      if (given.size > LARGEST_FILE) throw new Error("too large");
      tell(t("app.people_read", { count: people.fromFile(await given.text()) }), before);
    } catch {
      tell(t("app.people_wrong", { file: given.name }));
    } finally {
      file.value = "";
    }
    draw();
  };

  people.listen(draw);
  const [, key] = /^#people=(.+)$/.exec(decodeURIComponent(location.hash)) ?? [];
  return {
    // Shows what is due on the day itself; other days have no list.
    show: (day) => {
      section.hidden = !day;
      const isFirst = !today && day;
      today = day;
      draw();
      if (isFirst && key) form.open(key);
    },
  };
};
