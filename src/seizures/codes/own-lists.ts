import type { Lists, ReferenceEntry } from '../../reference/index.ts';
import { today } from '../../text/plain-date.ts';
import type { GoodsLine } from '../goods/heading.ts';
import { productList } from '../goods/pictures.ts';
import type { SeizureRecord } from '../seizure.ts';

/** Facts of a record that hold codes of a list of the portal's own, the one that is searched by first. */
export const factsOf = {
  concealment: ['concealment'],
  transport: ['transport'],
  detection: ['detection', 'detectionMeans'],
  location: ['location'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Lists of products that are the portal's own. Those of treaties, of HS and of ISO are changed by who keeps them, and
 * come with a new version of the portal.
 */
const productLists = [
  'drug',
  'tobacco',
  'beverage',
  'ipr',
  'tax_goods',
  'weapon',
  'currency_form',
  'pornography',
  'other_prohibition',
] as const;

/** The lists that are changed in the portal. */
export const ownLists: readonly string[] = [...Object.keys(factsOf), ...productLists];

export function isFactList(list: string): list is keyof typeof factsOf {
  return Object.hasOwn(factsOf, list);
}

/** What stands for "none of the list": it has words beside it, and is never retired. */
export function isOther(code: string): boolean {
  return code.endsWith('-OTH');
}

/** Codes of a list that may be used today. */
export function inUse(lists: Lists, list: string): readonly ReferenceEntry[] {
  return lists.all(list, { on: today() });
}

/** What is changed: one code for another; only where the words beside it are among some, where they are given. */
export interface Recode {
  readonly list: string;
  readonly from: string;
  readonly to: string;
  /** As `wordsKey` has them. */
  readonly words: ReadonlySet<string> | undefined;
}

/** One spelling for words that differ in case, accents, spaces and signs alone. Pure. */
export function wordsKey(typed: string): string {
  return typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The record with the other code; undefined where nothing of it is meant. Pure. */
export function recoded(record: SeizureRecord, { list, from, to, words }: Recode): SeizureRecord | undefined {
  const isMeant = (typed: unknown): boolean => words === undefined || words.has(wordsKey(String(typed ?? '')));
  if (isFactList(list)) {
    const text = list === 'concealment' ? record.facts.concealmentText : undefined;
    const names = factsOf[list].filter(name => [record.facts[name] ?? []].flat().includes(from));
    if (names.length === 0 || !isMeant(text)) return undefined;
    const changed = names.map(name => [name, exchanged(record.facts[name], from, to)] as const);
    return { ...record, facts: { ...record.facts, ...Object.fromEntries(changed) } };
  }
  const isOf = (line: GoodsLine): boolean =>
    productList(line.heading) === list && line.product === from && isMeant(line.productText);
  if (!record.lines.some(isOf)) return undefined;
  return { ...record, lines: record.lines.map(line => (isOf(line) ? { ...line, product: to } : line)) };
}

function exchanged(value: unknown, from: string, to: string): string | readonly string[] {
  return Array.isArray(value) ? [...new Set(value.map(one => (one === from ? to : String(one))))] : to;
}
