import type { Language } from '../i18n/index.ts';
import { dateFormat, dateText, numberText } from '../text/formats.ts';
import { bands, type Band } from '../web/waiting.ts';
import type { WaitingThing } from './desk.ts';

export interface WaitingWords {
  readonly lang: Language;
  readonly t: (key: string, values?: object) => string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

export interface WaitingLine {
  readonly band: Band;
  readonly room: string;
  readonly roomName: string;
  readonly icon: string;
  readonly tone: string;
  readonly title: string;
  readonly text: string;
  readonly due: string;
  readonly dueTone: string;
  readonly verb: string;
  readonly href: string;
  readonly count: number;
}

/** The order of the rooms in tabs. */
export const rooms = ['access', 'seizures', 'cws', 'cpdb', 'cencomm', 'analysis', 'network'] as const;

/** The list: lines in their bands, with counts that are sums of their parts. Pure. */
export function presentWaiting(things: readonly WaitingThing[], room: string, words: WaitingWords) {
  const { t } = words;
  const lines = linesOf(things, words);
  const shown = lines.filter(line => room === '' || line.room === room);
  const tab = (key: string, label: string, items: readonly WaitingLine[]) => ({
    label,
    href: key === '' ? '/waiting' : `/waiting?room=${key}`,
    current: key === room,
    count: countText(sum(items)),
  });
  const present = rooms.filter(key => lines.some(line => line.room === key));
  return {
    title: t('waiting:title'),
    count: countText(sum(shown)),
    note: t('waiting:note'),
    none: t('waiting:none'),
    tabs:
      present.length < 2
        ? undefined
        : {
            label: t('waiting:rooms'),
            items: [
              tab('', t('waiting:all'), lines),
              ...present.map(key =>
                tab(
                  key,
                  t(`common:nav.${key}`),
                  lines.filter(line => line.room === key),
                ),
              ),
            ],
          },
    bands: bands
      .map(band => ({ band, lines: shown.filter(line => line.band === band) }))
      .filter(({ lines: some }) => some.length > 0)
      .map(({ band, lines: some }) => ({ title: t(`waiting:band.${band}`), count: countText(sum(some)), lines: some })),
  };
}

/** What the bell shows: how many in all, and the first lines. Pure. */
export function presentBell(things: readonly WaitingThing[], words: WaitingWords) {
  const lines = linesOf(things, words);
  const count = sum(lines);
  return { count: countText(count), any: count > 0, lines: lines.slice(0, 6) };
}

/** Counts of the pages of the menu. */
export function menuCounts(things: readonly WaitingThing[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { place, n } of things) counts[place] = (counts[place] ?? 0) + n;
  return counts;
}

const sum = (lines: readonly { readonly count: number }[]): number => lines.reduce((all, { count }) => all + count, 0);
/** As the menu writes it: a room counts no further than a hundred. */
export const countText = (count: number): string => (count > 99 ? '99+' : String(count));

function linesOf(things: readonly WaitingThing[], words: WaitingWords): WaitingLine[] {
  return things
    .map(thing => ({ thing, band: bandOf(thing, words.today) }))
    .sort((a, b) => bands.indexOf(a.band) - bands.indexOf(b.band) || compare(a.thing, b.thing))
    .map(({ thing, band }) => lineOf(thing, band, words));
}

/** The next due first, then what waits longest, then by kind, the rest of a kind after what is named. */
function compare(a: WaitingThing, b: WaitingThing): number {
  const key = ({ due, at, kind, rest }: WaitingThing): string =>
    `${due ?? '9999'} ${rest ? '9' : (at?.toISOString() ?? '9')} ${kind}`;
  return key(a) < key(b) ? -1 : 1;
}

function bandOf({ band, due }: WaitingThing, today: string): Band {
  if (due === null) return band;
  if (due <= today) return 'today';
  return band === 'later' && daysBetween(today, due) <= 7 ? 'week' : band;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function lineOf(thing: WaitingThing, band: Band, words: WaitingWords): WaitingLine {
  const { t } = words;
  const { kind, n, rest } = thing;
  const values = valuesOf(thing, words);
  const key = `waiting:kind.${kind}`;
  return {
    band,
    room: thing.room,
    roomName: t(`common:nav.${thing.room}`),
    icon: thing.icon,
    tone: toneOf(kind, band),
    title: rest
      ? t('waiting:rest', { count: n, number: countText(n), what: t(`${key}.label`) })
      : t(`${key}.title`, values),
    text: rest ? '' : t(`${key}.${sayingOf(thing)}`, values),
    ...dueOf(thing, words),
    verb: t(`${key}.verb`),
    href: thing.href,
    count: n,
  };
}

/** Which sentence says more of it: its room's choice, or the one with what is known of it. */
function sayingOf({ more, ref, at }: WaitingThing): string {
  return String(more?.say ?? (ref !== null || at ? 'text' : 'plain'));
}

function valuesOf({ n, ref, at, more }: WaitingThing, { t, lang }: WaitingWords) {
  return {
    ...numbersIn(more, lang),
    count: n,
    number: countText(n),
    ref: ref ?? '',
    title: titleIn(more, lang) ?? ref ?? '',
    subject: more?.subject ? t(`audit:alarms.trail.${more.subject}`) : '',
    day: at ? dateText(at, lang) : '',
  };
}

function titleIn(more: WaitingThing['more'], lang: Language) {
  return more?.title ?? more?.[lang] ?? more?.en ?? more?.fr;
}

function dueOf({ due }: WaitingThing, words: WaitingWords): Pick<WaitingLine, 'due' | 'dueTone'> {
  if (due === null) return { due: '', dueTone: '' };
  const day = dayText(due, words);
  if (due <= words.today) return { due: words.t('waiting:late', { day }), dueTone: 'bad' };
  return { due: words.t('waiting:due', { day }), dueTone: daysBetween(words.today, due) <= 7 ? 'warn' : '' };
}

/** Values with their numbers as the language writes them. */
function numbersIn(more: WaitingThing['more'], lang: Language): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(more ?? {}).map(([key, value]) => [
      key,
      typeof value === 'number' ? numberText(value, lang) : value,
    ]),
  );
}

function toneOf(kind: string, band: Band): string {
  if (['trail', 'acknowledge', 'alarms'].includes(kind)) return 'bad';
  return band === 'today' ? 'warn' : '';
}

/** Within the year the day and month are enough. */
function dayText(due: string, { lang, today }: WaitingWords): string {
  if (due.slice(0, 4) !== today.slice(0, 4)) return dateText(due, lang);
  return dateFormat(lang, { day: 'numeric', month: 'short' }).format(new Date(due));
}
