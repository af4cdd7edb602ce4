// @ts-check
/* The way into Today: what it needs is loaded where it stands, the month of the day on view at once. */
(() => {
  "use strict";

  const SCRIPT = "assets/agenda.js";
  sopbook.days = {};
  sopbook.takeDays = (given) => { Object.assign(sopbook.days, given); };
  sopbook.scripts = [];
  sopbook.takeScripts = (given) => { sopbook.scripts = given; };

  const box = sopbook.query("[data-sop-days]");
  if (!box) return;
  const [, asked] = /^#(\d{4}-\d\d)-\d\d/.exec(location.hash) ?? [];
  const month = asked ?? sopbook.clock(sopbook.edition.zone).slice(0, 7);
  if (box.dataset.sopPlanned?.includes(`"${month}-`)) sopbook.load(`today/${month}.js`).catch(() => {}); // Told where it is needed.
  const loading = sopbook.load(SCRIPT);
  sopbook.ready(async () => {
    await loading;
    await sopbook.agenda?.begin(box);
  });
})();
