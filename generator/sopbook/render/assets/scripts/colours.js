/* Light or dark: as the system has it until a reader chooses. What is kept has the form that the theme's own lines in the page read. */
(() => {
  "use strict";
  if (!("sopFrame" in document.documentElement.dataset)) return; // The theme's script does it.

  const AUTOMATIC = "(prefers-color-scheme)";
  const KEPT = "__palette";
  const options = [...document.querySelectorAll("[data-md-component=palette] input")];
  if (!options.length) return;

  const colours = ({ dataset }) => Object.fromEntries(["Scheme", "Primary", "Accent"].map((part) => [part.toLowerCase(), dataset[`mdColor${part}`]]));
  const fitting = () => Math.max(0, options.findIndex((option) => option.dataset.mdColorMedia !== AUTOMATIC && matchMedia(option.dataset.mdColorMedia || "all").matches));

  const show = (index) => {
    const automatic = options[index].dataset.mdColorMedia === AUTOMATIC;
    const { body } = document;
    body.setAttribute("data-md-color-switching", ""); // No transition of everything at once.
    for (const [part, value] of Object.entries(colours(options[automatic ? fitting() : index]))) body.setAttribute(`data-md-color-${part}`, value);
    options.forEach((option, at) => {
      option.checked = at === index;
      if (option.nextElementSibling) option.nextElementSibling.hidden = at !== index;
    });
    setTimeout(() => body.removeAttribute("data-md-color-switching"));
  };
  // A private window may keep nothing, and what is there may be from something else.
  const keep = (index, media) => {
    try {
      __md_set(KEPT, { index, color: { media, ...colours(options[index]) } });
    } catch {}
  };
  const keptChoice = () => {
    try {
      const { index, color } = __md_get(KEPT);
      return color.media !== AUTOMATIC && index in options ? index : -1;
    } catch {
      return -1;
    }
  };

  // Without a choice the next page is told to ask the system before it is painted.
  const followed = () => {
    const automatic = options.findIndex((option) => option.dataset.mdColorMedia === AUTOMATIC);
    show(automatic < 0 ? fitting() : automatic);
    keep(automatic < 0 ? fitting() : automatic, AUTOMATIC);
  };
  let chosen = keptChoice();
  if (chosen >= 0) show(chosen);
  else followed();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (chosen < 0) followed();
  });

  const choose = (index) => {
    chosen = index;
    show(index);
    keep(index, options[index].dataset.mdColorMedia);
  };
  options.forEach((option, at) => {
    option.addEventListener("change", () => choose(at));
    option.addEventListener("keydown", ({ key }) => {
      if (key !== "Enter") return;
      const next = (at + 1) % options.length;
      choose(next);
      options[next].focus();
    });
  });
})();
