import type { Lists, ReferenceEntry } from '../../../reference/index.ts';
import type { Words } from '../../../reference/index.ts';
import { sheetAddress } from './catalogue.ts';
import type { SheetFact, SheetList } from './sheet-list.ts';
import { isPlainDate } from '../../../text/plain-date.ts';
import { numberText } from '../../../text/formats.ts';
import type { Language } from '../../../i18n/index.ts';

interface ShownFact {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
  readonly note?: string;
  readonly number?: boolean;
}

interface Showing {
  readonly sheet: SheetList;
  readonly entry: ReferenceEntry;
  readonly words: Words;
  readonly lists: Lists;
}

/** The facts of a code that its list states, in words. */
export function shownFacts(showing: Showing): ShownFact[] {
  return showing.sheet.facts.flatMap(fact => shownFact(fact, showing) ?? []);
}

/** One of them by its key; nothing where the list says nothing. */
export function factNamed(key: string, showing: Showing): ShownFact | undefined {
  const fact = showing.sheet.facts.find(one => one.key === key);
  return fact && shownFact(fact, showing);
}

function shownFact(fact: SheetFact, { sheet, entry, words: { t, lang, date }, lists }: Showing): ShownFact | undefined {
  const value =
    (lang === 'fr' && fact.fr !== undefined ? entry.details[fact.fr] : undefined) ?? entry.details[fact.key];
  if (value === undefined) return undefined;
  const label = t(`cwsreference:fact.${fact.key}`);
  const beside = fact.beside === undefined ? undefined : entry.details[fact.beside];
  const note =
    beside === undefined
      ? {}
      : { note: t(`cwsreference:beside.${fact.beside}`, { value: isPlainDate(beside) ? date(beside) : beside }) };
  switch (fact.type) {
    case 'number':
      return { label, value: figure(value, lang), number: true, ...note };
    case 'hs':
      return { label, value: dotted(value), href: sheetAddress('hs', value), note: lists.name('hs', value, lang) };
    case 'code':
      return { label, value: dotted(value) };
    case 'unit':
      return { label, value: lists.name('unit', value, lang) };
    case 'coded':
      return { label, value: t(`cwsreference:value.${sheet.list}.${fact.key}.${value}`) };
    default:
      return { label, value, ...note };
  }
}

function figure(value: string, lang: Language): string {
  const number = Number(value);
  return Number.isFinite(number) ? numberText(number, lang) : value;
}

/** An HS code as it is printed: 2903.71. */
export function dotted(code: string): string {
  return code.length > 4 ? `${code.slice(0, 4)}.${code.slice(4)}` : code;
}

/** The group of a code in its list, with its words. */
export function groupOf({
  sheet: { list, group },
  entry,
  words: { t, lang },
}: Showing): { code: string; label: string } | undefined {
  if (!group) return undefined;
  const code = entry.details[group.key] ?? '';
  if (list === 'hs')
    return { code, label: t('reference:hs.section', { number: code, title: t(`reference:hs.sections.${code}`) }) };
  if (group.coded) return { code, label: t(`cwsreference:value.${list}.${group.key}.${code === '' ? 'none' : code}`) };
  const word = lang === 'fr' && group.fr !== undefined ? (entry.details[group.fr] ?? code) : code;
  return { code, label: word === '' ? t('cwsreference:noGroup') : word };
}
