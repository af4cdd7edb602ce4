// @ts-check
/* The sentence of a passage that answers best, and where in it what was asked for stands. */
(() => {
  "use strict";

  const { search } = sopbook;
  const LONGEST = 150, BEFORE = 40;
  /** @type {(one: string | undefined) => boolean} */
  const isLetter = (one) => one !== undefined && /[a-z0-9]/.test(one);

  // What to mark: each text that a page was found by, in all its forms, with what it counts.
  search.needles = (typed, rated, page, lexicon) => {
    /** @type {Map<string, number>} */
    const needles = new Map([[search.fold(typed).trim(), 0]]);
    for (const { pages, rarity } of rated) {
      const held = pages.get(page);
      for (const run of held ? search.runs(search.fold(held.text)) : []) {
        for (const form of search.isHan(run) ? [run] : [run, ...lexicon.forms(lexicon.stem(run))]) needles.set(form, Math.max(rarity, needles.get(form) ?? 0));
      }
    }
    needles.delete("");
    return needles;
  };

  // Where a needle stands in a folded text: Latin letters as words of their own.
  /** @type {(folded: string, needle: string) => number[]} */
  const places = (folded, needle) => {
    const found = [];
    for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) {
      if (!(isLetter(needle[0]) && isLetter(folded[at - 1])) && !(isLetter(needle.at(-1)) && isLetter(folded[at + needle.length]))) found.push(at);
    }
    return found;
  };

  // A text as pieces, each with whether it is marked.
  search.marked = (text, needles) => {
    const folded = search.fold(text);
    /** @type {boolean[]} */
    const isHit = new Array(text.length).fill(false);
    for (const needle of needles.keys()) for (const at of places(folded, needle)) isHit.fill(true, at, at + needle.length);
    /** @type {Marked} */
    const pieces = [];
    for (let from = 0, to = 1; to <= text.length; to += 1) {
      if (to < text.length && isHit[to] === isHit[from]) continue;
      pieces.push([text.slice(from, to), isHit[from]]);
      from = to;
    }
    return pieces;
  };

  // The sentence with most of what was asked, cut where it is long; the first one where nothing of it stands here.
  search.excerpt = (text, needles) => {
    let best = "", most = -1, first = 0;
    for (const sentence of text.split(/\n|(?<=[。！？])|(?<=[.!?]) /)) {
      const folded = search.fold(sentence);
      const hits = [...needles].map(([needle, counts]) => ({ counts, at: places(folded, needle)[0] ?? -1 })).filter(({ at }) => at >= 0);
      const sum = hits.reduce((all, { counts }) => all + counts, 0);
      if (sentence.trim() && sum > most) [best, most, first] = [sentence, sum, hits.length ? Math.min(...hits.map(({ at }) => at)) : 0];
    }
    const cut = first > BEFORE && best.length > LONGEST ? first - BEFORE : 0;
    const space = cut ? best.indexOf(" ", cut) : -1;
    const from = space >= 0 && space < first ? space + 1 : cut;
    const said = search.marked(best.slice(from, from + LONGEST).trim(), needles);
    if (from) said.unshift(["…", false]);
    if (from + LONGEST < best.length) said.push(["…", false]);
    return said;
  };
})();
