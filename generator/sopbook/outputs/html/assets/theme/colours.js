// @ts-check
/* Light or dark: as the system has it until a reader chooses. */
(() => {
  "use strict";
  if (!("sopFrame" in document.documentElement.dataset)) return; // The theme's script does it.

  const AUTOMATIC = "(prefers-color-scheme)";
  const CHOICE = "sopbook-colours"; // What the reader chose.
  const SHARED = "colours";
  const SEEN = "__palette"; // What the theme's own lines in the next page show before it is painted.
  const options = [...document.querySelectorAll("[data-md-component=palette] input")].filter((one) => one instanceof HTMLInputElement);
  if (!options.length) return;

  /** @type {(option: HTMLElement) => Record<string, string | undefined>} */
  const colours = ({ dataset }) => Object.fromEntries(["Scheme", "Primary", "Accent"].map((part) => [part.toLowerCase(), dataset[`mdColor${part}`]]));
  const fitting = () => Math.max(0, options.findIndex((option) => option.dataset.mdColorMedia !== AUTOMATIC && matchMedia(option.dataset.mdColorMedia || "all").matches));

  /** @type {(index: number) => void} */
  const show = (index) => {
    const automatic = options[index].dataset.mdColorMedia === AUTOMATIC;
    const { body } = document;
    body.setAttribute("data-md-color-switching", ""); // No transition of everything at once.
    for (const [part, value] of Object.entries(colours(options[automatic ? fitting() : index]))) body.setAttribute(`data-md-color-${part}`, value ?? "");
    options.forEach((option, at) => {
      option.checked = at === index;
      if (option.nextElementSibling instanceof HTMLElement) option.nextElementSibling.hidden = at !== index;
    });
    setTimeout(() => body.removeAttribute("data-md-color-switching"));
  };
  /** @type {(key: string, value: unknown) => void} */
  const keep = (key, value) => {
    try {
      __md_set(key, value);
    } catch {
      // A private window may keep nothing.
    }
  };
  /** @type {(index: number) => string} */
  const schemeOf = (index) => (options[index].dataset.mdColorScheme === "slate" ? "dark" : "light");
  // Pages in our own frame keep "light" or "dark"; there may be several options for each.
  const keptChoice = () => {
    const wanted = sopbook.store.get(SHARED, "");
    if (!wanted) return -1;
    try {
      const index = __md_get(CHOICE);
      if (typeof index === "number" && index in options && schemeOf(index) === wanted) return index;
    } catch {
      // Nothing is kept, or nothing that can be read.
    }
    return options.findIndex((option, index) => option.dataset.mdColorMedia !== AUTOMATIC && schemeOf(index) === wanted);
  };

  // The theme's lines ask the system only where there is an option for each of its answers.
  const asks = ["light", "dark"].every((one) => options.some((option) => option.dataset.mdColorMedia === `(prefers-color-scheme: ${one})`));
  /** @type {(index: number, media: string | undefined) => void} */
  const remember = (index, media) => {
    if (media !== AUTOMATIC || asks) keep(SEEN, { index, color: { media, ...colours(options[index]) } });
  };

  const followed = () => {
    const automatic = options.findIndex((option) => option.dataset.mdColorMedia === AUTOMATIC);
    const index = automatic < 0 ? fitting() : automatic;
    show(index);
    remember(index, AUTOMATIC);
  };
  let chosen = keptChoice();
  if (chosen >= 0) show(chosen);
  else followed();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (chosen < 0) followed();
  });

  /** @type {(index: number) => void} */
  const choose = (index) => {
    const media = options[index].dataset.mdColorMedia;
    chosen = media === AUTOMATIC ? -1 : index;
    show(index);
    keep(CHOICE, chosen);
    sopbook.store.set(SHARED, chosen < 0 ? "" : schemeOf(chosen));
    remember(index, media);
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
