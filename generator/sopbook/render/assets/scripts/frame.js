/* What stands around a page: the menu, the contents that follow, the title in the header, the way back to the top. */
(() => {
  "use strict";
  if (!("sopFrame" in document.documentElement.dataset)) return; // The theme's script does it.

  const all = (selector) => [...document.querySelectorAll(selector)];
  // What a link into the page leads to; an address that somebody cut or mistyped leads nowhere.
  const target = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return document.getElementById(hash.slice(1));
    }
  };
  const watch = (elements, options, run) => {
    const observer = new IntersectionObserver((entries) => entries.forEach(run), options);
    elements.forEach((element) => observer.observe(element));
  };

  // The menu opens by a label, which no keyboard reaches and no screen reader names: a button takes its place.
  const menu = () => {
    const drawer = document.getElementById("__drawer");
    const label = document.querySelector(".md-header label[for=__drawer]");
    if (!drawer || !label) return;
    const button = sopbook.make("button", { class: "md-header__button md-icon sop-menu", type: "button", "aria-label": sopbook.t("app.menu"), click: () => drawer.click() });
    const say = () => button.setAttribute("aria-expanded", drawer.checked);
    button.append(...label.children);
    label.replaceWith(button);
    say();
    drawer.addEventListener("change", say);
    document.querySelector(".md-sidebar--primary")?.addEventListener("click", ({ target }) => {
      if (drawer.checked && target.closest("a[href]")) drawer.click();
    });
    addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !drawer.checked) return;
      drawer.click();
      button.focus();
    });
  };

  const navigation = () => {
    for (const label of all(".md-sidebar--primary label[tabindex]")) {
      const box = document.getElementById(label.htmlFor);
      const part = box?.parentElement.querySelector("nav");
      const say = () => part?.setAttribute("aria-expanded", box.checked);
      say();
      box?.addEventListener("change", say);
      label.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        label.click();
      });
    }
    const here = all(".md-sidebar--primary .md-nav__link--active[href]").at(-1);
    if (here && matchMedia("(min-width: 76.25em)").matches) centre(here);
  };

  // Scrolls the column of a link, and nothing else, until the link stands in its middle.
  const centre = (link) => {
    const column = link.closest(".md-sidebar__scrollwrap");
    if (!column || !link.clientHeight) return;
    const middle = link.getBoundingClientRect().top - column.getBoundingClientRect().top - column.clientHeight / 2;
    if (Math.abs(middle) > column.clientHeight / 4) column.scrollTo({ top: column.scrollTop + middle });
  };

  // A heading has been passed when it is where a link puts it, below the header, or above.
  const contents = () => {
    const links = new Map(all(".md-sidebar--secondary a[href^='#']").map((link) => [target(link.hash), link]));
    links.delete(null);
    const footer = document.querySelector(".md-footer");
    let current = null;
    let ended = false; // At the end of a page the last part is read, however short it is.
    const mark = () => {
      const inOrder = [...links.values()];
      const next = (ended ? inOrder.at(-1) : inOrder.findLast((link) => link.classList.contains("md-nav__link--passed"))) ?? null;
      if (next === current) return;
      current?.classList.remove("md-nav__link--active");
      current?.removeAttribute("aria-current");
      next?.classList.add("md-nav__link--active");
      next?.setAttribute("aria-current", "location");
      current = next;
      if (next) centre(next);
    };
    watch([...links.keys()], { rootMargin: "99999px 0px -85% 0px" }, ({ target, isIntersecting }) => {
      links.get(target).classList.toggle("md-nav__link--passed", isIntersecting);
      mark();
    });
    if (footer) {
      watch([footer], {}, ({ isIntersecting }) => {
        ended = isIntersecting && document.documentElement.scrollHeight > innerHeight + 1;
        mark();
      });
    }
  };

  const header = () => {
    const title = document.querySelector("[data-md-component=header-title]");
    const heading = document.querySelector(".md-content h1");
    if (!title || !heading) return;
    watch([heading], { rootMargin: "-48px 0px 0px 0px" }, ({ isIntersecting, boundingClientRect }) => {
      title.classList.toggle("md-header__title--active", !isIntersecting && boundingClientRect.top < 48);
    });
  };

  // The way back to the top shows while a reader scrolls up.
  const top = () => {
    const button = document.querySelector("[data-md-component=top]");
    if (!button) return;
    let last = 0;
    addEventListener("scroll", () => {
      button.hidden = scrollY >= last || scrollY < innerHeight;
      last = scrollY;
    }, { passive: true });
    button.addEventListener("click", () => {
      scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      button.blur();
    });
  };

  // What scrolls sideways scrolls by keyboard too.
  const wide = () => {
    const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => {
      const box = target.closest(".sop-table") ?? target;
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", 0);
      else box.removeAttribute("tabindex");
    }));
    all("pre > code, .md-typeset table:not([class])").forEach((one) => observer.observe(one));
  };

  // A part that is folded away opens for a link into it, and as long as it is printed.
  const folded = () => {
    const open = () => {
      for (let one = target(location.hash); one; one = one.parentElement) {
        if (one.matches("details")) one.open = true;
      }
    };
    open();
    addEventListener("hashchange", open);
    let shut = [];
    addEventListener("beforeprint", () => {
      shut = all("details:not([open])");
      for (const one of shut) one.open = true;
    });
    addEventListener("afterprint", () => {
      for (const one of shut) one.open = false;
    });
  };

  for (const part of [menu, navigation, contents, header, top, wide, folded]) sopbook.ready(part);
})();
