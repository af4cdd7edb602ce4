/* Copying a message: exactly its text, with its line breaks. Everything else works without this file. */
(() => {
  "use strict";

  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  live.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";

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
    let said = button.dataset.done;
    try {
      await navigator.clipboard.writeText(message.textContent);
    } catch {
      // No clipboard (an old browser, a page opened from disk, permission refused): select, and try the old way.
      select(message);
      if (!document.execCommand("copy")) said = button.dataset.failed;
    }
    button.textContent = said;
    live.textContent = said;
    setTimeout(() => { button.textContent = label; live.textContent = ""; }, 2500);
  };

  const start = () => {
    document.body.append(live);
    for (const button of document.querySelectorAll("[data-sop-copy]")) button.hidden = false;
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-sop-copy]");
      if (button) copy(button);
    });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
