// @ts-check
/* Takes the place in a page along to its new address. Without this, the page leads there all the same, to its top. */
(() => {
  "use strict";

  const link = document.querySelector("a");
  if (link && location.hash) location.replace(link.href.replace(/#.*$/, "") + location.hash);
})();
