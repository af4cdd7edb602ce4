// @ts-check
/* The calendar of a plan: where today is in it, and under which address a phone subscribes to it. */
(() => {
  "use strict";

  const findToday = () => {
    const calendar = sopbook.query(".sop-calendar[data-sop-zone]");
    const cell = calendar && document.getElementById(sopbook.clock(calendar.dataset.sopZone).slice(0, 10));
    cell?.setAttribute("aria-current", "date");
  };

  // On a phone one week is open: that of today, or the next one of the plan. A grid shows them all.
  const openWeeks = () => {
    const calendar = sopbook.query(".sop-calendar[data-sop-zone]");
    const weeks = calendar ? sopbook.queryAll("details[data-sop-last]", calendar) : [];
    if (!weeks.length || !calendar) return;
    const today = sopbook.clock(calendar.dataset.sopZone).slice(0, 10);
    const grid = matchMedia("(min-width: 60em)");
    const own = weeks.find((week) => (week.dataset.sopLast ?? "") >= today) ?? weeks[0];
    const open = () => { for (const week of weeks) week.toggleAttribute("open", grid.matches || week === own || week === named()); };
    // The week to which the address leads.
    const named = () => sopbook.target(location.hash)?.closest("details");
    open();
    calendar.dataset.ready = "true";
    grid.addEventListener("change", open);
  };

  // The address is where the page itself lies, unless the build knew it. From disk there is nothing to subscribe to.
  const giveAddresses = () => {
    if (!location.protocol.startsWith("http")) return;
    for (const box of sopbook.queryAll("[data-sop-address][hidden]")) {
      const message = sopbook.query("[data-sop-message]", box);
      if (!message) continue;
      const address = new URL(box.dataset.sopAddress ?? "", location.href).href;
      message.textContent = address;
      sopbook.query("[data-sop-webcal]", box)?.setAttribute("href", address.replace(/^https?:/, "webcal:"));
      box.hidden = false;
    }
    for (const how of sopbook.queryAll("[data-sop-how]")) how.hidden = false;
  };

  sopbook.ready(() => {
    findToday();
    openWeeks();
    giveAddresses();
  });
})();
