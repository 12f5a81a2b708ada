import { today, addDays } from '../../../text/plain-date.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { isHeadingCode } from '../../headings/index.ts';
import { textOf, type Sheet } from '../form-sheet.ts';
import { between, type listUsual } from './store-usual.ts';

/** Values of a field by what they are usual under, the most usual first. */
export type Usual = (field: string, under?: string) => readonly string[];

/** A button that states one or several fields at one press; only script can. */
export interface QuickPick {
  readonly label: string;
  /** Value by the name of the input, as JSON. */
  readonly sets: string;
}

const mostPicks = 4;

export function usualOf(rows: Awaited<ReturnType<typeof listUsual>>): Usual {
  const known = Map.groupBy(rows, ({ field, under }) => `${field} ${under}`);
  return (field, under = '') => known.get(`${field} ${under}`)?.map(({ value }) => value) ?? [];
}

/** The picks over the fields of the page, by the name of the field they stand with. Pure but for the day. */
export function picksOf(usual: Usual, sheet: Sheet, line: number, words: Words): Readonly<Record<string, QuickPick[]>> {
  const coded = (name: string, list = name): QuickPick[] =>
    usual(name)
      .slice(0, mostPicks)
      .map(code => pick(words.code(list, code), { [`facts.${name}`]: code }));
  return {
    seizureDate: dates(words),
    placeName: usual('place')
      .slice(0, mostPicks)
      .map(one => placePick(one, words)),
    departure: usual('route')
      .slice(0, mostPicks)
      .map(one => routePick(one, words)),
    concealment: coded('concealment'),
    detection: coded('detection'),
    ...goodsPicks(usual, sheet, line, words),
  };
}

function goodsPicks(usual: Usual, sheet: Sheet, line: number, words: Words): Record<string, QuickPick[]> {
  const values = sheet.lines[line]?.values ?? {};
  const [heading, product] = [textOf(values.heading), textOf(values.product)];
  if (!isHeadingCode(heading)) return {};
  return {
    product: usual('product', heading)
      .slice(0, mostPicks)
      .map(code => pick(words.product(heading, code), { [`lines.${line}.product`]: code })),
    unit: usual('unit', product)
      .slice(0, 2)
      .map(code => pick(words.unitChoice(code), { [`lines.${line}.unit`]: code })),
  };
}

function pick(label: string, values: Readonly<Record<string, string>>): QuickPick {
  return { label, sets: JSON.stringify(values) };
}

function dates(words: Words): QuickPick[] {
  const day = (key: string, date: string): QuickPick =>
    pick(words.t(`onepage:day.${key}`, { date: words.date(date) }), { 'facts.seizureDate': date });
  return [day('today', today()), day('yesterday', addDays(today(), -1))];
}

export function placePick(stated: string, words: Words): QuickPick {
  const [placeName = '', location = ''] = stated.split(between);
  return pick(`${placeName} · ${words.code('location', location)}`, {
    'facts.placeName': placeName,
    'facts.location': location,
  });
}

function routePick(stated: string, words: Words): QuickPick {
  const [departure = '', destination = ''] = stated.split(between);
  return pick(`${words.code('country', departure)} → ${words.code('country', destination)}`, {
    'facts.departure': departure,
    'facts.destination': destination,
  });
}
