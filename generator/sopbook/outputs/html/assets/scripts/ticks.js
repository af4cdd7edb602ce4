// @ts-check
/* Ticks of check lists: kept in the browser for a group and a day, found again by the ids of the steps. */
(() => {
  "use strict";

  const { make, t, groups, store, query, queryAll } = sopbook;
  const KEY = "ticks";
  const DAYS_KEPT = 60;
  const ITEM = "[data-sop-tick]";

  /** @typedef {Record<string, Record<string, Record<string, string[]>>>} Kept The ids of what is ticked, by day, group and page. */

  /** @type {(number: number) => string} */
  const two = (number) => String(number).padStart(2, "0");
  /** @type {(moment: Date) => string} */
  const dateOf = (moment) => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  let day = dateOf(new Date());
  // What "Start over" has just taken away, to be put back.
  /** @type {HTMLElement[]} */
  let taken = [];

  const own = decodeURI(location.pathname).slice(decodeURI(sopbook.root.pathname).length).replace(/\.html$/, "");
  /** @typedef {(item: HTMLElement) => string} Says */
  /** @type {(item: HTMLElement, selector: string) => DOMStringMap | undefined} */
  const around = (item, selector) => /** @type {HTMLElement | null} */ (item.closest(selector))?.dataset;
  /** @type {Says} */
  const pageOf = (item) => around(item, "[data-sop-page]")?.sopPage ?? own;
  // Items of a plan have a day of their own; all others belong to the day on which they are ticked.
  /** @type {Says} */
  const dayOf = (item) => around(item, "[data-sop-day]")?.sopDay ?? day;
  /** @type {Says} */
  const idOf = (item) => item.dataset.sopTick || item.id;

  // What is kept, without days that are long past.
  /** @type {() => Kept} */
  const read = () => {
    const kept = store.get(KEY, {});
    const oldest = new Date();
    oldest.setDate(oldest.getDate() - DAYS_KEPT);
    return Object.fromEntries(Object.entries(kept !== null && typeof kept === "object" ? kept : {}).filter(([one]) => one >= dateOf(oldest)));
  };
  /** @type {(kept: Kept, item: HTMLElement) => boolean} */
  const ticked = (kept, item) => {
    const ids = kept[dayOf(item)]?.[groups.current().id]?.[pageOf(item)];
    return Array.isArray(ids) && ids.includes(idOf(item));
  };
  /** @type {(items: HTMLElement[], on: boolean) => void} */
  const set = (items, on) => {
    const kept = read();
    const group = groups.current().id;
    for (const item of items) {
      const pages = ((kept[dayOf(item)] ??= {})[group] ??= {});
      const ids = new Set(Array.isArray(pages[pageOf(item)]) ? pages[pageOf(item)] : []);
      if (on) ids.add(idOf(item));
      else ids.delete(idOf(item));
      pages[pageOf(item)] = [...ids];
    }
    groups.hold();
    store.set(KEY, kept);
    show();
  };

  // The part of the page that counts its ticks: a section, or a day of a plan.
  /** @type {(item: HTMLElement) => HTMLElement | null} */
  const listOf = (item) => item.closest("[data-sop-day], section");
  const all = () => queryAll(ITEM);
  // Those of the day that is on view: Today holds all the others, too.
  const shown = () => all().filter((item) => !item.closest("[data-sop-day][hidden]"));

  const bar = make("div", { class: "sop-ticks", hidden: true });
  const whose = make("p", { class: "sop-ticks__whose" });
  const date = make("input", { type: "date", id: "sop-ticks-day", required: true });
  const reset = make("button", { type: "button", class: "sop-button", text: t("app.ticks_reset") });
  const undo = make("button", { type: "button", class: "sop-button", text: t("app.ticks_undo"), hidden: true });
  const dayField = make("div", { class: "sop-ticks__day" }, make("label", { for: "sop-ticks-day", text: t("app.ticks_day") }), date);
  bar.append(whose, dayField, reset, undo);

  const show = () => {
    const items = all();
    const kept = read();
    for (const item of items) {
      const on = ticked(kept, item);
      item.classList.toggle("sop-ticked", on);
      const box = query(".sop-tick input", item);
      if (box instanceof HTMLInputElement) box.checked = on;
    }
    whose.textContent = t("app.ticks_whose", { group: groups.title(groups.current()) });
    dayField.hidden = items.every((item) => item.closest("[data-sop-day]"));
    bar.hidden = !shown().length;
    reset.disabled = !shown().some((item) => ticked(kept, item));
    date.value = day;
    for (const count of document.querySelectorAll(".sop-progress")) {
      const inside = all().filter((item) => listOf(item) === count.parentElement);
      count.textContent = t("app.ticks_count", { done: inside.filter((item) => ticked(kept, item)).length, total: inside.length });
    }
    document.dispatchEvent(new CustomEvent("sopbook:ticked"));
  };

  // What an item is called for those who do not see it: what is to be done, without who and when.
  /** @type {Says} */
  const wordsOf = (item) => {
    const words = query(".sop-do, .sop-line__title, .sop-check > p, .sop-step__what > p:not(.sop-step__who, .sop-quiet), .sop-due__what", item) ?? item.querySelector("td") ?? item;
    return words.textContent.replace(/\s+/g, " ").trim().slice(0, 120);
  };

  // No two ticks of a page have one name: what is said twice is told apart by its time and day, then by its number.
  const named = new Set();
  /** @type {Says} */
  const nameOf = (item) => {
    const words = wordsOf(item);
    const when = query(".sop-line__when, .sop-step__when, .sop-due__when strong", item)?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const longer = [words, when, around(item, "[data-sop-day]")?.sopDay ?? ""].filter(Boolean).join(" · ");
    let name = named.has(words) ? longer : words;
    for (let number = 2; named.has(name); number += 1) name = `${longer} (${number})`;
    named.add(name);
    return name;
  };

  /** @type {(part: HTMLElement) => void} */
  const build = (part) => {
    const items = [...(part.matches(ITEM) ? [part] : []), ...queryAll(ITEM, part)].filter((item) => idOf(item) && !query(".sop-tick", item));
    for (const item of items) {
      // Its name is no text of the page: whoever searches the page or selects a step finds only the step.
      const box = make("input", { type: "checkbox", "aria-label": t("app.tick", { what: nameOf(item) }), change: () => { forget(); set([item], box.checked); } });
      const label = make("label", { class: "sop-tick" }, box);
      (query(".sop-step__when, .sop-due__when, td", item) ?? item).prepend(label);
    }
    if (!items.length) return;
    for (const list of new Set(items.map(listOf).filter((one) => one !== null))) {
      const heading = query(":scope > :is(h2, h3, h4)", list);
      if (heading && !query(":scope > .sop-progress", list)) heading.after(make("p", { class: "sop-progress" }));
    }
    if (!bar.isConnected) place();
    show();
  };

  // The bar stands before the background of a page, or behind its first list, which a reader in a hurry has to see first.
  const place = () => {
    const first = all()[0];
    const list = first.closest("section") ?? first.parentElement ?? first;
    const end = query(".sop-background");
    if (end) end.before(bar); // What a reader does comes first.
    else (query("[data-sop-days]") ?? list).after(bar);
  };

  const forget = () => { taken = []; undo.hidden = true; };

  reset.addEventListener("click", () => {
    const kept = read();
    const items = shown().filter((item) => ticked(kept, item));
    set(items, false);
    taken = items;
    undo.hidden = false;
    undo.focus();
    sopbook.say(t("app.ticks_gone", { count: items.length }));
  });
  undo.addEventListener("click", () => {
    const items = taken;
    forget();
    set(items, true);
    reset.focus();
  });
  date.addEventListener("change", () => {
    if (!date.value) return;
    day = date.value;
    forget();
    show();
  });

  sopbook.appearing(build);
  let group = groups.current().id;
  groups.listen(() => {
    if (groups.current().id !== group) forget();
    group = groups.current().id;
    if (bar.isConnected) show();
  });
  document.addEventListener("sopbook:day", () => {
    forget();
    if (bar.isConnected) show();
  });
  store.watch(KEY, () => { if (bar.isConnected) show(); });
})();
