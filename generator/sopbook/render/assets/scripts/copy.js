/* Copying a message: exactly its text, with its line breaks. Everything else works without this file. */
(() => {
  "use strict";

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const copy = async (button) => {
    const message = button.parentElement.querySelector("[data-sop-message]");
    const label = button.dataset.label || (button.dataset.label = button.textContent);
    let said = sopbook.t("app.copied");
    try {
      await navigator.clipboard.writeText(message.textContent);
    } catch {
      // No clipboard (an old browser, a page opened from disk, permission refused): select, and try the old way.
      select(message);
      if (!document.execCommand("copy")) said = sopbook.t("app.copy_failed");
    }
    button.textContent = said;
    sopbook.say(said);
    setTimeout(() => { button.textContent = label; }, 2500);
  };

  sopbook.ready(() => {
    for (const button of document.querySelectorAll("[data-sop-copy]")) button.hidden = false;
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-sop-copy]");
      if (button) copy(button);
    });
  });
})();
