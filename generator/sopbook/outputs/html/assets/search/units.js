// @ts-check
/* What a query asks for: units, each with the texts that may stand for it. docs/decisions/0050. */
(() => {
  "use strict";

  const { search } = sopbook;
  const SYNONYM = 0.75, SLIP = 0.6, BEGUN = 0.6, ALIKE = 0.8; // How surely a text means what was typed.
  const NEIGHBOURS = 0.6, ALONE = 0.45, PART_OF_NAME = 0.4, TORN = 0.25; // What a unit counts beside a word of its own.
  const LONGER = 0.3, SEVERAL_WORDS = 1.5; // What a known name counts more, for each further character or for all its words.
  const AS_TYPED = 0.9, LONGEST_PHRASE = 10; // A run as it was typed, with the words that ask for nothing; a longer one is a question.
  const MOST_WORDS = 4, MOST_BEGUN = 12, PHRASE = 4;

  // The units of what somebody typed. What has to be fetched before they are sure, the library notes.
  search.units = (typed, library) => {
    const { lexicon } = library;
    const query = lexicon.simplified(search.fold(typed)).trim();
    const runs = search.runs(query);
    /** @type {Map<string, Unit>} */
    const units = new Map();
    /** @type {AddUnit} */
    const add = (text, alternatives, boost = 1, isTorn = false) => {
      const known = units.get(text);
      if (!known || known.boost < boost) units.set(text, { text, alternatives, boost, isTorn });
    };
    for (const run of runs.filter(search.isHan)) readRun(run, library, add);
    for (const one of search.glued(query).filter((token) => library.holds(token))) add(one, [{ text: one, tokens: [one], weight: 1 }]);
    const heard = spelt(query, library);
    if (heard.length) add(query, heard);
    if (!heard.length || runs.every((run) => library.isRead(lexicon.stem(run)))) readWords(runs.filter((run) => !search.isHan(run)), library, units.size > 0, add);
    return [...units.values()];
  };

  // What letters with blanks spell in pinyin: "si qun", "xi'an".
  /** @type {(query: string, library: Library) => Alternative[]} */
  const spelt = (query, library) => {
    const letters = query.replace(/[ ']/g, "");
    if (letters === query || !/^[a-z]+$/.test(letters)) return [];
    return library.sounding(letters).filter(([, sure]) => sure > SYNONYM).flatMap(([text, sure]) => named(text, library.lexicon, sure));
  };

  // A text and its other names.
  /** @type {(text: string, lexicon: Lexicon, sure?: number) => Alternative[]} */
  const named = (text, lexicon, sure = 1) => [
    { text, tokens: lexicon.nameTokens(text), weight: sure },
    ...lexicon.synonyms(text).map((one) => ({ text: one, tokens: lexicon.nameTokens(one), weight: SYNONYM * sure })),
  ].filter((one) => one.tokens.length);

  // A run of Chinese: known names first, then words that ask for nothing are cut out, then pairs of what is left. Somebody may also
  // have a sentence of a page in mind: 我不退群 is more than 退群, so all pairs of a short run together are asked for as well.
  /** @type {(run: string, library: Library, add: AddUnit) => void} */
  const readRun = (run, library, add) => {
    const { lexicon } = library;
    /** @type {boolean[]} */
    const known = new Array(run.length).fill(false);
    for (const name of lexicon.names) {
      for (const at of places(run, name)) {
        if (known.slice(at, at + name.length).includes(true)) continue;
        known.fill(true, at, at + name.length);
        add(name, named(name, lexicon), 1 + LONGER * (name.length - 2));
      }
    }
    const silent = silence(run, known, library);
    for (let from = 0; from < run.length; from += 1) {
      if (silent[from]) continue;
      let to = from;
      while (to < run.length && !silent[to]) to += 1;
      if (to - from === 1 && !known[from]) readPair(run[from], ALONE, library, add);
      for (let at = from; at + 1 < to; at += 1) {
        if (!known[at] && !known[at + 1]) readPair(run.slice(at, at + 2), 1, library, add);
      }
      from = to;
    }
    if (run.length > 2 && run.length <= LONGEST_PHRASE) add(run, [{ text: run, tokens: search.pairs(run), weight: 1 }], AS_TYPED);
  };

  /** @type {(text: string, part: string) => number[]} */
  const places = (text, part) => {
    const found = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at);
    return found;
  };

  // Which characters of a run ask for nothing. One that makes a pair of a title asks for something; so does a run of nothing else.
  // Somebody who types very little has a phrase in mind: there it is enough if any text has the pair.
  /** @type {(run: string, known: boolean[], library: Library) => boolean[]} */
  const silence = (run, known, library) => {
    /** @type {boolean[]} */
    const silent = new Array(run.length).fill(false);
    /** @type {(pair: string) => boolean} */
    const says = (pair) => library.inNames(pair) || (run.length <= PHRASE && library.holds(pair));
    for (const word of library.lexicon.particles) {
      for (const at of places(run, word)) {
        const isTaken = known.slice(at, at + word.length).includes(true) || silent.slice(at, at + word.length).includes(true);
        const isNamed = word.length === 1 && [at - 1, at].some((from) => from >= 0 && from + 1 < run.length && !silent[from] && !silent[from + 1] && says(run.slice(from, from + 2)));
        if (!isTaken && !isNamed) silent.fill(true, at, at + word.length);
      }
    }
    return known.includes(true) || silent.includes(false) ? silent : silent.fill(false);
  };

  // A pair that stands nowhere: those that sound like it, else its characters for a little.
  /** @type {(pair: string, boost: number, library: Library, add: AddUnit) => void} */
  const readPair = (pair, boost, library, add) => {
    const { lexicon } = library;
    if (library.holds(pair) || pair.length === 1) return add(pair, named(pair, lexicon), boost);
    const alike = library.alike(pair).flatMap((one) => named(one, lexicon, ALIKE));
    if (alike.length) return add(pair, alike, boost);
    add(pair, named(pair, lexicon), boost);
    for (const one of pair) if (!lexicon.functions.has(one) && library.holds(one)) add(one, named(one, lexicon), TORN * boost, true);
  };

  // Latin words: known names of several words, then single ones, then neighbours that stand side by side.
  /** @type {(words: string[], library: Library, isMixed: boolean, add: AddUnit) => void} */
  const readWords = (words, library, isMixed, add) => {
    const { lexicon } = library;
    const stems = words.map((word) => lexicon.stem(word));
    const taken = new Set();
    for (let count = MOST_WORDS; count > 1; count -= 1) {
      for (let at = 0; at + count <= stems.length; at += 1) {
        const key = stems.slice(at, at + count).join(" ");
        if (!lexicon.others.has(key)) continue;
        for (let one = at; one < at + count; one += 1) taken.add(one);
        const name = words.slice(at, at + count).join(" ");
        add(name, named(name, lexicon), SEVERAL_WORDS);
      }
    }
    const asking = words.map((_, at) => at).filter((at) => !lexicon.functions.has(words[at]));
    const kept = asking.length || isMixed ? asking : words.map((_, at) => at);
    for (const at of kept) add(words[at], readWord(words[at], library), taken.has(at) ? PART_OF_NAME : 1);
    for (let place = 0; place + 1 < kept.length; place += 1) {
      const pair = `${stems[kept[place]]} ${stems[kept[place + 1]]}`;
      if (library.holds(pair)) add(pair, [{ text: pair, tokens: [pair], weight: 1 }], NEIGHBOURS);
    }
  };

  /** @type {(word: string, library: Library) => Alternative[]} */
  const readWord = (word, library) => {
    const { lexicon } = library;
    const alternatives = named(word, lexicon);
    for (const [text, sure] of library.sounding(word)) alternatives.push(...named(text, lexicon, sure));
    if (library.isRead(lexicon.stem(word))) return alternatives;
    for (const near of lexicon.slips(word)) alternatives.push(...named(near, lexicon, SLIP));
    for (const longer of lexicon.begun(word).slice(0, MOST_BEGUN)) alternatives.push(...named(longer, lexicon, BEGUN));
    return alternatives;
  };
})();
