"""What is measured on a page as a phone shows it, and what is wanted of it."""

from typing import Any

from browser.handbook_site import PHONE

LOWEST_COPY, HEIGHTS_AT_TOP, HEIGHTS_SCROLLED = 660, 150, 102
"""Pixels: the lower edge of the first button to copy; header, tabs and bar together at the top; tabs and bar further down."""
COPIED = frozenset({"activity", "monthly-plan", "positioning", "welcome", "today"})
"""The sorts of pages that begin with a message to copy. A crisis card has buttons that stay instead."""
SCREENS = {
    "activity": 8, "calendar": 3, "codes": 3, "covers": 5, "crisis": 5, "index": 5, "monthly-plan": 8, "positioning": 8, "today": 3, "welcome": 5,
}
"""How long a page is at most with its folds closed, in screens of a phone."""
ROWS_A_SCREEN = 7
"""So many rows of an index stand on a screen; half a screen is for what stands above them."""
LINES_A_SCREEN = 9
"""So many playbooks stand on a screen of the list of a branch's changes; one screen is for what stands around them."""
AROUND_THE_NEEDS = 4
"""Screens of the catalogue beside its rows: head, headings of the sections, and whom to ring. It has a row for each kind, so it may grow by kinds alone."""

MEASURE = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const height = (selector) => all(selector).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0);
  const bottom = (selector) => document.querySelector(selector)?.getBoundingClientRect().bottom ?? null;
  // What a finger may touch is the label around a control, and what lies over it without being seen.
  const reach = (one) => {
    const box = (one.closest("label") ?? one).getBoundingClientRect();
    const over = getComputedStyle(one, "::after");
    const more = (...sides) => over.position === "absolute" && over.content !== "none" ? sides.reduce((sum, side) => sum - Math.min(0, parseFloat(over[side]) || 0), 0) : 0;
    return [box.width + more("left", "right"), box.height + more("top", "bottom")];
  };
  // A link inside of a sentence is as large as its words; a mark stands in one.
  const isInProse = (one) => one.matches(".sop-mark, .sop-slot")
    || (one.matches("a:not([class])") && getComputedStyle(one).display === "inline" && [...one.parentElement.childNodes].some((other) => other !== one && other.textContent.trim()));
  const small = all("a[href], button, summary, input, select, textarea").filter((one) => !one.matches(".sop-sr") && !isInProse(one)).map((one) => [one, ...reach(one)])
    .filter(([, width, height]) => width && height && (width < 43.5 || height < 43.5))
    .map(([one, width, height]) => `${one.tagName} ${one.className} ${Math.round(width)}x${Math.round(height)} ${one.textContent.trim().slice(0, 30)}`);
  const names = [...document.querySelectorAll("[data-sop-copy], .sop-tick input")].filter((one) => !one.closest("[hidden]:not([data-sop-copy])")).map((one) => one.getAttribute("aria-label") ?? (one.matches(".sop-bar__copy") ? one.textContent.trim() : ""));
  const rows = all(".sop-rows > li");
  const first = all("[data-sop-copy]")[0];
  const found = {
    copy: first ? first.getBoundingClientRect().bottom + scrollY : null,
    stuck: [".sop-first li", ".sop-bar__copy", ".sop-bar .sop-call__button"].map(bottom),
    fixed: height(".sop-header") + height(".sop-tabs") + height(".sop-dock, .sop-bar"),
    stays: height(".sop-tabs") + height(".sop-dock, .sop-bar"),
    screens: document.documentElement.scrollHeight / innerHeight,
    rows: rows.length,
    lines: all(".sop-line[data-sop-rows]").length,
    small,
    unnamed: names.filter((one) => !one).length,
    twice: names.filter((one, place) => one && names.indexOf(one) !== place),
    sideways: document.documentElement.scrollWidth > innerWidth,
    violations: window.violations ?? [],
    peeping: all("*").filter((one) => {
      const style = getComputedStyle(one);
      const between = (parseFloat(style.lineHeight) - parseFloat(style.fontSize)) / 2;
      return style.webkitLineClamp !== "none" && one.scrollHeight > one.clientHeight + 1 && parseFloat(style.paddingBottom) > between + 1;
    }).map((one) => `${one.className} ${one.textContent.trim().slice(0, 30)}`),
  };
  found.dead = rows.filter((row) => {
    row.scrollIntoView({ block: "center" });
    const box = row.getBoundingClientRect();
    return [[0.02, 0.1], [0.5, 0.5], [0.97, 0.9]].some(([x, y]) =>
      document.elementFromPoint(box.left + x * box.width, box.top + y * box.height)?.closest("a") !== row.querySelector("a"));
  }).map((row) => row.textContent.trim().slice(0, 40));
  return found;
}"""
SCROLL = """async () => {
  const bad = [];
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 0.9) {
    scrollTo(0, y);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))));
    const bar = document.querySelector(".sop-tabs").getBoundingClientRect();
    const current = document.querySelectorAll(".sop-tabs [aria-current]");
    if (bar.bottom <= 0 || bar.top >= innerHeight || current.length !== 1) bad.push([y, bar.top, current.length]);
  }
  return bad;
}"""
"""Where on a page, from its top to its end, the tabs are out of sight or do not say where the reader is."""


def sort_of(path: str) -> str:
    """Return of which sort a page is, by its path in an edition: its kind, what it is called, or index."""
    if path == "index.html":
        return "today"
    folder, _, name = path.removesuffix(".html").rpartition("/")
    if folder == "authors/kinds":
        return "reference"
    if folder in ("", "authors"):
        return name
    return "index" if name == "index" or name.startswith("by-") else folder.partition("/")[0]


def faults(path: str, found: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return what is wrong with a page of an edition, by what was measured on it."""
    sort = sort_of(path)
    listed = {
        "crisis/index.html": found["rows"] / ROWS_A_SCREEN + 0.5, "all.html": found["rows"] / ROWS_A_SCREEN + AROUND_THE_NEEDS,
        "changes.html": found["lines"] / LINES_A_SCREEN + 1,
    }
    screens = listed.get(path, SCREENS.get(sort, found["screens"]))
    told = {
        "the first copy button ends at": found["copy"] if sort in COPIED and not 0 < (found["copy"] or 0) <= LOWEST_COPY else 0,
        "the first step and both buttons end at": found["stuck"] if sort == "crisis" and not all(0 < (one or 0) <= PHONE["height"] for one in found["stuck"]) else 0,
        "header, tabs and bar are": found["fixed"] if found["fixed"] > HEIGHTS_AT_TOP else 0,
        "tabs and bar are": found["stays"] if found["stays"] > HEIGHTS_SCROLLED else 0,
        "screens": found["screens"] if found["screens"] > screens else 0,
    }
    return [(what, value) for what, value in (*told.items(), *((name, found[name]) for name in ("small", "unnamed", "twice", "sideways", "dead", "violations", "peeping"))) if value]
