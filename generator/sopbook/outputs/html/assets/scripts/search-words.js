// @ts-check
/* From what somebody types to the words to look for: other forms, other scripts, other names, one slip of the finger. */
(() => {
  "use strict";

  const search = (sopbook.search = /** @type {Search} */ ({})); // Its parts fill it in.
  const HAN = "\\u3400-\\u9fff";
  const RUNS = new RegExp(`[a-z0-9]+|[${HAN}]+`, "g");
  const ENDINGS = ["ing", "ings", "ed", "es", "s", "er", "ers", "d", "ly"];
  const STOP = new Set("a an and are as at be by can do does for from how i if in is it me my of on or so that the their they this to us we what when where who why with you your".split(" "));
  /* What the parts of an index hold beside its texts. */
  /** @type {Map<string, string>} */
  let traditional = new Map();
  /** @type {Map<string, string[]>} */
  let families = new Map();
  /** @type {string[]} */
  let words = [];
  /** @type {[text: string, syllables: string[]][]} */
  let phrases = [];
  /** @type {string[][]} */
  let synonyms = [];

  search.learn = (index) => {
    const pairs = [...index.traditional];
    traditional = new Map(pairs.filter((_, at) => at % 2 === 0).map((one, at) => [one, pairs[2 * at + 1]]));
    words = index.vocabulary.flatMap(([, ...forms]) => forms);
    families = new Map();
    for (const [stem, ...forms] of index.vocabulary) for (const one of [stem, ...forms]) families.set(one, forms);
    phrases = index.phrases.map(([text, sound]) => [text, sound.split(" ")]);
    synonyms = index.synonyms.map((group) => group.map(search.fold));
  };

  // Small letters, narrow forms, plain quotes; as long as the text itself, so that places stay where they are.
  search.fold = (text) => {
    const narrow = text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replace(/[\s\u00a0\u3000]/g, " ").replace(/[‘’]/g, "'");
    const small = narrow.toLowerCase();
    return small.length === narrow.length ? small : [...narrow].map((one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");
  };

  /** @type {(text: string) => boolean} */
  const isHan = (text) => /[\u3400-\u9fff]/.test(text);

  // A needle to look for: `weight` says how surely it is meant, `word` that it stands for itself and not inside a word.
  /** @type {(text: string, weight: number) => Needle} */
  const needle = (text, weight) => ({ text, weight, word: !isHan(text[0]) });

  /** @type {(text: string) => string} */
  const simplified = (text) => [...text].map((one) => traditional.get(one) ?? one).join("");

  // Chinese that sounds like some Latin letters: whole syllables, the last one perhaps begun, or first letters only.
  /** @type {(letters: string) => Needle[]} */
  const sounding = (letters) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    /** @type {(text: string, weight: number) => void} */
    const keep = (text, weight) => { found.set(text, Math.max(weight, found.get(text) ?? 0)); };
    for (const [text, syllables] of phrases) {
      for (let from = 0; from < syllables.length; from += 1) {
        let rest = letters;
        for (let at = from; at < syllables.length && rest; at += 1) {
          const syllable = syllables[at];
          if (rest.startsWith(syllable)) rest = rest.slice(syllable.length);
          else if (at > from && syllable.startsWith(rest)) rest = "";
          else break;
          if (!rest && at > from) keep(text.slice(from, at + 1), 0.8);
        }
        const initials = syllables.slice(from, from + letters.length).map((one) => one[0]).join("");
        if (letters.length >= 2 && initials === letters) keep(text.slice(from, from + letters.length), from === 0 ? 0.6 : 0.45);
      }
    }
    return [...found].map(([text, weight]) => needle(text, weight));
  };

  // The forms of a word that the handbook holds; of a form that it does not hold, those of what is left without its ending.
  /** @type {(word: string) => string[]} */
  const forms = (word) => {
    const known = families.get(word);
    if (known) return known;
    const bare = ENDINGS.filter((ending) => word.endsWith(ending) && word.length - ending.length > 2).map((ending) => word.slice(0, -ending.length));
    const tried = bare.flatMap((one) => [one, `${one}e`, one.at(-1) === one.at(-2) ? one.slice(0, -1) : one, one.endsWith("i") ? `${one.slice(0, -1)}y` : one]);
    return tried.map((one) => families.get(one)).find(Boolean) ?? [];
  };

  // Words that are one slip of the finger away.
  /** @type {(word: string) => string[]} */
  const slips = (word) => {
    if (word.length < 4 || typeof uFuzzy === "undefined") return [];
    const fuzzy = new uFuzzy({ intraMode: 1, intraSlice: [0, Infinity], interLft: 2, interRgt: 2 });
    return [...new Set((fuzzy.filter(words, word) ?? []).flatMap((at) => families.get(words[at]) ?? []))];
  };

  /** @type {(text: string) => Needle[]} */
  const others = (text) => synonyms.filter((group) => group.includes(text)).flat().filter((one) => one !== text).map((one) => needle(one, 0.7));

  /** @type {(word: string) => Needle[]} */
  const latin = (word) => {
    const known = forms(word);
    const near = known.length ? [] : slips(word);
    return [
      needle(word, 1),
      ...known.filter((form) => form !== word).map((form) => needle(form, 0.9)),
      ...near.map((form) => needle(form, 0.55)),
      ...[...new Set([word, ...known, ...near])].flatMap(others),
      ...sounding(word),
    ];
  };

  // A run of Chinese: as it stands; where a whole sentence was typed, its known words and pairs of characters.
  /** @type {(run: string) => Term} */
  const han = (run) => {
    const plain = simplified(run);
    const needles = [needle(run, 1), ...(plain === run ? [] : [needle(plain, 1)]), ...others(plain)];
    return { needles, parts: plain.length < 3 ? [] : cut(plain).map((one) => ({ needles: [needle(one, 1), ...others(one)], parts: [] })) };
  };

  /** @type {(run: string) => string[]} */
  const cut = (run) => {
    const known = [...new Set(synonyms.flat())].filter((word) => isHan(word) && word.length > 1 && word !== run && run.includes(word));
    const pairs = [...run].slice(1).map((_, at) => run.slice(at, at + 2));
    return [...new Set([...known, ...pairs])];
  };

  /** @type {(run: string) => Term} */
  const termOf = (run) => (isHan(run) ? han(run) : { needles: latin(run), parts: [] });

  // One term for each word; for 500人 or VIP群 the two together, and apart where they stand nowhere together.
  /** @type {(query: string) => Term[]} */
  const termsOf = (query) => {
    const chunks = query.split(" ").map((chunk) => chunk.match(RUNS) ?? (chunk ? [chunk] : [])).filter((runs) => runs.length);
    const kept = chunks.length > 1 ? chunks.filter((runs) => runs.length > 1 || !STOP.has(runs[0])) : chunks;
    return (kept.length ? kept : chunks).flatMap((runs) => {
      if (runs.length === 1 || !runs.some(isHan)) return runs.map(termOf);
      return [{ needles: [needle(simplified(runs.join("")), 1)], parts: runs.map(termOf) }];
    });
  };

  // All ways to read a query, each a list of terms that should all be there.
  search.readings = (typed) => {
    const query = search.fold(typed).trim().replace(/ +/g, " ");
    if (!query) return [];
    const readings = [termsOf(query)];
    const letters = query.replace(/[ ']/g, "");
    if (letters !== query && /^[a-z]+$/.test(letters)) {
      const heard = sounding(letters);
      if (heard.length) readings.push([{ needles: heard, parts: [] }]);
    }
    for (const name of synonyms.flat().filter((one) => one.includes(" ") && ` ${query} `.includes(` ${one} `))) {
      const rest = termsOf(` ${query} `.replace(` ${name} `, " ").trim());
      readings.push([{ needles: [needle(name, 1), ...others(name)], parts: [] }, ...rest]);
    }
    return readings;
  };

  search.whole = (typed) => needle(search.fold(typed).trim() || " ", 1);
})();
