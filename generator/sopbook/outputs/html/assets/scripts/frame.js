/* Our own frame: the menu of a phone, the switcher in the header, light or dark. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.sopFrame !== "own") return;
  root.dataset.sopScript = "";

  // Without a script a link opens the menu; with one, a button that also closes it takes its place.
  const menu = () => {
    const link = document.querySelector(".sop-header__menu");
    const side = document.getElementById("sop-side");
    if (!link || !side) return;
    const isOpen = () => "sopMenu" in root.dataset;
    const show = (open) => {
      root.toggleAttribute("data-sop-menu", open);
      button.setAttribute("aria-expanded", open);
    };
    const button = sopbook.make("button", { class: link.className, type: "button", "aria-label": link.getAttribute("aria-label"), "aria-controls": side.id, "aria-expanded": "false", click: () => show(!isOpen()) }, ...link.children);
    link.replaceWith(button);
    side.querySelector(".sop-nav__close")?.remove();
    addEventListener("click", ({ target }) => {
      if (isOpen() && !button.contains(target) && (target.closest("a[href]") || !side.contains(target))) show(false);
    });
    addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !isOpen()) return;
      show(false);
      button.focus();
    });
    const here = side.querySelector(".sop-nav__entries [aria-current]");
    if (here && matchMedia("(min-width: 76.25em)").matches) sopbook.centre(here);
  };

  const switcher = () => {
    const box = document.querySelector(".sop-header .sop-switch");
    if (!box) return;
    addEventListener("click", ({ target }) => { if (!box.contains(target)) box.open = false; });
    box.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !box.open) return;
      box.open = false;
      box.querySelector("summary").focus();
    });
  };

  // As the system has it until a reader chooses. The page itself asks what was chosen before it is painted.
  const colours = () => {
    const box = document.querySelector("[data-sop-colour-choice]");
    if (!box) return;
    const choices = [...box.querySelectorAll("input")];
    const show = () => {
      const chosen = sopbook.store.get("colours", "");
      if (["light", "dark"].includes(chosen)) root.dataset.sopColours = chosen;
      else delete root.dataset.sopColours;
      for (const one of choices) one.checked = one.value === (root.dataset.sopColours ?? "");
    };
    box.addEventListener("change", ({ target }) => {
      sopbook.store.set("colours", target.value);
      show();
    });
    sopbook.store.watch("colours", show);
    show();
    box.hidden = false;
  };

  for (const part of [menu, switcher, colours]) sopbook.ready(part);
})();
