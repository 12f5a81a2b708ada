import type { Queryable } from '../db/pool.ts';
import { isValidOn, nameOf, type LookUp, type ReferenceEntry, type ReferenceLang } from './entry.ts';
import { bestMatches, indexWords, type WordIndex } from './match.ts';
import { listCodes, printOfCodes } from './store.ts';
import { today } from '../text/plain-date.ts';

export interface Selection {
  /** Plain date: only codes that may be used then. Left out: every code, retired ones too. */
  readonly on?: string;
  readonly parent?: string;
  /** Language of the names that order a list without an order of its own. English when left out. */
  readonly lang?: ReferenceLang;
}

export interface Lists {
  /** Names of the lists there are. */
  readonly kinds: readonly string[];
  /** Grows with every reload, for caches made from the lists. */
  readonly version: number;
  has(list: string): boolean;
  /**
   * The code in a list, or undefined. With a date, only if the code may be used then. A list of versions
   * (cites_listing, fx_rate) also answers the code its versions belong to, with the version in force on the date (today
   * when left out). May be passed on without its object.
   */
  readonly lookUp: LookUp;
  /** Name of a code in a language; the code itself where the list does not know it. */
  name(list: string, code: string, lang: ReferenceLang): string;
  /** A list in display order. An unknown list is empty. */
  all(list: string, selection?: Selection): readonly ReferenceEntry[];
  children(list: string, parent: string, selection?: Selection): readonly ReferenceEntry[];
  /** Up to `limit` codes that fit typed text, best first; accents and case are ignored. */
  find(
    list: string,
    text: string,
    lang: ReferenceLang,
    selection?: Selection & { limit?: number },
  ): readonly ReferenceEntry[];
  reload(): Promise<void>;
}

interface List {
  readonly entries: readonly ReferenceEntry[];
  readonly byCode: ReadonlyMap<string, ReferenceEntry>;
  readonly byParent: ReadonlyMap<string, readonly ReferenceEntry[]>;
  readonly ordered: Map<ReferenceLang, readonly ReferenceEntry[]>;
  readonly words: () => WordIndex;
}

/** Lists without an order of their own, shown by name. */
const byName: ReadonlySet<string> = new Set(['country', 'place', 'currency', 'office']);
/** Lists whose codes are dated versions of their parent. */
const versioned: ReadonlySet<string> = new Set(['cites_listing', 'fx_rate']);

const nothing = listOf([]);

/** Reads every list into memory; a page then asks for hundreds of names without a query. */
export async function loadLists(on: Queryable): Promise<Lists> {
  let lists = await read(on);
  let version = 1;
  const list = (kind: string): List => lists.get(kind) ?? nothing;

  return {
    get kinds() {
      return [...lists.keys()];
    },
    get version() {
      return version;
    },
    has: kind => lists.has(kind),
    lookUp: (kind, code, date) => lookUp(kind, list(kind), code, date),
    name(kind, code, lang) {
      const entry = list(kind).byCode.get(code);
      return entry === undefined ? code : nameOf(entry, lang);
    },
    all: (kind, selection = {}) => select(kind, list(kind), selection),
    children: (kind, parent, selection = {}) => select(kind, list(kind), { ...selection, parent }),
    find(kind, text, lang, { limit = 20, ...selection } = {}) {
      const allowed = new Set(select(kind, list(kind), { lang, ...selection }));
      return bestMatches(list(kind).words(), allowed, text, lang, limit);
    },
    async reload() {
      lists = await read(on);
      version += 1;
    },
  };
}

/** As they were last read, for whoever asks again while no code was written: reading them all takes 0.1 s. */
let last: { readonly print: string; readonly lists: ReadonlyMap<string, List> } | undefined;

async function read(on: Queryable): Promise<ReadonlyMap<string, List>> {
  // Before the codes: one that is written in between is found by the next to ask.
  const print = await printOfCodes(on);
  if (last?.print !== print) last = { print, lists: await readAll(on) };
  return last.lists;
}

async function readAll(on: Queryable): Promise<ReadonlyMap<string, List>> {
  const rows = await listCodes(on);
  const grouped = new Map<string, ReferenceEntry[]>();
  for (const { kind, ...entry } of rows) {
    const own = grouped.get(kind);
    if (own) own.push(entry);
    else grouped.set(kind, [entry]);
  }
  return new Map([...grouped].map(([kind, entries]) => [kind, listOf(entries)]));
}

function listOf(entries: readonly ReferenceEntry[]): List {
  const byParent = new Map<string, ReferenceEntry[]>();
  for (const entry of entries) {
    if (entry.parent === null) continue;
    const siblings = byParent.get(entry.parent);
    if (siblings) siblings.push(entry);
    else byParent.set(entry.parent, [entry]);
  }
  let words: WordIndex | undefined;
  return {
    entries,
    byParent,
    byCode: new Map(entries.map(entry => [entry.code, entry])),
    ordered: new Map(),
    words: () => (words ??= indexWords(entries)),
  };
}

function lookUp(kind: string, list: List, code: string, date: string | undefined): ReferenceEntry | undefined {
  const entry = list.byCode.get(code);
  if (entry !== undefined) return date === undefined || isValidOn(entry, date) ? entry : undefined;
  if (!versioned.has(kind)) return undefined;
  const on = date ?? today();
  return list.byParent.get(code)?.find(version => isValidOn(version, on));
}

function select(kind: string, list: List, { on, parent, lang = 'en' }: Selection): readonly ReferenceEntry[] {
  const inOrder = byName.has(kind) ? sorted(list, lang) : list.entries;
  if (on === undefined && parent === undefined) return inOrder;
  const siblings = parent === undefined || byName.has(kind) ? inOrder : (list.byParent.get(parent) ?? []);
  return siblings.filter(
    entry => (on === undefined || isValidOn(entry, on)) && (parent === undefined || entry.parent === parent),
  );
}

function sorted(list: List, lang: ReferenceLang): readonly ReferenceEntry[] {
  const known = list.ordered.get(lang);
  if (known) return known;
  const { compare } = new Intl.Collator(lang);
  const made = list.entries.toSorted(
    (a, b) => Number(a.code === 'ZZ') - Number(b.code === 'ZZ') || compare(nameOf(a, lang), nameOf(b, lang)),
  );
  list.ordered.set(lang, made);
  return made;
}
