// @ts-check
/* What narrows the results down: chips of kinds and of tags, the most frequent first. */
(() => {
  "use strict";

  const { make, search } = sopbook;
  const MOST_TAGS = 8, FEW = 3;

  // How often each value occurs, the most frequent first.
  /** @type {(values: string[]) => [value: string, number: number][]} */
  const tally = (values) => {
    /** @type {Map<string, number>} */
    const sums = new Map();
    for (const one of values) sums.set(one, (sums.get(one) ?? 0) + 1);
    return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  };

  // The chips for the pages found; a touch changes what is chosen, and `show` shows it.
  search.filters = (all, chosen, show) => {
    /** @type {(name: "kind" | "tag", value: string, title: string, number: number) => HTMLElement} */
    const chip = (name, value, title, number) => {
      const button = make("button", { type: "button", class: "sop-search__chip", "aria-pressed": String(chosen[name] === value) }, `${title} `, make("small", {}, String(number)));
      button.dataset.value = `${name}:${value}`;
      button.addEventListener("click", () => {
        const row = button.parentElement;
        chosen[name] = chosen[name] === value ? "" : value;
        show();
        [...(row?.querySelectorAll("button") ?? [])].find((one) => one.dataset.value === button.dataset.value)?.focus();
      });
      return button;
    };
    const ofKind = all.filter((page) => !chosen.kind || page.kind === chosen.kind);
    const kinds = tally(all.map((page) => page.kind).filter(Boolean));
    const tags = tally(ofKind.flatMap((page) => page.tags)).filter(([tag], at) => at < MOST_TAGS || tag === chosen.tag);
    return [
      ...(kinds.length > 1 || chosen.kind ? kinds.map(([kind, number]) => chip("kind", kind, search.kinds()[kind] ?? kind, number)) : []),
      ...(ofKind.length > FEW || chosen.tag ? tags.map(([tag, number]) => chip("tag", tag, `#${tag}`, number)) : []),
    ];
  };
})();
