// @ts-check
/* Hits in texts that are all here: one long text, looked through anew for each token. Up to 1.5 MB that is quicker than an index. */
(() => {
  "use strict";

  const { search } = sopbook;
  search.ASKED = -2; // The section of the first of what people type who need a page; the others go on from it.
  const GAP = "\ue000"; // Between fields: no word goes on over it.
  const MOST = 9; // As in shards: a word that stands more often in a field counts no more.
  /** @type {SearchField[]} */
  const SHORT = ["title", "alias", "heading", "lead", "asked"]; // Fields in which it counts that two words are neighbours.
  const NEXT = /(?:'[a-z]+)?[^a-z0-9\u3400-\u9fff\ue000]+([a-z0-9]+)/y;
  /** @type {(one: string | undefined) => boolean} */
  const isLetter = (one) => one !== undefined && /[a-z0-9]/.test(one);

  search.Scan = class {
    text = "";
    /** @type {number[]} */
    starts = [];
    /** @type {Omit<Hit, "count">[]} */
    pieces = [];
    /** @type {Map<string, Hit[]>} */
    found = new Map();

    /** @param {Lexicon} lexicon */
    constructor(lexicon) {
      this.lexicon = lexicon;
    }

    /** @type {Scan["add"]} */
    add(page, section, field, text) {
      if (!text) return;
      const folded = search.fold(text);
      this.starts.push(this.text.length);
      this.pieces.push({ page, section, field });
      this.text += folded + GAP;
      this.found.clear();
    }

    // Where a token stands: what has Chinese in it as it is, a word in all its forms, several words one behind the other.
    /** @type {Scan["hits"]} */
    hits(token) {
      const known = this.found.get(token);
      if (known) return known;
      const isHan = search.isHan(token);
      const [first, ...next] = isHan ? [token] : token.split(" ");
      const isAnywhere = !next.length || this.lexicon.others.has(token);
      const counted = new Map();
      for (const form of isHan ? [token] : this.lexicon.forms(first)) {
        for (let at = this.text.indexOf(form), piece = 0; at >= 0; at = this.text.indexOf(form, at + 1)) {
          const isCut = (isLetter(form[0]) && isLetter(this.text[at - 1])) || (isLetter(form.at(-1)) && isLetter(this.text[at + form.length]));
          if (isCut || (next.length && !this.follow(next, at + form.length))) continue;
          while (piece + 1 < this.starts.length && this.starts[piece + 1] <= at) piece += 1;
          if (isAnywhere || SHORT.includes(this.pieces[piece].field)) counted.set(piece, (counted.get(piece) ?? 0) + 1);
        }
      }
      const hits = [...counted].map(([piece, count]) => ({ ...this.pieces[piece], count: Math.min(count, MOST) }));
      this.found.set(token, hits);
      return hits;
    }

    // Whether words of these stems come next.
    /** @param {string[]} stems @param {number} at */
    follow(stems, at) {
      for (const stem of stems) {
        NEXT.lastIndex = at;
        const [all, word] = NEXT.exec(this.text) ?? ["", ""];
        if (!word || this.lexicon.stem(word) !== stem) return false;
        at += all.length;
      }
      return true;
    }
  };
})();
