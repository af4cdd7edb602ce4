/* The calendar of a plan: where today is in it, and under which address a phone subscribes to it. */
(() => {
  "use strict";

  const findToday = () => {
    const calendar = document.querySelector(".sop-calendar[data-sop-zone]");
    const cell = calendar && document.getElementById(sopbook.clock(calendar.dataset.sopZone).slice(0, 10));
    cell?.setAttribute("aria-current", "date");
  };

  // The address is where the page itself lies, unless the build knew it. From disk there is nothing to subscribe to.
  const giveAddresses = () => {
    if (!location.protocol.startsWith("http")) return;
    for (const box of document.querySelectorAll("[data-sop-address][hidden]")) {
      box.querySelector("[data-sop-message]").textContent = new URL(box.dataset.sopAddress, location.href).href;
      box.hidden = false;
    }
  };

  sopbook.ready(() => {
    findToday();
    giveAddresses();
  });
})();
