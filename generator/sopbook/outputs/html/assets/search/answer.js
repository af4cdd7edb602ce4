// @ts-check
/* The answer to a query: a page of the handbook's own if it is meant, playbooks, what is for authors, and what was not found. */
(() => {
  "use strict";

  const { search } = sopbook;
  const WEAK = 0.5, NEAREST = 3, MOST_AUTHORS = 5, MOST_TRIED = 8;
  const REST_HAN = 2; // So many characters may be left beside the words that ask for a page of the handbook's own.
  /** @type {Library | null} */
  let library = null;
  /** @type {Promise<void> | null} */
  let loading = null;

  // What is missing for a final answer, one round after the other: what came may ask for more.
  /** @type {(names: Iterable<string>) => Promise<unknown>} */
  const bring = (names) => Promise.all([...names].map(async (name) => library?.take(name, /** @type {SearchFile} */ (await search.fetch(name)))));

  search.start = () => {
    loading ??= search.fetch("index").then((index) => { library = new search.Library(/** @type {SearchIndex} */ (index)); });
    loading.catch(() => { loading = null; });
    return loading;
  };

  search.bring = async (names) => {
    await search.start();
    await bring(names);
  };

  // The page of the handbook's own that is meant, if little else is asked: "what do I send tomorrow".
  /** @type {(query: string, all: Ranked[], library: Library) => Ranked | null} */
  const meant = (query, all, { pages, lexicon }) => {
    let longest = 0;
    /** @type {Ranked | null} */
    let best = null;
    for (const ranked of all) {
      const said = pages[ranked.page].asks.map(search.fold).filter((words) => (search.isHan(words) ? query.includes(words) : ` ${query} `.includes(` ${words} `)));
      const length = Math.max(0, ...said.map((words) => words.length));
      if (length > longest && isAll(query, said, lexicon)) [best, longest] = [ranked, length];
    }
    return best;
  };

  // Whether some words and those that ask for nothing are about all that a query says.
  /** @type {(query: string, said: string[], lexicon: Lexicon) => boolean} */
  const isAll = (query, said, lexicon) => {
    let rest = ` ${query} `;
    for (const words of [...said].sort((a, b) => b.length - a.length)) rest = rest.replace(search.isHan(words) ? words : ` ${words} `, " ");
    for (const particle of lexicon.particles) rest = rest.replaceAll(particle, " ");
    const left = search.runs(rest).filter((run) => !lexicon.functions.has(run));
    return left.every(search.isHan) && left.join("").length <= REST_HAN;
  };

  /** @type {(ranked: Ranked, typed: string, rated: RatedUnit[], library: Library) => SearchResult} */
  const shown = ({ page, section }, typed, rated, { pages, sections, lexicon, index }) => {
    const { path, title, kind, tags } = pages[page];
    const needles = search.needles(typed, rated, page, lexicon);
    const passages = sections.get(page) ?? [];
    const { anchor, heading, messages, text } = passages[section] ?? { anchor: "", heading: "", messages: "", text: "" };
    const lead = passages[0]?.text.split("\n")[0] ?? "";
    const isSaid = [...needles].some(([needle, counts]) => counts > 0 && search.fold(`${messages}\n${text}`).includes(needle));
    return {
      path, title, kind, tags, anchor, heading,
      text: index.shards && !passages.length && pages[page].length ? `texts/${page}` : "",
      kindTitle: index.kinds[kind] ?? "", titleMarked: search.marked(title, needles), headingMarked: search.marked(heading, needles),
      excerpt: search.excerpt(isSaid ? `${text}\n${messages}` : lead, needles),
    };
  };

  // Pairs of characters that hang together in a query, as one word again.
  /** @type {(texts: string[], query: string) => string[]} */
  const joined = (texts, query) => texts.reduce((/** @type {string[]} */ words, text) => {
    const last = words.at(-1) ?? "";
    const longer = search.isHan(text) && last.endsWith(text[0]) ? last + text.slice(1) : "";
    return longer && query.includes(longer) ? [...words.slice(0, -1), longer] : [...words, text];
  }, []);

  /** @type {(query: string, rated: RatedUnit[], page: number) => Pick<Answer, "unknown" | "tried">} */
  const helping = (query, rated, page) => {
    const others = rated.flatMap(({ unit, pages }) => {
      const by = pages.get(page)?.text;
      return by && search.fold(by) !== unit.text && !query.includes(search.fold(by)) ? [by] : [];
    });
    return { unknown: joined(rated.filter(({ unit, pages }) => !pages.size && unit.boost >= 1).map((one) => one.unit.text), query), tried: [...new Set(others)].slice(0, MOST_TRIED) };
  };

  /** @type {Answer} */
  const NOTHING = { all: [], count: 0, app: null, results: [], authors: [], isWeak: false, unknown: [], tried: [], missing: ["index"] };

  // What is known so far; final when nothing is missing.
  search.now = (typed, { limit = 10, kind = "", tag = "" } = {}) => {
    if (!library) return NOTHING;
    const held = library;
    const { rated, ranked } = search.rank(typed, held);
    const query = held.lexicon.simplified(search.fold(typed)).trim();
    const own = ranked.filter(({ page }) => held.pages[page].asks.length);
    const app = meant(query, own, held);
    const readers = ranked.filter((one) => one !== app && held.pages[one.page].weight > 0);
    const chosen = readers.filter(({ page }) => (!kind || held.pages[page].kind === kind) && (!tag || held.pages[page].tags.includes(tag)));
    const isWeak = Boolean(query) && !app && (readers[0]?.share ?? 0) < WEAK;
    /** @type {(one: Ranked) => SearchResult} */
    const show = (one) => shown(one, typed, rated, held);
    return {
      all: readers.map(({ page }) => held.pages[page]), count: chosen.length, app: app && show(app),
      results: chosen.slice(0, isWeak ? Math.min(limit, NEAREST) : limit).map(show),
      authors: ranked.filter(({ page }) => held.pages[page].weight === 0).slice(0, MOST_AUTHORS).map(show),
      isWeak, ...helping(query, rated, readers[0]?.page ?? -1), missing: [...held.missing],
    };
  };

  // The final answer, once all of the index that it needs is here.
  search.find = async (typed, options = {}) => {
    await search.start();
    for (;;) {
      const answer = search.now(typed, options);
      if (!answer.missing.length) return answer;
      await bring(answer.missing);
    }
  };

  search.kinds = () => library?.index.kinds ?? {};
  search.help = () => library?.index.help ?? null;
})();
