// @ts-check
/* Which pages fit best: every text is looked through, so that nothing that stands in a page stays unfound. */
(() => {
  "use strict";

  const search = sopbook.search;
  const WEIGHTS = { title: 10, alias: 8, tag: 5, heading: 3.5, messages: 2, text: 1 };
  const GAP = "\u0000";
  /** @type {(one: string | undefined) => boolean} */
  const isLetter = (one) => one !== undefined && /[a-z0-9]/.test(one);

  // All texts in one long one: a search in it is a single call for each needle. A piece is one field of one page or section.
  search.Haystack = class {
    text = "";
    /** @type {number[]} */
    starts = [];
    /** @type {Piece[]} */
    pieces = [];

    /** @type {Haystack["add"]} */
    add(field, page, section, text) {
      if (!text) return;
      this.starts.push(this.text.length);
      this.pieces.push({ field, page, section, text });
      this.text += search.fold(text) + GAP;
    }

    // Every piece that holds a needle: how often, where first, and whether as a whole word.
    /** @type {Haystack["find"]} */
    find({ text, word }) {
      /** @type {Hit[]} */
      const found = [];
      /** @type {Hit | null} */
      let last = null;
      let piece = 0;
      for (let at = this.text.indexOf(text); at >= 0; at = this.text.indexOf(text, at + text.length)) {
        const before = this.text[at - 1], after = this.text[at + text.length];
        if (word && isLetter(text[0]) && isLetter(before)) continue;
        const whole = !word || !isLetter(after);
        if (!whole && text.length < 2) continue;
        while (piece + 1 < this.starts.length && this.starts[piece + 1] <= at) piece += 1;
        if (last?.piece !== this.pieces[piece]) {
          last = { piece: this.pieces[piece], at: at - this.starts[piece], count: 0, whole: false, exact: false };
          found.push(last);
        }
        last.count += 1;
        if (whole && !last.whole) Object.assign(last, { whole, at: at - this.starts[piece] });
        // A line of its own: the title or alias is just this.
        if ((before === GAP || before === "\n" || at === 0) && (after === GAP || after === "\n")) last.exact = true;
      }
      return found;
    }
  };

  // How well each page fits one term: its best needle in each field, rare words counting more.
  /** @type {(haystack: Haystack, needles: Needle[], pages: number) => Map<number, RatedPage>} */
  const rate = (haystack, needles, pages) => {
    /** @type {Map<number, RatedPage & { fields: Map<SearchField, number> }>} */
    const rated = new Map();
    for (const needle of needles) {
      const hits = haystack.find(needle);
      const rarity = Math.log(1 + pages / (0.5 + new Set(hits.map((hit) => hit.piece.page)).size));
      for (const { piece, at, count, whole, exact } of hits) {
        const share = piece.field === "title" || piece.field === "alias" ? 0.6 + 0.8 * Math.min(1, needle.text.length / piece.text.length) : 1;
        const score = needle.weight * rarity * WEIGHTS[piece.field] * share * (count / (count + 0.8)) * (whole ? 1 : 0.6) * (exact ? 2 : 1);
        let page = rated.get(piece.page);
        if (!page) rated.set(piece.page, (page = { score: 0, fields: new Map(), sections: new Map(), needles: new Set() }));
        page.fields.set(piece.field, Math.max(page.fields.get(piece.field) ?? 0, score));
        page.needles.add(needle.text);
        if (piece.section === null) continue;
        let section = page.sections.get(piece.section);
        if (!section) page.sections.set(piece.section, (section = { score: 0, piece, at, best: 0 }));
        section.score += score;
        if (score > section.best) Object.assign(section, { best: score, piece, at });
      }
    }
    for (const page of rated.values()) page.score = [...page.fields.values()].reduce((sum, one) => sum + one, 0);
    return rated;
  };

  /** @type {(several: RatedPage[], factor: number) => RatedPage} */
  const merge = (several, factor) => {
    /** @type {RatedPage["sections"]} */
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

  // The pages that are in half of the ratings at least; `factor` says what the share of them is worth.
  /** @type {(all: Map<number, RatedPage>[], factor: (share: number) => number) => Map<number, RatedPage>} */
  const join = (all, factor) => {
    /** @type {Map<number, RatedPage>} */
    const joined = new Map();
    for (const page of new Set(all.flatMap((rated) => [...rated.keys()]))) {
      const own = all.map((rated) => rated.get(page)).filter((one) => one !== undefined);
      const share = own.length / all.length;
      if (share >= 0.5) joined.set(page, merge(own, factor(share)));
    }
    return joined;
  };

  // A long run whose pieces stand apart, where the run itself stands nowhere, counts as what they say together.
  /** @type {(haystack: Haystack, terms: Term[], pages: number) => Map<number, RatedPage>} */
  const rateReading = (haystack, terms, pages) => join(terms.map(({ needles, parts }) => {
    const rated = rate(haystack, needles, pages);
    const apart = join(parts.map((part) => rate(haystack, part.needles, pages)), (share) => (0.5 * share * share) / parts.length);
    for (const [page, one] of apart) if (!rated.has(page)) rated.set(page, one);
    return rated;
  }), (share) => share ** 3);

  // The pages that fit a query, best first: [{page, score, section, needles}].
  search.rank = (haystack, pages, typed) => {
    /** @type {Map<number, RatedPage>} */
    const best = new Map();
    for (const terms of search.readings(typed)) {
      for (const [page, one] of rateReading(haystack, terms, pages.length)) if (one.score > (best.get(page)?.score ?? 0)) best.set(page, one);
    }
    // The very words, in this order, are worth more than all of them somewhere.
    for (const [page, one] of rate(haystack, [search.whole(typed)], pages.length)) {
      const known = best.get(page);
      if (known) best.set(page, merge([known, one, one], 1));
    }
    return [...best].map(([page, { score, sections, needles }]) => ({
      page, needles, score: score * pages[page].weight,
      section: [...sections].sort((a, b) => b[1].score - a[1].score || a[0] - b[0])[0] ?? null,
    })).sort((a, b) => b.score - a.score || a.page - b.page);
  };
})();
