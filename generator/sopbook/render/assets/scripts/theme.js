/* The theme's own script, last of all: menus and links work without it. publish/markup.py takes it out of the page. */
(() => {
  "use strict";

  sopbook.ready(() => {
    const theme = document.querySelector("script[data-sop-theme]");
    if (!theme) return;
    const begin = () => {
      document.dispatchEvent(new Event("DOMContentLoaded")); // It waits for this, and the page's own has passed.
      theme.dataset.loaded = "true";
    };
    document.body.append(sopbook.make("script", { src: theme.dataset.sopTheme, load: begin }));
  });
})();
