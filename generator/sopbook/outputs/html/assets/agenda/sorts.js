// @ts-check
/* Which group the reader runs, where several have plans of their own: asked once for each of the reader's groups, kept in the browser, and changed with one tap. */
sopbook.sorts = (changed) => {
  "use strict";

  const { groups, make, query, queryAll, store, t } = sopbook;
  const KEY = "today:group";
  // So many groups have a button each; who has more changes them in the header.
  const MOST = 6;
  const box = query("[data-sop-group-choice]");
  const [question, own, sorts, more] = ["[data-sop-which]", "[data-sop-own]", "[data-sop-sorts]", "[data-sop-more]"].map((one) => box && query(one, box));
  const buttons = sorts ? queryAll("[data-sop-sort]", sorts) : [];
  const asked = question?.textContent ?? "";
  /** @type {Map<string, HTMLElement>} */
  const waits = new Map();
  // An address may lead to something for another group: then all of it is shown, until the next choice.
  let isWidened = false;
  // Whether the reader has asked to see the sorts, where they stand behind a button.
  let isOpen = false;

  const kept = () => {
    const value = store.get(KEY, {});
    return /** @type {Record<string, unknown>} */ (value !== null && typeof value === "object" ? value : {});
  };
  // What one of the reader's groups is: empty for all sorts, null where nobody has said, or said one that has no plan here.
  /** @type {(id: string) => string | null} */
  const sortOf = (id) => buttons.map((one) => one.dataset.sopSort ?? "").find((sort) => sort === kept()[id]) ?? null;
  const chosen = () => (isWidened ? "" : sortOf(groups.current().id) ?? "");
  /** @type {(wanted: string, sort: string) => boolean} */
  const holds = (wanted, sort) => !sort || !wanted || wanted.split(" ").includes(sort);

  const show = () => {
    if (!box || !question || !own || !sorts || !more) return;
    const all = groups.all();
    const sort = sortOf(groups.current().id);
    const isSeveral = all.length > 1 && all.length <= MOST;
    question.hidden = sort !== null;
    question.textContent = isSeveral ? t("app.today_which_of", { group: groups.title(groups.current()) }) : asked;
    own.hidden = more.hidden = !isSeveral;
    sorts.hidden = isSeveral && sort !== null && !isOpen;
    more.setAttribute("aria-expanded", String(!sorts.hidden));
    for (const button of buttons) button.setAttribute("aria-pressed", String(!isWidened && button.dataset.sopSort === sort));
    const pressed = buttons.find((button) => button.getAttribute("aria-pressed") === "true");
    if (pressed) sorts.scrollLeft = pressed.offsetLeft - sorts.offsetLeft - (sorts.clientWidth - pressed.offsetWidth) / 2; // Its name is read whole.
    waits.clear();
    for (const button of queryAll("[data-sop-own-group]", own)) button.remove();
    more.before(...(isSeveral ? all : []).map((group) => {
      const wait = make("span", { class: "sop-today__waits" });
      waits.set(group.id, wait);
      return make("button", {
        type: "button", "data-sop-own-group": group.id, "aria-pressed": String(group.id === groups.current().id),
        click: () => { isWidened = isOpen = false; groups.choose(group.id); query(`[data-sop-own-group="${group.id}"]`, own)?.focus(); },
      }, groups.title(group), " ", wait);
    }));
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      isWidened = isOpen = false;
      store.set(KEY, { ...kept(), [groups.current().id]: button.dataset.sopSort });
      groups.hold(); // Its listeners read what has just been kept.
    });
  }
  more?.addEventListener("click", () => { isOpen = !isOpen; show(); });
  const state = () => `${groups.current().id} ${chosen()} ${sortOf(groups.current().id)}`;
  let before = state();
  // Ticks and blanks change groups as well: the day stands as it is unless it is for another group, or of another sort.
  const turn = () => {
    show();
    if (state() === before) return;
    before = state();
    changed();
  };
  groups.listen(turn);
  store.watch(KEY, turn);
  if (box) box.hidden = false;
  show();

  return {
    // Whether something is for the chosen groups; `wanted` are their keys, apart by spaces, and empty for all.
    isFor: (wanted) => holds(wanted, chosen()),
    // What stands in front of an entry while those of several sorts are on view.
    name: (wanted) => (chosen() ? "" : wanted.split(" ").map((sort) => buttons.find((one) => sort && one.dataset.sopSort === sort)?.textContent ?? "").filter(Boolean).join(" · ")),
    widen: () => { isWidened = true; before = state(); show(); },
    // Says at each of the reader's other groups whether something is due there right now.
    tell: (isDue) => {
      for (const [id, place] of waits) {
        const words = id !== groups.current().id && isDue((wanted) => holds(wanted, sortOf(id) ?? "")) ? t("app.today_now") : "";
        if (place.textContent !== words) place.textContent = words;
      }
    },
  };
};
