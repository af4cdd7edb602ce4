/* What the parts of the search share: its dialog in ../scripts, and what answers here. */

/** What outputs/search/index.py writes into the head of an index. */
interface SearchIndex {
  kinds: Record<string, string>;
  pages: [path: string, title: string, kind: string, tags: string[], aliases: string[], weight: number, length: number, asks: string[]][];
  parts: number;
  shards: number;
  vocabulary: [stem: string, ...forms: string[]][];
  traditional: string;
  synonyms: string[][];
  functions: string[];
  help: SearchHelp;
}

interface SearchHelp {
  pages: [path: string, title: string][];
  calls: { role: string; number: string; dial: string; hours: string }[];
  zone: string;
}

/** A section as the files of texts hold it. */
type SearchRow = [page: number, anchor: string, heading: string, messages: string, text: string, asked?: string[]];
/** A file of the index: texts, how names sound, or the postings of a shard. */
type SearchFile = SearchRow[] | SoundTable | Record<string, string>;

/** How characters sound, and names that sound otherwise. */
interface SoundTable {
  characters: string;
  names: [text: string, sound: string][];
}

interface SearchPage {
  path: string;
  title: string;
  kind: string;
  tags: string[];
  aliases: string[];
  weight: number;
  length: number;
  asks: string[];
}

interface SearchSection {
  anchor: string;
  heading: string;
  messages: string;
  text: string;
}

/* words.js */

interface Lexicon {
  others: Map<string, Set<string>>;
  /** The first of the names that mean the same, by each of them: a shard has them all. */
  homes: Map<string, string>;
  groups: string[][];
  names: string[];
  particles: string[];
  functions: Set<string>;
  stem(word: string): string;
  known(word: string): string | null;
  forms(stem: string): string[];
  tokens(text: string): string[];
  nameTokens(name: string): string[];
  synonyms(name: string): string[];
  simplified(text: string): string;
  slips(word: string): string[];
  begun(word: string): string[];
}

/* sounds.js */

interface Sounds {
  learn(table: SoundTable, all: string[]): void;
  like(letters: string): [text: string, sure: number][];
  alike(pair: string): string[];
}

/* scan.js, shards.js, library.js */

type SearchField = "title" | "alias" | "tag" | "heading" | "lead" | "messages" | "text" | "asked";

/** How often a token stands in a field of a section; section -1 are the names of the page, those below it what people type who need it. */
interface Hit {
  page: number;
  section: number;
  field: SearchField;
  count: number;
}

interface Scan {
  add(page: number, section: number, field: SearchField, text: string): void;
  hits(token: string): Hit[];
}

interface Shards {
  take(name: string, postings: Record<string, string>): void;
  hits(token: string): Hit[];
}

interface Library {
  index: SearchIndex;
  lexicon: Lexicon;
  pages: SearchPage[];
  mean: number;
  missing: Set<string>;
  sections: Map<number, SearchSection[]>;
  take(name: string, given: SearchFile): void;
  hits(token: string): Hit[];
  holds(token: string): boolean;
  isRead(token: string): boolean;
  inNames(token: string): boolean;
  sounding(letters: string): [text: string, sure: number][];
  alike(pair: string): string[];
}

/* units.js */

interface Alternative {
  text: string;
  tokens: string[];
  weight: number;
}

interface Unit {
  text: string;
  alternatives: Alternative[];
  boost: number;
  /** Whether it is a character of a pair that stands nowhere: then it says little of what was meant. */
  isTorn: boolean;
}

type AddUnit = (text: string, alternatives: Alternative[], boost?: number, isTorn?: boolean) => void;

/* rank.js */

/** By which text a page holds a unit, and how strongly. */
interface Held {
  text: string;
  weight: number;
  strength: number;
  sections: Map<number, number>;
}

interface RatedUnit {
  unit: Unit;
  pages: Map<number, Held>;
  rarity: number;
}

/** `share` is how much of what was asked the page holds, of 1. */
interface Ranked {
  page: number;
  section: number;
  share: number;
  score: number;
}

/* excerpt.js, answer.js */

type Marked = [text: string, marked: boolean][];
/** Texts to mark, with what each counts. */
type Needles = Map<string, number>;

interface SearchResult {
  path: string;
  title: string;
  kind: string;
  tags: string[];
  anchor: string;
  heading: string;
  /** The file with the texts of the page, where it is not here yet. */
  text: string;
  kindTitle: string;
  titleMarked: Marked;
  headingMarked: Marked;
  excerpt: Marked;
}

interface SearchOptions {
  limit?: number;
  kind?: string;
  tag?: string;
}

interface Answer {
  all: SearchPage[];
  count: number;
  /** The page of the handbook's own that is meant. */
  app: SearchResult | null;
  results: SearchResult[];
  authors: SearchResult[];
  isWeak: boolean;
  /** What stands nowhere in the handbook. */
  unknown: string[];
  /** By what else the first page was found. */
  tried: string[];
  /** Files of the index without which the answer is not final. */
  missing: string[];
}

/* scripts/search-*.js */

interface Choice {
  kind: string;
  tag: string;
}

interface Unmet {
  query: string;
  day: string;
  times: number;
}

interface Search {
  take(name: string, value: unknown): void;
  fetch(name: string): Promise<unknown>;
  load(): Promise<void>;
  open(query?: string): void;
  filters(all: SearchPage[], chosen: Choice, show: () => void): HTMLElement[];
  helping(answer: Answer): HTMLElement[];
  unmet: { note(query: string, answer: Answer): void; keep(): void; listed(changed: () => void): HTMLElement[] };
  ASKED: number;
  fold(text: string): string;
  isHan(text: string): boolean;
  runs(folded: string): string[];
  pairs(run: string): string[];
  glued(folded: string): string[];
  Lexicon: new (index: SearchIndex) => Lexicon;
  Scan: new (lexicon: Lexicon) => Scan;
  Shards: new (number: number, missing: Set<string>, lexicon: Lexicon) => Shards;
  Sounds: new () => Sounds;
  Library: new (index: SearchIndex) => Library;
  units(typed: string, library: Library): Unit[];
  rank(typed: string, library: Library): { rated: RatedUnit[]; ranked: Ranked[] };
  needles(typed: string, rated: RatedUnit[], page: number, lexicon: Lexicon): Needles;
  marked(text: string, needles: Needles): Marked;
  excerpt(text: string, needles: Needles): Marked;
  start(): Promise<void>;
  bring(names: string[]): Promise<void>;
  now(typed: string, options?: SearchOptions): Answer;
  find(typed: string, options?: SearchOptions): Promise<Answer>;
  kinds(): Record<string, string>;
  help(): SearchHelp | null;
}
