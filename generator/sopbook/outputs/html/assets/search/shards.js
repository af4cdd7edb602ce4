// @ts-check
/* Hits from an index in shards, for handbooks too large to be looked through: the build wrote it, outputs/search/shards.py. */
(() => {
  "use strict";

  const { search } = sopbook;
  const POLYNOMIAL = 0xedb88320;
  /** @type {Record<string, SearchField>} */
  const FIELDS = { A: "asked", H: "heading", L: "lead", M: "messages", T: "text" };

  /** @type {(text: string) => number} */
  const crc32 = (text) => {
    let sum = ~0;
    for (const byte of new TextEncoder().encode(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (POLYNOMIAL & -(sum & 1));
    }
    return ~sum >>> 0;
  };

  // The hits of a token: "3,0T2,1M 1,0L" are two pages, the numbers of pages as gaps, all numbers to the base of 36.
  /** @type {(postings: string) => Hit[]} */
  const read = (postings) => {
    let page = -1;
    return postings.split(" ").flatMap((one) => {
      const [gap, ...places] = one.split(",");
      page += Number.parseInt(gap, 36);
      return places.map((place) => {
        const [, section, field, count] = /** @type {RegExpExecArray} */ (/^(\w+?)([AHLMT])(\d?)$/.exec(place));
        const number = Number.parseInt(section, 36);
        return { page, section: field === "A" ? search.ASKED - number : number, field: FIELDS[field], count: Number(count || 1) };
      });
    });
  };

  search.Shards = class {
    /** @type {Map<string, Map<string, string>>} */
    loaded = new Map();
    /** @type {Map<string, Hit[]>} */
    found = new Map();

    /** @param {number} number @param {Set<string>} missing @param {Lexicon} lexicon */
    constructor(number, missing, lexicon) {
      this.lexicon = lexicon;
      this.number = number;
      this.missing = missing;
    }

    /** @type {Shards["take"]} */
    take(name, postings) {
      this.loaded.set(name, new Map(Object.entries(postings)));
    }

    /** @type {Shards["hits"]} */
    hits(token) {
      const known = this.found.get(token);
      if (known) return known;
      const name = `shards/${(crc32(this.lexicon.homes.get(token) ?? token) % this.number).toString(16)}`;
      const shard = this.loaded.get(name);
      if (!shard) {
        this.missing.add(name);
        return [];
      }
      const postings = shard.get(token);
      const hits = postings === undefined ? [] : read(postings);
      this.found.set(token, hits);
      return hits;
    }
  };
})();
