/* Which pages fit best: every text is looked through, so that nothing that stands in a page stays unfound. */
(() => {
  "use strict";

  const search = sopbook.search;
  const WEIGHTS = { title: 10, alias: 8, tag: 5, heading: 3.5, messages: 2, text: 1 };
  const GAP = "\u0000";
  const isLetter = (one) => one !== undefined && /[a-z0-9]/.test(one);

  // All texts in one long one: a search in it is a single call for each needle. A piece is one field of one page or section.
  search.Haystack = class {
    constructor() {
      this.text = "";
      this.starts = [];
      this.pieces = [];
    }

    add(field, page, section, text) {
      if (!text) return;
      this.starts.push(this.text.length);
      this.pieces.push({ field, page, section, text, hits: null });
      this.text += search.fold(text) + GAP;
    }

    // Every piece that holds a needle: how often, where first, and whether as a whole word.
    find({ text, word }) {
      const found = [];
      let piece = 0, last = null;
      for (let at = this.text.indexOf(text); at >= 0; at = this.text.indexOf(text, at + text.length)) {
        const before = this.text[at - 1], after = this.text[at + text.length];
        if (word && isLetter(text[0]) && isLetter(before)) continue;
        const whole = !word || !isLetter(after);
        if (!whole && text.length < 2) continue;
        while (piece + 1 < this.starts.length && this.starts[piece + 1] <= at) piece += 1;
        if (last?.piece !== this.pieces[piece]) found.push((last = { piece: this.pieces[piece], at: at - this.starts[piece], count: 0, whole: false, exact: false }));
        last.count += 1;
        if (whole && !last.whole) Object.assign(last, { whole, at: at - this.starts[piece] });
        // A line of its own: the title or alias is just this.
        if ((before === GAP || before === "\n" || at === 0) && (after === GAP || after === "\n")) last.exact = true;
      }
      return found;
    }
  };

  // How well each page fits one term: its best needle in each field, rare words counting more.
  const rate = (haystack, term, pages) => {
    const rated = new Map();
    for (const needle of term.needles) {
      const hits = haystack.find(needle);
      const rarity = Math.log(1 + pages / (0.5 + new Set(hits.map((hit) => hit.piece.page)).size));
      for (const { piece, at, count, whole, exact } of hits) {
        const share = piece.field === "title" || piece.field === "alias" ? 0.6 + 0.8 * Math.min(1, needle.text.length / piece.text.length) : 1;
        const score = needle.weight * rarity * WEIGHTS[piece.field] * share * (count / (count + 0.8)) * (whole ? 1 : 0.6) * (exact ? 2 : 1);
        const page = rated.get(piece.page) ?? rated.set(piece.page, { fields: {}, sections: new Map(), needles: new Set() }).get(piece.page);
        page.fields[piece.field] = Math.max(page.fields[piece.field] ?? 0, score);
        page.needles.add(needle.text);
        if (piece.section === null) continue;
        const section = page.sections.get(piece.section) ?? page.sections.set(piece.section, { score: 0, piece, at, best: 0 }).get(piece.section);
        section.score += score;
        if (score > section.best) Object.assign(section, { best: score, piece, at });
      }
    }
    for (const page of rated.values()) page.score = Object.values(page.fields).reduce((sum, one) => sum + one, 0);
    return rated;
  };

  // What the pieces of a long run say together, where the run itself stands nowhere: half of them at least.
  const rateParts = (haystack, term, pages) => {
    const all = term.parts.map((part) => rate(haystack, part, pages));
    const joined = new Map();
    for (const rated of all) for (const page of rated.keys()) joined.set(page, null);
    for (const page of joined.keys()) {
      const own = all.map((rated) => rated.get(page)).filter(Boolean);
      const share = own.length / all.length;
      if (share < 0.5) joined.delete(page);
      else joined.set(page, merge(own, (0.5 * share * share) / all.length));
    }
    return joined;
  };

  const merge = (several, factor) => {
    const sections = new Map();
    for (const one of several) {
      for (const [number, section] of one.sections) {
        const known = sections.get(number);
        if (!known) sections.set(number, { ...section });
        else Object.assign(known, section.best > known.best ? { best: section.best, piece: section.piece, at: section.at } : {}, { score: known.score + section.score });
      }
    }
    return {
      score: several.reduce((sum, one) => sum + one.score, 0) * factor,
      sections, needles: new Set(several.flatMap((one) => [...one.needles])),
    };
  };

  const rateReading = (haystack, terms, pages) => {
    const all = terms.map((term) => {
      const rated = rate(haystack, term, pages);
      if (term.parts.length) for (const [page, one] of rateParts(haystack, term, pages)) if (!rated.has(page)) rated.set(page, one);
      return rated;
    });
    const total = new Map();
    for (const page of new Set(all.flatMap((rated) => [...rated.keys()]))) {
      const own = all.map((rated) => rated.get(page)).filter(Boolean);
      const share = own.length / all.length;
      if (share >= 0.5) total.set(page, merge(own, share ** 3));
    }
    return total;
  };

  // The pages that fit a query, best first: [{page, score, section, needles}].
  search.rank = (haystack, pages, typed) => {
    const best = new Map();
    for (const terms of search.readings(typed)) {
      for (const [page, one] of rateReading(haystack, terms, pages.length)) if (one.score > (best.get(page)?.score ?? 0)) best.set(page, one);
    }
    // The very words, in this order, are worth more than all of them somewhere.
    for (const [page, one] of rate(haystack, { needles: [search.whole(typed)] }, pages.length)) if (best.has(page)) best.set(page, merge([best.get(page), one, one], 1));
    return [...best].map(([page, { score, sections, needles }]) => ({
      page, needles, score: score * pages[page].weight,
      section: [...sections].sort((a, b) => b[1].score - a[1].score || a[0] - b[0])[0] ?? null,
    })).sort((a, b) => b.score - a.score || a.page - b.page);
  };
})();
