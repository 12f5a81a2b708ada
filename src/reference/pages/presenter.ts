import { parentList, type Column } from './catalogue.ts';
import { isValidOn, nameOf, type ReferenceEntry, type ReferenceLang } from '../entry.ts';
import type { Lists } from '../lists.ts';
import { today } from '../../text/plain-date.ts';
import { numberText } from '../../text/formats.ts';

/** What a text of the locales is; given by the page. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

interface Cell {
  readonly text: string;
  readonly number: boolean;
}
export interface Row {
  readonly anchor: string;
  readonly code: string;
  readonly name: string;
  /** The name in the other language, and which that is. */
  readonly otherName: string;
  readonly otherLang: ReferenceLang;
  /** Language of the name where it is not the reader's: HS texts not yet in French. */
  readonly nameLang: ReferenceLang | undefined;
  readonly parent: string | undefined;
  readonly cells: readonly Cell[];
  readonly validity: string;
  readonly retired: boolean;
  readonly successor: { readonly code: string; readonly anchor: string } | undefined;
}

export interface Presenting {
  readonly kind: string;
  readonly lists: Lists;
  readonly lang: ReferenceLang;
  readonly say: Say;
}

/** A code as a line of its list's page. */
export function rowOf(entry: ReferenceEntry, columns: readonly Column[], by: Presenting): Row {
  const { kind, lists, lang } = by;
  const otherLang = lang === 'fr' ? 'en' : 'fr';
  return {
    anchor: anchorOf(entry.code),
    code: entry.code,
    name: nameOf(entry, lang),
    otherName: nameOf(entry, otherLang),
    otherLang,
    nameLang: lang === 'fr' && entry.details.fr_status === 'en' ? 'en' : undefined,
    parent: entry.parent === null ? undefined : lists.name(parentList(kind), entry.parent, lang),
    cells: columns.map(column => ({ text: cellText(entry, column, by), number: column.number === true })),
    validity: validityOf(entry, by.say),
    retired: entry.validTo !== null && !isValidOn(entry, today()),
    successor: entry.successor === null ? undefined : { code: entry.successor, anchor: anchorOf(entry.successor) },
  };
}

function cellText(entry: ReferenceEntry, column: Column, { kind, lists, lang, say }: Presenting): string {
  const value =
    entry.details[lang === 'fr' && column.fr !== undefined ? column.fr : column.key] ?? entry.details[column.key];
  if (value === undefined) return '';
  if (column.coded) return say(`reference:values.${kind}.${column.key}.${value}`);
  if (column.list !== undefined) return lists.name(column.list, value, lang);
  return column.number ? figure(value, lang, column.key === 'year') : value;
}

function figure(value: string, lang: ReferenceLang, plain: boolean): string {
  const number = Number(value);
  if (plain || !Number.isFinite(number)) return value;
  return numberText(number, lang);
}

function validityOf({ validFrom, validTo }: ReferenceEntry, say: Say): string {
  if (validFrom !== null && validTo !== null)
    return say('reference:validity.between', { from: validFrom, to: validTo });
  if (validFrom !== null) return say('reference:validity.from', { from: validFrom });
  return validTo === null ? '' : say('reference:validity.to', { to: validTo });
}

/**
 * Fragment of a code's line, so that other pages can link to it. No two codes share one: a sign that may not stand
 * there is told by its number.
 */
export function anchorOf(code: string): string {
  return `code-${code.replace(/[^A-Za-z0-9.-]/gu, sign => `_${sign.codePointAt(0)?.toString(16)}_`)}`;
}
