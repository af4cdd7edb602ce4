// @ts-check
/* What stands below a search that finds little: which words stand nowhere, what else was tried, and who helps now. */
(() => {
  "use strict";

  const { make, search, t } = sopbook;

  // The button of who answers at this hour, else of the first who will.
  /** @type {(help: SearchHelp) => HTMLElement[]} */
  const call = ({ calls, zone }) => {
    const time = sopbook.clock(zone).slice(11);
    const one = calls.find(({ hours }) => sopbook.isDuring(hours, time)) ?? calls[0];
    if (!one) return [];
    const words = [make("strong", { text: one.role }), make("span", { class: "sop-search__number", text: `${one.number}${one.hours ? ` · ${one.hours}` : ""}` })];
    return [one.dial ? make("a", { class: "sop-search__call", href: `tel:${one.dial}` }, ...words) : make("p", { class: "sop-search__call" }, ...words)];
  };

  /** @type {(words: string[]) => { words: string }} */
  const listed = (words) => ({ words: words.join(t("app.search.join")) });

  search.helping = (answer) => {
    const help = search.help();
    const unknown = answer.results.length && answer.unknown.length ? [make("p", { text: t("app.search.unknown", listed(answer.unknown)) })] : []; // Else it is said above.
    if (!answer.isWeak || !help) return unknown;
    return [
      ...unknown, ...(answer.tried.length ? [make("p", { text: t("app.search.tried", listed(answer.tried)) })] : []),
      make("nav", { class: "sop-search__help", "aria-label": t("app.search.help") },
        ...help.pages.map(([path, title]) => make("a", { class: "sop-search__way", href: new URL(path, sopbook.root).href, text: title })), ...call(help)),
    ];
  };
})();
