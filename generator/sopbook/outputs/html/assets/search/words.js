// @ts-check
/* The words of a handbook as the build prepared them: forms, sounds, scripts, other names, and those that ask for nothing. */
(() => {
  "use strict";

  const { search } = sopbook;
  const RUNS = /[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff]+/g;
  const ENDINGS = ["s", "d", "es", "ed", "er", "ly", "ing", "ers", "ings"]; // The shortest first: "starters" are forms of "starter", not of "start".

  // Small letters, narrow forms, plain quotes; as long as the text itself, so that places stay where they are.
  search.fold = (text) => {
    const narrow = text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replace(/[\s\u00a0\u3000]/g, " ").replace(/[‘’]/g, "'");
    const small = narrow.toLowerCase();
    return small.length === narrow.length ? small : [...narrow].map((one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");
  };

  search.isHan = (text) => /[\u3400-\u9fff]/.test(text);

  // The runs of Chinese characters and the Latin words of a folded text; of "customer's" only the word.
  search.runs = (folded) => (folded.match(RUNS) ?? []).map((run) => run.replace(/'.*/, ""));

  // A character beside a number or a word: "满200" and "200人" of 满200人.
  search.glued = (folded) => [...folded.matchAll(/[\u3400-\u9fff](?=([a-z0-9]+))/g)].map(([one, word]) => one + word)
    .concat([...folded.matchAll(/[a-z0-9]+[\u3400-\u9fff]/g)].map(([one]) => one));

  search.pairs = (run) => [...run].slice(1).map((_, at) => run.slice(at, at + 2));

  search.Lexicon = class {
    /** @param {SearchIndex} index */
    constructor(index) {
      const pairs = [...index.traditional];
      this.traditional = new Map(pairs.filter((_, at) => at % 2 === 0).map((one, at) => [one, pairs[2 * at + 1]]));
      /** @type {Map<string, string[]>} */
      this.families = new Map(index.vocabulary.map(([stem, ...forms]) => [stem, forms]));
      this.stems = new Map(index.vocabulary.flatMap(([stem, ...forms]) => forms.map((form) => /** @type {[string, string]} */ ([form, stem]))));
      this.functions = new Set(index.functions);
      this.particles = index.functions.filter(search.isHan).sort((a, b) => b.length - a.length);
      this.groups = index.synonyms.map((group) => group.map(search.fold));
      /** @type {Map<string, Set<string>>} */
      this.others = new Map();
      /** @type {Map<string, string>} */
      this.homes = new Map();
      for (const group of this.groups) for (const one of group) if (!this.homes.has(this.key(one))) this.homes.set(this.key(one), this.key(group[0]));
      for (const group of this.groups) for (const one of group) this.others.set(this.key(one), new Set([...(this.others.get(this.key(one)) ?? []), ...group]));
      /** Names in Chinese of more than one character, the longest first. */
      this.names = [...this.others.keys()].filter((one) => search.isHan(one) && one.length > 1).sort((a, b) => b.length - a.length);
    }

    // What a name is known by: in Latin letters its stems, so that "ads" and "ad" are one.
    /** @param {string} name */
    key(name) {
      return search.isHan(name) ? name : search.runs(name).map((word) => this.stem(word)).join(" ");
    }

    /** @type {Lexicon["stem"]} */
    stem(word) {
      const known = this.known(word);
      if (known !== null) return known;
      for (const ending of ENDINGS) {
        if (!word.endsWith(ending) || word.length - ending.length < 3) continue;
        const bare = word.slice(0, -ending.length);
        const tried = [bare, `${bare}e`, bare.at(-1) === bare.at(-2) ? bare.slice(0, -1) : bare, bare.endsWith("i") ? `${bare.slice(0, -1)}y` : bare];
        for (const one of tried) {
          const found = this.known(one);
          if (found !== null) return found;
        }
      }
      return word;
    }

    // The stem of a word that the handbook has in some form, or null.
    /** @type {Lexicon["known"]} */
    known(word) {
      return this.stems.get(word) ?? (this.families.has(word) ? word : null);
    }

    /** @type {Lexicon["forms"]} */
    forms(stem) {
      return this.families.get(stem) ?? [stem];
    }

    // What stands in an index for a text: pairs of characters, stems, and characters beside them.
    /** @type {Lexicon["tokens"]} */
    tokens(text) {
      const folded = search.fold(text);
      const tokens = search.runs(folded).flatMap((run) => (search.isHan(run) ? search.pairs(run) : [this.stem(run)]));
      const all = [...tokens, ...search.glued(folded)];
      return all.length ? all : [...folded].filter(search.isHan);
    }

    // The tokens of a name: one of several words, or of more than two characters, has a token of its own if it is a known one.
    /** @type {Lexicon["nameTokens"]} */
    nameTokens(name) {
      const key = this.key(name);
      const tokens = this.tokens(name);
      return tokens.length > 1 && this.others.has(key) && !(search.isHan(key) && /[^\u3400-\u9fff]/.test(key)) ? [key] : tokens;
    }

    /** @type {Lexicon["synonyms"]} */
    synonyms(name) {
      const key = this.key(name);
      return [...(this.others.get(key) ?? [])].filter((one) => this.key(one) !== key);
    }

    /** @type {Lexicon["simplified"]} */
    simplified(text) {
      return [...text].map((one) => this.traditional.get(one) ?? one).join("");
    }

    // Words that are one slip of the finger away: a letter wrong, missing or too many, or two swapped.
    /** @type {Lexicon["slips"]} */
    slips(word) {
      return word.length < 4 ? [] : [...this.stems.keys()].filter((one) => one.length > 2 && isSlip(word, one));
    }

    // Words that somebody may be in the middle of typing.
    /** @type {Lexicon["begun"]} */
    begun(word) {
      return word.length < 2 ? [] : [...this.stems.keys()].filter((one) => one.startsWith(word));
    }

  };

  /** @type {(typed: string, word: string) => boolean} */
  const isSlip = (typed, word) => {
    const longer = Math.abs(typed.length - word.length);
    if (longer > 1) return false;
    let from = 0;
    while (from < word.length && word[from] === typed[from]) from += 1;
    let end = 1;
    while (word.length - end >= from && typed.length - end >= from && word.at(-end) === typed.at(-end)) end += 1;
    const [left, right] = [typed.length - end + 1 - from, word.length - end + 1 - from];
    return Math.max(left, right) <= 1 || (left === 2 && right === 2 && typed[from] === word[from + 1] && typed[from + 1] === word[from]);
  };
})();
