// @ts-check
/* Our own frame: the menu of a phone, the switcher in the header, light or dark. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.sopFrame !== "own") return;
  root.dataset.sopScript = "";
  const PLACE = "sopbook:place";

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
    // Whoever reads the middle of a page goes on there in another edition: ids are the same in all of them.
    box.addEventListener("click", (event) => {
      const link = sopbook.closest(event, "a[href]");
      if (!(link instanceof HTMLAnchorElement) || scrollY < innerHeight / 2) return;
      const passed = sopbook.queryAll(".sop-body [id]").filter((one) => one.checkVisibility?.() && one.getBoundingClientRect().top <= innerHeight / 2);
      const here = passed.at(-1);
      if (!here) return;
      link.hash = here.id;
      try {
        sessionStorage.setItem(PLACE, JSON.stringify([here.id, here.getBoundingClientRect().top]));
      } catch { /* Then the heading stands at the top. */ }
    });
  };

  // Where the reader stood in the edition that was left; a page that has no such place stays at its top.
  const place = () => {
    /** @type {unknown} */
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
      sessionStorage.removeItem(PLACE);
    } catch { /* Nothing is kept here. */ }
    if (!Array.isArray(kept) || typeof kept[1] !== "number" || location.hash.slice(1) !== encodeURIComponent(kept[0])) return;
    const there = document.getElementById(kept[0]);
    if (there) scrollBy({ top: there.getBoundingClientRect().top - kept[1], behavior: "instant" });
  };

  // The header of a phone scrolls away, and comes back for whoever scrolls up.
  const header = () => {
    let last = scrollY;
    addEventListener("scroll", () => {
      if (Math.abs(scrollY - last) < 8) return;
      root.toggleAttribute("data-sop-up", scrollY < last && scrollY > 48);
      last = scrollY;
    }, { passive: true });
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

  for (const part of [menu, switcher, colours, header]) sopbook.ready(part);
  addEventListener("load", () => sopbook.ready(place)); // After the link into the page has been followed.
})();
