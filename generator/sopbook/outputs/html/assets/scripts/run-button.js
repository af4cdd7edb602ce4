// @ts-check
/* Step by step: the button of a page that has something to run, and the way in by its address. The rest is loaded when it is wanted. */
(() => {
  "use strict";

  const { make, query, queryAll, t } = sopbook;
  const STYLE = "assets/run.css", SCRIPT = "assets/run.js";
  // #run, or #run=2026-12-03T20:00 with the moment at which it begins.
  const ADDRESS = /^#run(?:=(\d{4}-\d\d-\d\dT\d\d:\d\d))?$/;

  sopbook.ready(() => {
    const lists = queryAll("[data-sop-run]");
    const items = lists.flatMap((list) => queryAll("[data-sop-tick]", list));
    if (!items.length) return;
    const messages = items.filter((item) => query("[data-sop-message]", item)).length;
    const way = make("p", { class: "sop-next__more" }, make("a", { class: "sop-button sop-run-button", href: "#run" },
      make("strong", { text: t("app.run") }), "\u00a0", make("small", { text: t("app.run_line", { count: messages }) })));
    const card = query(".sop-next");
    if (card) card.append(way);
    else lists[0].after(way); // What is urgent stands first.

    const enter = async () => {
      const asked = ADDRESS.exec(location.hash);
      if (!asked) return;
      if (!query(`link[href$="${STYLE}"]`)) document.head.append(make("link", { rel: "stylesheet", href: new URL(STYLE, sopbook.root).href }));
      await sopbook.load(SCRIPT);
      sopbook.run?.(lists, asked[1] ?? "");
    };
    addEventListener("hashchange", enter);
    enter();
  });
})();
