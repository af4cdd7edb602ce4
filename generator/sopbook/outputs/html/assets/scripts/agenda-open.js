// @ts-check
/* The way into Today: what it needs is loaded where it stands, the days around the one on view at once. */
(() => {
  "use strict";

  const SCRIPT = "assets/agenda.js";
  // The days whose dates share all but the last figure come together.
  sopbook.stretch = (day) => day.slice(0, -1);
  sopbook.days = {};
  sopbook.takeDays = (given) => { Object.assign(sopbook.days, given); };
  sopbook.scripts = [];
  sopbook.takeScripts = (given) => { sopbook.scripts = given; };

  const box = sopbook.query("[data-sop-days]");
  if (!box) return;
  const [, asked] = /^#(\d{4}-\d\d-\d\d)/.exec(location.hash) ?? [];
  const stretch = sopbook.stretch(asked ?? sopbook.clock(sopbook.edition.zone).slice(0, 10));
  if (box.dataset.sopPlanned?.includes(`"${stretch}`)) sopbook.load(`today/${stretch}.js`).catch(() => {}); // Told where it is needed.
  const loading = sopbook.load(SCRIPT);
  sopbook.ready(async () => {
    await loading;
    await sopbook.agenda?.begin(box);
  });
})();
