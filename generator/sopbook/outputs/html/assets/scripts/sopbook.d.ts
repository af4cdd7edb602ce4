/* What the parts of the script share, for the type checker and for editors; never part of a site.

   Each part fills in what is its own. `Given` is what the build writes in front of them, outputs/html/bundle.py. */

declare const sopbook: Given & Core & Groups & Fields & Frame & Run;

interface Given {
  edition: { name: string; branch: string; locale: string; title: string; zone: string; playbooks: number; slots: Record<string, Slot> };
  texts: Record<string, string>;
}

interface Slot {
  title: string;
  example: string;
  keep: boolean;
}

/* core.js */

type Values = Record<string, string | number>;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;

interface Core {
  root: URL;
  t(name: string, values?: Values): string;
  load(path: string): Promise<void>;
  ready(run: () => void): void;
  settled(): Promise<void>;
  appearing(run: (part: HTMLElement) => void): void;
  query(selector: string, within?: ParentNode): HTMLElement | null;
  queryAll(selector: string, within?: ParentNode): HTMLElement[];
  closest(event: Event, selector: string): HTMLElement | null;
  make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: Attributes, ...inside: (Node | string)[]): HTMLElementTagNameMap[Tag];
  store: {
    get(key: string, otherwise: unknown): unknown;
    set(key: string, value: unknown): boolean;
    watch(key: string, run: () => void): void;
  };
  say(text: string): void;
}

/* groups.js */

interface Group {
  id: string;
  name: string;
  values: Record<string, string>;
}

interface Groups {
  groups: {
    lasting: boolean;
    all(): Group[];
    current(): Group;
    title(group: Group): string;
    choose(id: string): boolean;
    add(): boolean;
    rename(id: string, name: string): boolean;
    fill(id: string, slot: string, value: string): boolean;
    remove(id: string): boolean;
    value(slot: string): string;
    hold(): boolean;
    listen(run: () => void): void;
    toFile(): string;
    fromFile(text: string): Group[];
    clashes(groups: Group[]): { group: Group; slot: string; ours: string; theirs: string }[];
    merge(groups: Group[], overwrite: boolean): boolean;
  };
}

/* slots.js, ask.js, copy.js, clock.js */

interface Fields {
  slots: {
    show(part: HTMLElement): void;
    empty(message: HTMLElement): string[];
    text(message: HTMLElement, once?: Record<string, string>): string;
  };
  field(slot: string, value: string, changed?: (value: string) => void): HTMLElement;
  ask(slots: string[]): Promise<Record<string, string> | null>;
  copy(button: HTMLElement, messages: HTMLElement[]): Promise<boolean>;
  clock(timeZone?: string): string;
  zoneName(timeZone: string): string;
}

/* run/: loaded when somebody runs a page step by step */

/** A moment is a text such as 2026-12-03T19:55, by the clock of the branch; empty where an item has none. */
interface Step {
  item: HTMLElement;
  at: string;
  limit: number;
  who: string;
  what: string;
  message: HTMLElement | null;
  attachments: HTMLElement | null;
  readonly isTicked: boolean;
  tick(): void;
}

interface Run {
  steps(lists: HTMLElement[], start: string): Step[];
  awake(tell: (holds: boolean) => void): () => void;
  timer(due: (what: string) => void): { element: HTMLElement; set(from: string, to: string, what: string): void; stop(): void };
  run?(lists: HTMLElement[], start: string): void;
}

/* contents.js, where the frame does not leave it to the theme, and the search */

interface Frame {
  target(hash: string): HTMLElement | null;
  centre(link: HTMLElement): void;
  search: Search;
}

/* search-words.js */

interface Needle {
  text: string;
  weight: number;
  word: boolean;
}

interface Term {
  needles: Needle[];
  parts: Term[];
}

/** What outputs/search/index.py writes into the head of an index. */
interface SearchIndex {
  kinds: Record<string, string>;
  pages: [path: string, title: string, kind: string, tags: string[], aliases: string[], weight: number][];
  sections: [page: number, anchor: string, heading: string][];
  parts: number[];
  phrases: [text: string, sound: string][];
  vocabulary: [stem: string, ...forms: string[]][];
  traditional: string;
  synonyms: string[][];
}

/* search-rank.js */

type SearchField = "title" | "alias" | "tag" | "heading" | "messages" | "text";

/** One field of one page or section. */
interface Piece {
  field: SearchField;
  page: number;
  section: number | null;
  text: string;
}

interface Hit {
  piece: Piece;
  at: number;
  count: number;
  whole: boolean;
  exact: boolean;
}

interface Haystack {
  add(field: SearchField, page: number, section: number | null, text: string): void;
  find(needle: Needle): Hit[];
}

interface RatedSection {
  score: number;
  piece: Piece;
  at: number;
  best: number;
}

interface RatedPage {
  score: number;
  sections: Map<number, RatedSection>;
  needles: Set<string>;
}

interface Ranked {
  page: number;
  score: number;
  section: [number: number, rated: RatedSection] | null;
  needles: Set<string>;
}

/* search.js, search-dialog.js */

interface SearchPage {
  path: string;
  title: string;
  kind: string;
  tags: string[];
  aliases: string[];
  weight: number;
  lead: string;
}

type Marked = [text: string, marked: boolean][];

interface SearchResult {
  path: string;
  title: string;
  kind: string;
  tags: string[];
  anchor: string;
  heading: string;
  score: number;
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

interface Search {
  learn(index: SearchIndex): void;
  fold(text: string): string;
  readings(typed: string): Term[][];
  whole(typed: string): Needle;
  Haystack: new () => Haystack;
  rank(haystack: Haystack, pages: SearchPage[], typed: string): Ranked[];
  take(index: SearchIndex): void;
  takePart(part: number, texts: [messages: string, text: string][]): void;
  load(step?: () => void): Promise<void>;
  now(query: string, options?: SearchOptions): { all: SearchPage[]; count: number; results: SearchResult[] };
  find(query: string, options?: SearchOptions): Promise<SearchResult[]>;
  kinds(): Record<string, string>;
  open(query?: string): void;
}

/** vendor/ufuzzy.js, loaded with the index. */
declare class uFuzzy {
  constructor(options: { intraMode: number; intraSlice: [number, number]; interLft: number; interRgt: number });
  filter(haystack: string[], needle: string): number[] | null;
}

/* What the theme's own lines keep between pages. */
declare function __md_get(key: string): unknown;
declare function __md_set(key: string, value: unknown): void;
