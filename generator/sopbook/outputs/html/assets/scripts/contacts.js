// @ts-check
/* Whom to call at this hour: those who answer come first, and the buttons of the page call the first of them. */
(() => {
  "use strict";

  const { query, queryAll } = sopbook;
  const MINUTE = 60_000;

  /** @type {(row: HTMLElement, time: string) => boolean} */
  const answers = ({ dataset }, time) => sopbook.isDuring(dataset.sopHours ?? "", time);

  /** @type {(list: HTMLElement) => void} */
  const order = (list) => {
    const time = sopbook.clock(list.dataset.sopZone).slice(11);
    const rows = queryAll(":scope > li", list).sort((a, b) => Number(a.dataset.sopPlace) - Number(b.dataset.sopPlace));
    for (const row of rows) row.classList.toggle("sop-off", !answers(row, time));
    const wanted = [...rows.filter((row) => answers(row, time)), ...rows.filter((row) => !answers(row, time))];
    if (wanted.some((row, place) => list.children[place] !== row)) list.append(...wanted);
    const first = wanted[0] && query(".sop-call__button, .sop-call__copied", wanted[0]);
    for (const place of queryAll(`[data-sop-call="${list.dataset.sopChain}"]`)) {
      if (first && !place.firstElementChild?.isEqualNode(first) && !place.contains(document.activeElement)) place.replaceChildren(first.cloneNode(true));
      place.classList.toggle("sop-off", Boolean(wanted[0]?.classList.contains("sop-off")));
    }
  };

  const lists = () => queryAll("[data-sop-chain]");
  const show = () => lists().forEach(order);
  sopbook.ready(() => {
    if (!lists().length) return;
    for (const list of lists()) queryAll(":scope > li", list).forEach((row, place) => { row.dataset.sopPlace = String(place); });
    show();
    setInterval(show, MINUTE);
    document.addEventListener("visibilitychange", show); // A phone in a pocket sleeps.
  });
})();
