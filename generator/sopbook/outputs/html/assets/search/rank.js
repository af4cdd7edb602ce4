// @ts-check
/* Which pages answer a query best: how much of what was asked they hold, and in which of their fields. docs/decisions/0050. */
(() => {
  "use strict";

  const { search } = sopbook;
  /** @type {Record<SearchField, number>} */
  const FIELDS = { title: 3, alias: 3.2, lead: 2.3, tag: 1.2, heading: 1.1, messages: 0.8, text: 0.7, asked: 2.5 };
  const SATURATION = 0.7; // The second time that a word stands in a field counts less than the first.
  const WITHOUT_COVERAGE = 0.25, BEST_PASSAGE = 1.1, EXACT = 3, SAID = 1.5; // A name that is all of a query, or a part of it.
  const STRENGTH_IN_PASSAGE = 0.05; // Between passages that hold the same, the one that says it more strongly.

  // The hits of all tokens together: a field of a section holds them all, or it holds none.
  /** @type {(tokens: string[], library: Library) => Hit[]} */
  const hitsOf = (tokens, library) => {
    const [first, ...others] = [...new Set(tokens)].map((token) => library.hits(token));
    return others.reduce((held, hits) => {
      const counts = new Map(hits.map((hit) => [`${hit.page} ${hit.section} ${hit.field}`, hit.count]));
      return held.flatMap((hit) => {
        const count = counts.get(`${hit.page} ${hit.section} ${hit.field}`);
        return count === undefined ? [] : [{ ...hit, count: Math.min(count, hit.count) }];
      });
    }, first);
  };

  // How strongly each page holds a text, and its passages: all fields together, words in long pages counting less.
  /** @type {(alternative: Alternative, library: Library) => Map<number, Held>} */
  const heldBy = ({ text, tokens, weight }, library) => {
    /** @type {Map<number, { fields: Map<SearchField, number>, sections: Map<number, number> }>} */
    const counts = new Map();
    for (const { page, section, field, count } of hitsOf(tokens, library)) {
      const one = counts.get(page) ?? { fields: new Map(), sections: new Map() };
      counts.set(page, one);
      one.fields.set(field, (one.fields.get(field) ?? 0) + count);
      if (section !== -1) one.sections.set(section, (one.sections.get(section) ?? 0) + FIELDS[field] * count);
    }
    return new Map([...counts].map(([page, { fields, sections }]) => {
      const length = Math.sqrt((library.pages[page].length || library.mean) / library.mean);
      const strength = [...fields].reduce((sum, [field, count]) => sum + FIELDS[field] * (count / (count + SATURATION * (field === "messages" || field === "text" ? length : 1))), 0);
      return [page, { text, weight, strength: weight * strength, sections }];
    }));
  };

  // A unit with the pages that hold it, each by its best text, and how rare that is.
  /** @type {(unit: Unit, library: Library) => RatedUnit} */
  const rate = (unit, library) => {
    /** @type {Map<number, Held>} */
    const pages = new Map();
    for (const alternative of unit.alternatives) {
      for (const [page, held] of heldBy(alternative, library)) if (held.strength > (pages.get(page)?.strength ?? 0)) pages.set(page, held);
    }
    const rarity = pages.size ? Math.log(1 + (library.pages.length - pages.size + 0.5) / (pages.size + 0.5)) * unit.boost : 0;
    return { unit, pages, rarity };
  };

  // Whether a query says a name whole, and more beside it.
  /** @type {(name: string, query: string) => boolean} */
  const isSaid = (name, query) => name.length > 1 && (search.isHan(name) ? query.includes(name) : ` ${query} `.includes(` ${name} `));

  /** @type {(page: number, rated: RatedUnit[], total: number, library: Library, query: string) => Ranked} */
  const score = (page, rated, total, library, query) => {
    const { title, aliases, weight } = library.pages[page];
    /** @type {Map<number, { share: number, strength: number }>} */
    const passages = new Map();
    let sum = 0, covered = 0, told = 0;
    for (const { unit, pages, rarity } of rated) {
      const held = pages.get(page);
      if (!held) continue;
      sum += rarity * held.strength;
      covered += rarity * held.weight;
      if (!unit.isTorn) told += rarity;
      for (const [section, strength] of held.sections) {
        const passage = passages.get(section) ?? { share: 0, strength: 0 };
        passages.set(section, { share: passage.share + (rarity * held.weight) / total, strength: passage.strength + (rarity * Math.min(strength, 3)) / total });
      }
    }
    let section = -1, best = 0, asked = 0;
    for (const [number, { share, strength }] of passages) {
      const value = share + STRENGTH_IN_PASSAGE * strength;
      if (number <= search.ASKED) asked = Math.max(asked, share);
      else if (value > best || (value === best && number < section)) [section, best] = [number, value];
    }
    const coverage = covered / total;
    const names = [title, ...aliases].map(search.fold);
    const named = names.includes(query) ? EXACT : names.some((name) => isSaid(name, query)) ? SAID : 1;
    return { page, section, share: told / total, score: sum * (WITHOUT_COVERAGE + coverage ** 2) * (1 + BEST_PASSAGE * Math.max(best, asked) ** 2) * (weight || 1) * named };
  };

  // The pages that hold anything of a query, best first, and what the query was taken to ask for.
  search.rank = (typed, library) => {
    const rated = search.units(typed, library).map((unit) => rate(unit, library));
    const total = rated.reduce((sum, one) => sum + one.rarity, 0);
    const query = library.lexicon.simplified(search.fold(typed)).trim();
    const pages = new Set(rated.flatMap((one) => [...one.pages.keys()]));
    const ranked = total ? [...pages].map((page) => score(page, rated, total, library, query)) : [];
    return { rated, ranked: ranked.sort((a, b) => b.score - a.score || a.page - b.page) };
  };
})();
