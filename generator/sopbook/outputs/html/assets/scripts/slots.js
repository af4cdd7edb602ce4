// @ts-check
/* Blanks in texts: what the operator has filled in for the current group stands in every text of every page. */
(() => {
  "use strict";

  const BLANK = ".sop-slot[data-slot]";

  /** @type {(blank: HTMLElement) => string} */
  const slotOf = (blank) => blank.dataset.slot ?? "";

  /** @type {(blank: HTMLElement) => void} */
  const fill = (blank) => {
    // What the page came with, [title in brackets], is what an empty one goes back to.
    blank.dataset.empty ??= blank.textContent;
    const value = sopbook.groups.value(slotOf(blank));
    const text = value || blank.dataset.empty;
    if (blank.textContent !== text) blank.textContent = text;
    blank.classList.toggle("sop-slot--filled", Boolean(value));
  };

  sopbook.slots = {
    // Fills the blanks in a part of the page.
    show: (part) => {
      if (part.matches(BLANK)) fill(part);
      sopbook.queryAll(BLANK, part).forEach(fill);
    },
    // Returns the names of the blanks in a message that are still empty, each once.
    empty: (message) => [...new Set(sopbook.queryAll(BLANK, message)
      .map(slotOf)
      .filter((slot) => slot in sopbook.edition.slots && !sopbook.groups.value(slot)))],
    // Returns a message's text as it is copied; `once` holds values for this one time.
    text: (message, once = {}) => {
      const copy = /** @type {HTMLElement} */ (message.cloneNode(true));
      for (const blank of sopbook.queryAll(BLANK, copy)) {
        const value = once[slotOf(blank)]?.trim();
        if (value) blank.textContent = value;
      }
      return copy.textContent;
    },
  };

  sopbook.appearing(sopbook.slots.show);
  sopbook.groups.listen(() => sopbook.slots.show(document.body));
})();
