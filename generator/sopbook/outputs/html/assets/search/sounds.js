// @ts-check
/* How the names of a handbook sound: what finds 红包 by hongbao and hb, and 割韭菜 by 割九菜. */
(() => {
  "use strict";

  const { search } = sopbook;
  const WHOLE = 0.9, FIRST_LETTERS = 0.6, INNER_LETTERS = 0.4; // How surely letters mean what sounds like them.
  const MOST = 8;

  search.Sounds = class {
    /** @type {Map<string, string>} */
    characters = new Map();
    /** @type {[text: string, syllables: string[]][]} */
    names = [];

    // Learns how single characters sound, "a阿啊 ai哀挨", and with them all runs of Chinese in some names, but for those that sound otherwise.
    /** @type {Sounds["learn"]} */
    learn({ characters, names }, all) {
      this.characters = new Map(characters.split(" ").flatMap((row) => {
        const sound = /^[a-z]+/.exec(row)?.[0] ?? "";
        return [...row.slice(sound.length)].map((one) => /** @type {[string, string]} */ ([one, sound]));
      }));
      const otherwise = new Map(names);
      const runs = new Set(all.flatMap((name) => search.runs(name).filter((run) => search.isHan(run) && run.length > 1)));
      this.names = [...runs].sort().map((run) => [run, otherwise.get(run)?.split(" ") ?? [...run].map((one) => this.characters.get(one) ?? one)]);
    }

    // Chinese that sounds like some Latin letters: whole syllables, the last one perhaps begun, or first letters only.
    /** @type {Sounds["like"]} */
    like(letters) {
      /** @type {Map<string, number>} */
      const found = new Map();
      /** @type {(text: string, sure: number) => void} */
      const keep = (text, sure) => { found.set(text, Math.max(sure, found.get(text) ?? 0)); };
      for (const [text, syllables] of this.names) {
        for (let from = 0; from < syllables.length; from += 1) {
          const end = spelt(letters, syllables, from);
          if (end > from + 1) keep(text.slice(from, end), WHOLE);
          const initials = syllables.slice(from, from + letters.length).map((one) => one[0]).join("");
          if (letters.length >= 2 && initials === letters) keep(text.slice(from, from + letters.length), from === 0 ? FIRST_LETTERS : INNER_LETTERS);
        }
      }
      return [...found].sort((a, b) => b[1] - a[1]).slice(0, MOST);
    }

    // Pairs of characters in names that sound as this one does.
    /** @type {Sounds["alike"]} */
    alike(pair) {
      const [first, second] = [...pair].map((one) => this.characters.get(one));
      if (!first || !second) return [];
      const found = this.names.flatMap(([text, said]) => said.slice(1).flatMap((one, at) => (said[at] === first && one === second ? [text.slice(at, at + 2)] : [])));
      return [...new Set(found)];
    }
  };

  // Behind which syllable some letters end that spell syllables from one on; 0 where they do not.
  /** @type {(letters: string, syllables: string[], from: number) => number} */
  const spelt = (letters, syllables, from) => {
    let rest = letters;
    for (let at = from; at < syllables.length; at += 1) {
      if (rest.startsWith(syllables[at])) rest = rest.slice(syllables[at].length);
      else if (at > from && syllables[at].startsWith(rest)) rest = "";
      else return 0;
      if (!rest) return at + 1;
    }
    return 0;
  };
})();
