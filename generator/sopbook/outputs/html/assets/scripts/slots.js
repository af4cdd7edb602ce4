/* Blanks in texts: what the operator has filled in for the current group stands in every text of every page. */
(() => {
  "use strict";

  const BLANK = ".sop-slot[data-slot]";

  const fill = (blank) => {
    // What the page came with, [title in brackets], is what an empty one goes back to.
    blank.dataset.empty ??= blank.textContent;
    const value = sopbook.groups.value(blank.dataset.slot);
    const text = value || blank.dataset.empty;
    if (blank.textContent !== text) blank.textContent = text;
    blank.classList.toggle("sop-slot--filled", Boolean(value));
  };

  sopbook.slots = {
    // Fills the blanks in a part of the page.
    show: (part) => {
      if (part.matches?.(BLANK)) fill(part);
      part.querySelectorAll?.(BLANK).forEach(fill);
    },
    // Returns the names of the blanks in a message that are still empty, each once.
    empty: (message) => [...new Set([...message.querySelectorAll(BLANK)]
      .map((blank) => blank.dataset.slot)
      .filter((slot) => slot in sopbook.edition.slots && !sopbook.groups.value(slot)))],
    // Returns a message's text as it is copied; `once` holds values for this one time.
    text: (message, once = {}) => {
      const copy = message.cloneNode(true);
      for (const blank of copy.querySelectorAll(BLANK)) {
        if (once[blank.dataset.slot]?.trim()) blank.textContent = once[blank.dataset.slot].trim();
      }
      return copy.textContent;
    },
  };

  sopbook.appearing(sopbook.slots.show);
  sopbook.groups.listen(() => sopbook.slots.show(document.body));
})();
