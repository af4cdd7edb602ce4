// @ts-check
/* What the browser prints says for which group and on which day: on a screen the header and the clock do. */
(() => {
  "use strict";

  const line = sopbook.make("p", { class: "sop-quiet" });

  addEventListener("beforeprint", () => {
    const group = sopbook.groups.current();
    const named = group.name.trim() || Object.keys(group.values).length ? [sopbook.groups.title(group)] : [];
    line.textContent = [...named, sopbook.clock().slice(0, 10)].join(" · ");
    document.querySelector(".sop-page h1")?.after(line);
  });
  addEventListener("afterprint", () => line.remove());
})();
