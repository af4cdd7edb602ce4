// @ts-check
/* The calendar of a plan: where today is in it, and under which address a phone subscribes to it. */
(() => {
  "use strict";

  const findToday = () => {
    const calendar = sopbook.query(".sop-calendar[data-sop-zone]");
    const cell = calendar && document.getElementById(sopbook.clock(calendar.dataset.sopZone).slice(0, 10));
    cell?.setAttribute("aria-current", "date");
  };

  // The address is where the page itself lies, unless the build knew it. From disk there is nothing to subscribe to.
  const giveAddresses = () => {
    if (!location.protocol.startsWith("http")) return;
    for (const box of sopbook.queryAll("[data-sop-address][hidden]")) {
      const message = sopbook.query("[data-sop-message]", box);
      if (!message) continue;
      message.textContent = new URL(box.dataset.sopAddress ?? "", location.href).href;
      box.hidden = false;
    }
  };

  sopbook.ready(() => {
    findToday();
    giveAddresses();
  });
})();
