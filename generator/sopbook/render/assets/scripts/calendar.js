/* The address under which a phone subscribes to a calendar: where the page itself lies, unless the build knew it. */
(() => {
  "use strict";

  sopbook.ready(() => {
    if (!location.protocol.startsWith("http")) return; // From disk there is nothing to subscribe to.
    for (const box of document.querySelectorAll("[data-sop-address][hidden]")) {
      box.querySelector("[data-sop-message]").textContent = new URL(box.dataset.sopAddress, location.href).href;
      box.hidden = false;
    }
  });
})();
