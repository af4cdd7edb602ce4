// @ts-check
/* What stands around a page inside of the theme: the menu, the navigation, the title in the header. */
(() => {
  "use strict";
  if (!("sopFrame" in document.documentElement.dataset)) return; // The theme's script does it.

  // The menu opens by a label, which no keyboard reaches and no screen reader names: a button takes its place.
  const menu = () => {
    const drawer = document.getElementById("__drawer");
    const label = document.querySelector(".md-header label[for=__drawer]");
    if (!(drawer instanceof HTMLInputElement) || !label) return;
    const button = sopbook.make("button", { class: "md-header__button md-icon sop-menu", type: "button", "aria-label": sopbook.t("app.menu"), click: () => drawer.click() });
    const say = () => button.setAttribute("aria-expanded", String(drawer.checked));
    button.append(...label.children);
    label.replaceWith(button);
    say();
    drawer.addEventListener("change", say);
    document.querySelector(".md-sidebar--primary")?.addEventListener("click", (event) => {
      if (drawer.checked && sopbook.closest(event, "a[href]")) drawer.click();
    });
    addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !drawer.checked) return;
      drawer.click();
      button.focus();
    });
  };

  const navigation = () => {
    /** @type {NodeListOf<HTMLLabelElement>} */
    const labels = document.querySelectorAll(".md-sidebar--primary label[tabindex]");
    for (const label of labels) {
      const box = /** @type {HTMLInputElement | null} */ (document.getElementById(label.htmlFor));
      const part = box?.parentElement?.querySelector("nav");
      const say = () => part?.setAttribute("aria-expanded", String(box?.checked));
      say();
      box?.addEventListener("change", say);
      label.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        label.click();
      });
    }
    const here = sopbook.queryAll(".md-sidebar--primary .md-nav__link--active[href]").at(-1);
    if (here && matchMedia("(min-width: 76.25em)").matches) sopbook.centre(here);
  };

  const header = () => {
    const title = document.querySelector("[data-md-component=header-title]");
    const heading = document.querySelector(".md-content h1");
    if (!title || !heading) return;
    new IntersectionObserver((entries) => {
      const { isIntersecting, boundingClientRect } = entries[entries.length - 1];
      title.classList.toggle("md-header__title--active", !isIntersecting && boundingClientRect.top < 48);
    }, { rootMargin: "-48px 0px 0px 0px" }).observe(heading);
  };

  for (const part of [menu, navigation, header]) sopbook.ready(part);
})();
