// @ts-check
/* The card at the top of a page: the first message that nobody has ticked yet, on a plan the first of today. */
(() => {
  "use strict";

  const { query, queryAll } = sopbook;

  sopbook.ready(() => {
    const card = query(".sop-next");
    const given = card && query("[data-sop-message]", card);
    if (!card || !given) return;
    const sayings = () => queryAll("[data-sop-tick]").filter((item) => {
      const message = query("[data-sop-message]", item);
      return message && !query(".sop-slot--token", message); // Nobody pastes what WeCom itself sends.
    });
    /** @type {HTMLElement | null} */
    let shown = null;

    // What an item says of itself, without its tick and its notes.
    /** @type {(item: HTMLElement, selector: string) => string} */
    const words = (item, selector) => {
      const found = query(selector, item)?.cloneNode(true);
      if (!(found instanceof HTMLElement)) return "";
      for (const one of queryAll(".sop-tick, .sop-mark, .sop-sr", found)) one.remove();
      return found.textContent.replace(/\s+/g, " ").trim();
    };
    /** @type {(selector: string, text: string) => void} */
    const put = (selector, text) => {
      const place = query(selector, card);
      if (place) place.textContent = text;
    };

    const choose = () => {
      const items = sayings();
      const today = sopbook.clock().slice(0, 10);
      const due = items.filter((item) => { const day = item.closest("[data-sop-day]"); return day instanceof HTMLElement && day.dataset.sopDay === today; });
      const among = due.length ? due : items;
      const next = among.find((item) => !item.classList.contains("sop-ticked")) ?? among[0];
      const message = next && query("[data-sop-message]", next);
      if (!message || next === shown) return;
      if (!shown && query(`a[href="#${CSS.escape(next.id)}"]`, card)) { shown = next; return; } // The build put it there.
      shown = next;
      put("[data-sop-when]", words(next, ".sop-step__when, .sop-line__when"));
      put("[data-sop-who]", words(next, ".sop-step__who"));
      put("[data-sop-what]", words(next, ".sop-line__title, .sop-step__what > p:not(.sop-step__who)"));
      given.lang = message.lang;
      if (!message.lang) given.removeAttribute("lang");
      given.replaceChildren(...[...message.childNodes].map((one) => one.cloneNode(true)));
      const link = query(".sop-next__more a", card);
      if (link instanceof HTMLAnchorElement) link.hash = next.id;
    };
    choose();
    document.addEventListener("sopbook:ticked", choose);
  });
})();
