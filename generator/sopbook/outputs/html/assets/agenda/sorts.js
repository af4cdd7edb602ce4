// @ts-check
/* For which groups Today shows plans, where several have plans of their own: each of the reader's groups is of one sort, so that changing the group changes the plan. */
sopbook.sorts = (changed) => {
  "use strict";

  const { groups, store } = sopbook;
  const KEY = "today:group";
  /** @type {HTMLSelectElement | null} */
  const choice = document.querySelector("select[data-sop-group]");
  const kept = () => {
    const value = store.get(KEY, {});
    return /** @type {Record<string, unknown>} */ (value !== null && typeof value === "object" ? value : {});
  };
  const choose = () => {
    if (!choice) return;
    const own = kept()[groups.current().id];
    choice.value = [...choice.options].find((option) => option.value === own)?.value ?? "";
  };
  if (choice) {
    choice.addEventListener("change", () => {
      store.set(KEY, { ...kept(), [groups.current().id]: choice.value });
      groups.hold(); // Its listeners read what has just been kept.
    });
    choose();
    if (choice.parentElement) choice.parentElement.hidden = false;
  }
  groups.listen(() => { choose(); changed(); });
  // Whether something is for the chosen groups; `wanted` are their keys, apart by spaces, and empty for all.
  return (wanted) => !choice?.value || !wanted || wanted.split(" ").includes(choice.value);
};
