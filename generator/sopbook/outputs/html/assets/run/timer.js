// @ts-check
/* The time until the next step, by the clock of the branch; never by counting, for a phone may sleep in between. */
sopbook.timer = (changed) => {
  "use strict";

  const { make, t } = sopbook;
  const LONGEST = 3 * 3600;
  const R = 28;
  const SVG = "http://www.w3.org/2000/svg";

  /** @type {(attributes: Record<string, string | number>) => SVGElement} */
  const circle = (attributes) => {
    const made = document.createElementNS(SVG, "circle");
    for (const [name, value] of Object.entries({ cx: 32, cy: 32, r: R, pathLength: 100, ...attributes })) made.setAttribute(name, String(value));
    return made;
  };
  const ring = document.createElementNS(SVG, "svg");
  const part = circle({ class: "sop-run__part", "stroke-dasharray": "0 100", transform: "rotate(-90 32 32)" });
  ring.setAttribute("viewBox", "0 0 64 64");
  ring.setAttribute("class", "sop-run__ring");
  ring.setAttribute("aria-hidden", "true");
  ring.append(circle({}), part);
  const left = make("b", {});
  const line = make("span", {});
  const element = make("div", { class: "sop-run__timer", "aria-live": "off" }, ring, make("div", {}, left, line));

  /** @type {(seconds: number) => string} */
  const figure = (seconds) => {
    const [whole, rest] = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60];
    return `${seconds < 0 ? "+" : ""}${whole}:${String(rest).padStart(2, "0")}`;
  };
  // Until when, since when, and what comes then.
  let target = { from: "", to: "", what: "" };
  let said = "";

  const show = () => {
    const now = sopbook.clock(sopbook.edition.zone);
    /** @type {(moment: string) => number} */
    const seconds = (moment) => (Date.parse(`${moment}Z`) - Date.parse(`${now}Z`)) / 1000 - new Date().getSeconds();
    const { from, to, what } = target;
    const rest = to ? seconds(to) : 0;
    const runs = Boolean(to) && to !== from && Math.abs(rest) < LONGEST;
    ring.toggleAttribute("hidden", !runs || rest < 0);
    left.textContent = runs ? figure(rest) : "";
    left.hidden = !runs;
    line.textContent = !what ? t("app.run_last") : !to || to === from ? t("app.run_then", { what }) : runs && rest < 0 ? t("app.run_over", { time: to.slice(11), what }) : t("app.run_until", { time: to.slice(11), what });
    const all = from ? seconds(to) - seconds(from) : 0;
    part.setAttribute("stroke-dasharray", `${all > 0 ? Math.max(0, Math.min(100, (100 * rest) / all)) : 0} 100`);
    element.classList.toggle("sop-run__timer--due", runs && rest <= 0);
    if (runs && rest <= 0 && rest > -60 && said !== to + what) {
      said = to + what; // Once, and not each second.
      changed(what);
    }
  };
  const ticking = setInterval(show, 1000);
  return {
    element,
    set(from, to, what) {
      target = { from, to, what };
      show();
    },
    stop: () => clearInterval(ticking),
  };
};
