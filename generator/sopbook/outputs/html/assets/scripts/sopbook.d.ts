/* What the parts of the script share, for the type checker and for editors; never part of a site.

   Each part fills in what is its own. `Given` is what the build writes in front of them, outputs/html/bundle.py. */

declare const sopbook: Given & Core & Groups & Fields & Frame & Run & Agenda;

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
  /** offline.js, where the browser keeps anything. */
  keptDay(): Promise<string | null>;
}

/* groups.js, progress.js */

/** What was done, with which version, on which day. */
interface Learnt {
  version: string;
  on: string;
}

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
  progress: {
    all(): Record<string, Record<string, Learnt>>;
    get(id: string): Learnt | undefined;
    set(id: string, learnt: Learnt | null): void;
    merge(given: unknown): void;
    watch(run: () => void): void;
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
  isDuring(hours: string, time: string): boolean;
  zoneName(timeZone: string): string;
}

/* run/: loaded when somebody runs a page step by step; learn/: where something is learnt or asked */

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
  learnt?: { mark(item: HTMLElement, on: boolean): void; isDone(item: HTMLElement): boolean };
}

/* agenda-open.js, and agenda/: loaded by Today. Moments are texts as above; days are such as 2026-12-03. */

interface Agenda {
  days: Record<string, string>;
  stretch(day: string): string;
  takeDays(given: Record<string, string>): void;
  scripts: PersonScript[];
  takeScripts(given: PersonScript[]): void;
  people(): People;
  peopleDue(people: Person[], scripts: PersonScript[], today: string): { due: PersonDue[]; next: { day: string; person: Person; number: number } | null };
  personRow(one: PersonDue, number: number, done: (how: "sent" | "skipped") => void): HTMLLIElement;
  personForm(scripts: [string, string][], add: (name: string, start: string, script: string) => void): { element: HTMLElement; offer(today: string): void; open(key: string): void };
  peopleList(section: HTMLElement): { show(day: string): void };
  nextWeek(today: string, sorts: Sorts): void;
  agenda?: { begin(box: HTMLElement): Promise<void> };
  moments: {
    minutes(from: string, to: string): number;
    later(moment: string, minutes: number): string;
    day(day: string, days: number): string;
    span(minutes: number): string;
  };
  sorts(changed: () => void): Sorts;
  book(box: HTMLElement, sorts: Sorts): Book;
  entries(): Entries;
  shifts(): Shifts;
  fold(entries: Entries): { forget(isNewDay: boolean): void; fold(section: HTMLElement, now: string): void };
  note(box: HTMLElement, book: Book, entries: Entries): (shown: string, isToday: boolean, ahead: number, isGoing: boolean) => void;
}

/** Somebody who began on a day, `start`, and was put on the list on another, `since`. What was sent and passed over, by message. */
interface Person {
  id: string;
  name: string;
  start: string;
  since: string;
  script: string;
  sent: Record<string, string>;
  skipped: Record<string, string>;
}

interface PersonMessage {
  id: string;
  day: number;
  time: string;
  after: string;
  title: string;
  mode: string;
  many: boolean;
  html: string;
}

interface PersonScript {
  key: string;
  title: string;
  messages: PersonMessage[];
}

/** `late` counts the days since it was due. */
interface PersonDue {
  key: string;
  script: string;
  message: PersonMessage;
  people: Person[];
  late: number;
}

interface People {
  own(): Person[];
  wrong(name: string): string;
  dayNumber(from: string, to: string): number;
  add(name: string, start: string, script: string, today: string): void;
  remove(id: string): void;
  restore(before: Person[]): void;
  note(ids: string[], message: string, how: "sent" | "skipped", day: string): void;
  tidy(scripts: PersonScript[], today: string): void;
  toFile(): string;
  fromFile(text: string): number;
  listen(run: () => void): void;
}

/** `wanted` are the keys of the groups for which something is, apart by spaces. */
interface Sorts {
  isFor(wanted: string): boolean;
  name(wanted: string): string;
  widen(): void;
  tell(isDue: (isWanted: (wanted: string) => boolean) => boolean): void;
}

interface Book {
  name(day: string): string;
  sections(): HTMLElement[];
  clear(): void;
  hides(day: string, id: string): boolean;
  isGoing(day: string, now: string, isWanted: (wanted: string) => boolean): boolean;
  section(day: string): HTMLElement | null;
  filled(): string[];
  lacks(day: string): boolean;
  isMissing(day: string): boolean;
  fetch(days: string[]): Promise<void>;
}

interface Entries {
  of(section: HTMLElement): HTMLElement[];
  at(entry: HTMLElement): string;
  until(entry: HTMLElement): string;
  isNow(entry: HTMLElement, now: string): boolean;
  isPast(entry: HTMLElement, now: string): boolean;
  unfold(entry: HTMLElement, isOpen: boolean): void;
  late: Set<HTMLElement>;
  rest: Set<HTMLElement>;
  shifts: Shifts;
  mark(sections: HTMLElement[], now: string, isToday: boolean): number;
  giveOpeners(section: HTMLElement): void;
}

interface Shifts {
  of(entry: HTMLElement): number;
  listen(run: () => void): void;
  show(entries: HTMLElement[], now: string): void;
}

/* contents.js, where the frame does not leave it to the theme, and the search, ../search/search.d.ts */

interface Frame {
  target(hash: string): HTMLElement | null;
  centre(link: HTMLElement): void;
  search: Search;
}

/* What the theme's own lines keep between pages. */
declare function __md_get(key: string): unknown;
declare function __md_set(key: string, value: unknown): void;
