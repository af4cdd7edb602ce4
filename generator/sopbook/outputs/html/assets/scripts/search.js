// @ts-check
/* The search: loads the index when it is first asked, and answers with pages, sections and sentences. */
(() => {
  "use strict";

  const search = sopbook.search;
  const FOLDER = "assets/search/";
  const LONGEST = { before: 40, after: 110 };
  /** @type {Haystack | null} */
  let haystack = null;
  /** @type {SearchPage[]} */
  let pages = [];
  /** @type {{ page: number, anchor: string, heading: string }[]} */
  let sections = [];
  /** @type {number[]} */
  let parts = [];
  /** @type {Record<string, string>} */
  let kinds = {};
  /** @type {Promise<void> | null} */
  let ready = null;

  search.take = (index) => {
    search.learn(index);
    kinds = index.kinds;
    pages = index.pages.map(([path, title, kind, tags, aliases, weight]) => ({ path, title, kind, tags, aliases, weight, lead: "" }));
    sections = index.sections.map(([page, anchor, heading]) => ({ page, anchor, heading }));
    parts = index.parts;
    const texts = (haystack = new search.Haystack());
    pages.forEach((page, number) => {
      texts.add("title", number, null, page.title);
      texts.add("alias", number, null, page.aliases.join("\n"));
      texts.add("tag", number, null, page.tags.join("\n"));
    });
    sections.forEach((section, number) => texts.add("heading", section.page, number, section.heading));
  };

  search.takePart = (part, texts) => {
    const first = parts.slice(0, part).reduce((sum, count) => sum + count, 0);
    texts.forEach(([messages, text], at) => {
      const number = first + at;
      const page = sections[number].page;
      if (!sections[number].heading && !pages[page].lead) pages[page].lead = text.split("\n")[0] || "";
      haystack?.add("messages", page, number, messages);
      haystack?.add("text", page, number, text);
    });
  };

  // Loads the head, then the texts; `step` runs after each of them.
  search.load = (step = () => {}) => {
    ready ??= (async () => {
      await Promise.all([sopbook.load(`${FOLDER}index.js`), sopbook.load("assets/vendor/ufuzzy.js")]);
      step();
      await Promise.all(parts.map((_, part) => sopbook.load(`${FOLDER}${part}.js`).then(step)));
    })();
    ready.catch(() => { ready = null; });
    return ready;
  };

  // The sentence around a place, as [text, marked] pairs.
  /** @type {(text: string, at: number, needles: Set<string>) => Marked} */
  const excerpt = (text, at, needles) => {
    const lineStart = text.lastIndexOf("\n", at - 1) + 1;
    const lineEnd = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
    let from = Math.max(lineStart, ...["。", "！", "？", ". ", "! ", "? "].map((end) => {
      const found = text.lastIndexOf(end, at - 1);
      return found < lineStart ? lineStart : found + end.length;
    }));
    const cutBefore = at - from > LONGEST.before;
    if (cutBefore) {
      const space = text.indexOf(" ", at - LONGEST.before);
      from = space >= 0 && space < at ? space + 1 : at - LONGEST.before;
    }
    const to = Math.min(lineEnd, at + LONGEST.after);
    const said = marked(text.slice(from, to).trim(), needles);
    if (cutBefore) said.unshift(["…", false]);
    if (to < lineEnd) said.push(["…", false]);
    return said;
  };

  /** @type {(text: string, needles: Set<string>) => Marked} */
  const marked = (text, needles) => {
    const folded = search.fold(text);
    const sorted = [...needles].sort((a, b) => b.length - a.length);
    /** @type {Marked} */
    const pieces = [];
    for (let at = 0, plain = 0; at <= text.length;) {
      const hit = sorted.find((one) => folded.startsWith(one, at) && !(/[a-z0-9]/.test(one[0]) && /[a-z0-9]/.test(folded[at - 1] ?? "")));
      if (hit === undefined && at < text.length) {
        at += 1;
        continue;
      }
      if (at > plain) pieces.push([text.slice(plain, at), false]);
      if (hit === undefined) break;
      pieces.push([text.slice(at, at + hit.length), true]);
      at += hit.length;
      plain = at;
    }
    return pieces;
  };

  /** @type {(ranked: Ranked) => SearchResult} */
  const answer = ({ page, section, needles, score }) => {
    const { path, title, kind, tags, lead } = pages[page];
    const [number, hit] = section ?? [null, null];
    const { anchor, heading } = number === null ? { anchor: "", heading: "" } : sections[number];
    const said = hit && hit.piece.field !== "heading" ? excerpt(hit.piece.text, hit.at, needles) : marked(lead.length > 120 ? `${lead.slice(0, 120)}…` : lead, needles);
    return { path, title, kind, tags, anchor, heading, score, kindTitle: kinds[kind] ?? "", titleMarked: marked(title, needles), headingMarked: marked(heading, needles), excerpt: said };
  };

  // What is known so far; complete when `load` has ended.
  search.now = (query, { limit = 10, kind = "", tag = "" } = {}) => {
    if (!haystack) return { all: [], count: 0, results: [] };
    const all = search.rank(haystack, pages, query);
    const chosen = all.filter(({ page }) => (!kind || pages[page].kind === kind) && (!tag || pages[page].tags.includes(tag)));
    return { all: all.map(({ page }) => pages[page]), count: chosen.length, results: chosen.slice(0, limit).map(answer) };
  };

  // The best results for a query: [{path, title, kind, anchor, heading, excerpt, …}].
  search.find = async (query, options = {}) => {
    await search.load();
    return search.now(query, options).results;
  };

  search.kinds = () => kinds;
})();
