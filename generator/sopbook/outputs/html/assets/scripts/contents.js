// @ts-check
/* Where a reader is in a long page: the contents that follow, the way back to the top. In both frames. */
(() => {
  "use strict";
  if (!("sopFrame" in document.documentElement.dataset)) return; // The theme's script does it.

  /** @type {(elements: Element[], options: IntersectionObserverInit, run: (entry: IntersectionObserverEntry) => void) => void} */
  const watch = (elements, options, run) => {
    const observer = new IntersectionObserver((entries) => entries.forEach(run), options);
    elements.forEach((element) => observer.observe(element));
  };

  // What a link into the page leads to; an address that somebody cut or mistyped leads nowhere.
  sopbook.target = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return document.getElementById(hash.slice(1));
    }
  };

  // Scrolls the column of a link, and nothing else, until the link stands in its middle.
  sopbook.centre = (link) => {
    const row = link.closest(".sop-tabs");
    if (row) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.clientWidth) / 2;
    const column = link.closest(".md-sidebar__scrollwrap, .sop-nav");
    if (!column || !link.clientHeight) return;
    const middle = link.getBoundingClientRect().top - column.getBoundingClientRect().top - column.clientHeight / 2;
    if (Math.abs(middle) > column.clientHeight / 4) column.scrollTo({ top: column.scrollTop + middle });
  };

  // A heading has been passed when it is where a link puts it, below the header, or above. In the theme, tabs and contents follow both.
  /** @type {(column: string) => void} */
  const contents = (column) => {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const listed = document.querySelectorAll(`${column} a[href^='#']`);
    /** @type {Map<Element, HTMLAnchorElement>} */
    const links = new Map();
    for (const link of listed) {
      const heading = sopbook.target(link.hash);
      if (heading) links.set(heading, link);
    }
    // A kind may name its tabs in another order than its template has their parts.
    const inOrder = [...links].sort(([one], [other]) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)).map(([, link]) => link);
    const footer = sopbook.query(".md-footer, .sop-foot");
    /** @type {HTMLAnchorElement | null} */
    let current = null;
    let ended = false; // At the end of a page the last part is read, however short it is.
    const mark = () => {
      // Above its first part a page shows that one's tab; the contents of the theme show none.
      const passed = inOrder.findLast((link) => link.classList.contains("md-nav__link--passed"));
      const next = (ended ? inOrder.at(-1) : passed) ?? inOrder.find((link) => link.closest(".sop-tabs")) ?? null;
      if (next === current) return;
      current?.classList.remove("md-nav__link--active");
      current?.removeAttribute("aria-current");
      next?.classList.add("md-nav__link--active");
      next?.setAttribute("aria-current", "location");
      current = next;
      if (next) sopbook.centre(next);
    };
    watch([...links.keys()], { rootMargin: "99999px 0px -85% 0px" }, ({ target, isIntersecting }) => {
      links.get(target)?.classList.toggle("md-nav__link--passed", isIntersecting);
      mark();
    });
    mark();
    if (footer) {
      watch([footer], {}, ({ isIntersecting }) => {
        ended = isIntersecting && document.documentElement.scrollHeight > innerHeight + 1;
        mark();
      });
    }
  };

  // The way back to the top shows while a reader scrolls up.
  const top = () => {
    const button = sopbook.query("[data-md-component=top], [data-sop-top]");
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

  sopbook.ready(() => [".md-sidebar--secondary", ".sop-tabs"].forEach(contents));
  sopbook.ready(top);
})();
