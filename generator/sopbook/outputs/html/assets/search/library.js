// @ts-check
/* All that a handbook holds for the search: names at once, texts as far as they are here, and a note of what is missing. */
(() => {
  "use strict";

  const { search } = sopbook;

  search.Library = class {
    /** @type {Set<string>} Files of the index without which an answer is not final. */
    missing = new Set();
    /** @type {Map<number, SearchSection[]>} */
    sections = new Map();

    /** @param {SearchIndex} index */
    constructor(index) {
      this.index = index;
      this.lexicon = new search.Lexicon(index);
      this.heard = new search.Sounds();
      this.pages = index.pages.map(([path, title, kind, tags, aliases, weight, length, asks]) => ({ path, title, kind, tags, aliases, weight, length, asks }));
      const lengths = this.pages.map((page) => page.length).filter(Boolean);
      this.mean = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
      this.names = new search.Scan(this.lexicon);
      this.pages.forEach((page, number) => {
        this.names.add(number, -1, "title", page.title);
        this.names.add(number, -1, "alias", [...page.aliases, ...page.asks].join("\n"));
        this.names.add(number, -1, "tag", page.tags.join("\n"));
      });
      this.texts = index.shards ? new search.Shards(index.shards, this.missing, this.lexicon) : new search.Scan(this.lexicon);
      if (!index.shards) for (let part = 0; part < index.parts; part += 1) this.missing.add(`${part}`);
      this.inNames = (/** @type {string} */ token) => this.names.hits(token).some((hit) => hit.field !== "tag");
      /** @type {Set<string>} */
      this.taken = new Set();
    }

    // Takes a file of the index that was missing.
    /** @type {Library["take"]} */
    take(name, given) {
      this.missing.delete(name);
      if (this.taken.has(name)) return;
      this.taken.add(name);
      if (Array.isArray(given)) this.takeTexts(given);
      else if (name === "sounds") this.heard.learn(/** @type {SoundTable} */ (given), this.allNames());
      else if (this.texts instanceof search.Shards) this.texts.take(name, /** @type {Record<string, string>} */ (given));
    }

    allNames() {
      return [...this.pages.flatMap(({ title, aliases, tags, asks }) => [title, ...aliases, ...tags, ...asks]), ...this.lexicon.groups.flat()];
    }

    /** @param {SearchRow[]} rows */
    takeTexts(rows) {
      for (const [page, anchor, heading, messages, text, asked = []] of rows) {
        const listed = this.sections.get(page) ?? [];
        this.sections.set(page, [...listed, { anchor, heading, messages, text }]);
        if (!(this.texts instanceof search.Scan)) continue;
        const [lead, ...rest] = listed.length || heading ? [""] : text.split("\n");
        this.texts.add(page, listed.length, "heading", heading);
        this.texts.add(page, listed.length, "lead", lead);
        this.texts.add(page, listed.length, "messages", messages);
        this.texts.add(page, listed.length, "text", listed.length || heading ? text : rest.join("\n"));
        for (const [place, one] of asked.entries()) this.texts.add(page, search.ASKED - place, "asked", one);
      }
    }

    // Where a token stands. One character of Chinese says something in a name only.
    /** @type {Library["hits"]} */
    hits(token) {
      const isSingle = token.length === 1 && search.isHan(token);
      return [...this.names.hits(token), ...(isSingle ? [] : this.texts.hits(token))];
    }

    /** @type {Library["holds"]} */
    holds(token) {
      return this.hits(token).length > 0;
    }

    // Whether a token stands in a page that is not for authors only.
    /** @type {Library["isRead"]} */
    isRead(token) {
      return this.hits(token).some((hit) => this.pages[hit.page].weight > 0);
    }

    // Notes a file without which the answer is not final, unless it is here.
    /** @param {string} name */
    need(name) {
      if (!this.taken.has(name)) this.missing.add(name);
    }

    /** @type {Library["sounding"]} */
    sounding(letters) {
      this.need("sounds");
      return this.heard.like(letters);
    }

    // Pairs of characters in names that sound like one.
    /** @type {Library["alike"]} */
    alike(pair) {
      this.need("sounds");
      return this.heard.alike(pair);
    }
  };
})();
