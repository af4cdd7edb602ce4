// @ts-check
/* Our own frame: the menu of a phone, the switcher in the header, light or dark. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.sopFrame !== "own") return;
  root.dataset.sopScript = "";

  // Without a script a link opens the menu; with one, a button that also closes it takes its place.
  const menu = () => {
    const link = sopbook.query(".sop-header__menu");
    const side = document.getElementById("sop-side");
    if (!link || !side) return;
    const isOpen = () => "sopMenu" in root.dataset;
    const show = (/** @type {boolean} */ open) => {
      root.toggleAttribute("data-sop-menu", open);
      button.setAttribute("aria-expanded", String(open));
    };
    const button = sopbook.make("button", { class: link.className, type: "button", "aria-label": link.getAttribute("aria-label") ?? "", "aria-controls": side.id, "aria-expanded": "false", click: () => show(!isOpen()) }, ...link.children);
    link.replaceWith(button);
    side.querySelector(".sop-nav__close")?.remove();
    addEventListener("click", (event) => {
      const { target } = event;
      if (!isOpen() || !(target instanceof Node) || button.contains(target)) return;
      if (sopbook.closest(event, "a[href]") || !side.contains(target)) show(false);
    });
    addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !isOpen()) return;
      show(false);
      button.focus();
    });
    const here = sopbook.query(".sop-nav__entries [aria-current]", side);
    if (here && matchMedia("(min-width: 76.25em)").matches) sopbook.centre(here);
  };

  const switcher = () => {
    const box = sopbook.query(".sop-header .sop-switch");
    if (!(box instanceof HTMLDetailsElement)) return;
    addEventListener("click", ({ target }) => { if (target instanceof Node && !box.contains(target)) box.open = false; });
    box.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !box.open) return;
      box.open = false;
      box.querySelector("summary")?.focus();
    });
  };

  // As the system has it until a reader chooses. The page itself asks what was chosen before it is painted.
  const colours = () => {
    const box = sopbook.query("[data-sop-colour-choice]");
    if (!box) return;
    const choices = [...box.querySelectorAll("input")];
    const show = () => {
      const chosen = sopbook.store.get("colours", "");
      if (chosen === "light" || chosen === "dark") root.dataset.sopColours = chosen;
      else delete root.dataset.sopColours;
      for (const one of choices) one.checked = one.value === (root.dataset.sopColours ?? "");
    };
    box.addEventListener("change", () => {
      sopbook.store.set("colours", choices.find((one) => one.checked)?.value ?? "");
      show();
    });
    sopbook.store.watch("colours", show);
    show();
    box.hidden = false;
  };

  for (const part of [menu, switcher, colours]) sopbook.ready(part);
})();
