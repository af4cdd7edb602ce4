// @ts-check
/* Our own frame: the menu of a phone, the switcher in the header, light or dark. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.sopFrame !== "own") return;
  root.dataset.sopScript = "";
  const PLACE = "sopbook:place";
  // So many ids above the middle of the screen go along: an item that the other edition lacks has one before it.
  const NEAREST = 24;

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
      if (!passed.length) return;
      const nearest = passed.reverse().slice(0, NEAREST).map((one) => [one.id, one.getBoundingClientRect().top]);
      link.hash = String(nearest[0][0]);
      try {
        sessionStorage.setItem(PLACE, JSON.stringify(nearest));
      } catch { /* Then the heading stands at the top. */ }
    });
  };

  // Where the reader stood in the edition that was left, or the nearest place above that this page has as well.
  const place = () => {
    /** @type {unknown} */
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
      sessionStorage.removeItem(PLACE);
      if (!Array.isArray(kept) || decodeURIComponent(location.hash.slice(1)) !== kept[0]?.[0]) return;
    } catch { return; /* Nothing is kept here. */ }
    for (const [id, top] of kept) {
      const there = document.getElementById(String(id));
      if (!there?.checkVisibility?.()) continue;
      scrollBy({ top: there.getBoundingClientRect().top - Number(top), behavior: "instant" });
      return;
    }
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
