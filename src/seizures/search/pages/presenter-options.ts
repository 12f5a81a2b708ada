import type { Lists, Offices } from '../../../reference/index.ts';
import type { Language } from '../../../i18n/index.ts';

interface Wanted {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly lang: Language;
  readonly list: string;
  /** The code to be selected. */
  readonly value?: string;
}

const made = new WeakMap<Lists, { version: number; html: Map<string, string> }>();

/** A list that a page holds six times is sent on being opened: 60 of the 180 KB of a search were names of countries. */
const sentLater: ReadonlySet<string> = new Set(['country']);

/** What a list to pick one from offers: its options, or the one that is on and where the others are to be had. */
export interface Offered {
  readonly html: string;
  readonly later?: string;
}

export function offered(wanted: Wanted): Offered {
  const { lists, lang, list, value } = wanted;
  if (!sentLater.has(list)) return { html: optionsHtml(wanted) };
  const html = value
    ? `<option value="${escapeHtml(value)}" selected>${escapeHtml(lists.name(list, value, lang))}</option>`
    : '';
  return { html, later: `/reference/${list}/options?whole=yes` };
}

/**
 * The option elements of a code list, by name. A search page holds a thousand of them and they seldom change, so they
 * are written once for each language; selecting one is a replacement.
 */
export function optionsHtml({ lists, offices, lang, list, value }: Wanted): string {
  let kept = made.get(lists);
  if (kept?.version !== lists.version) {
    kept = { version: lists.version, html: new Map() };
    made.set(lists, kept);
  }
  const key = `${lang} ${list}`;
  const html =
    kept.html.get(key) ?? write(list === 'office' ? namedOffices(offices, lang) : namedCodes(lists, list, lang));
  kept.html.set(key, html);
  return value ? html.replace(`value="${escapeHtml(value)}"`, '$& selected') : html;
}

type Named = readonly (readonly [code: string, name: string])[];

function namedCodes(lists: Lists, list: string, lang: Language): Named {
  const named = lists
    .all(list, { lang })
    .map(entry => [entry.code, lang === 'fr' ? entry.nameFr : entry.nameEn] as const);
  return list === 'country' ? named : sorted(named, lang);
}

function namedOffices(offices: Offices, lang: Language): Named {
  return sorted(
    offices.all
      .filter(({ kind }) => kind !== 'partner')
      .map(office => [office.code, lang === 'fr' ? office.nameFr : office.nameEn] as const),
    lang,
  );
}

function sorted(named: Named, lang: Language): Named {
  const { compare } = new Intl.Collator(lang);
  return named.toSorted((a, b) => compare(a[1], b[1]));
}

function write(named: Named): string {
  return named.map(([code, name]) => `<option value="${escapeHtml(code)}">${escapeHtml(name)}</option>`).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => entities[sign] ?? sign);
}
