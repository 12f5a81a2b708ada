import type { Offices } from '../../reference/index.ts';
import { ownSplitLabel, ownSplitValueLabel, type Names } from '../../seizures/index.ts';
import { dateFormat } from '../../text/formats.ts';
import { dimensionsFor, halves, isOwn, type DimensionName, type Value } from './dimension.ts';

export interface ValueNaming {
  readonly names: Names;
  readonly offices: Offices;
}

/** The list a dimension's codes are of, where it is called as one. */
const lists: Partial<Record<DimensionName, string>> = {
  country: 'country',
  origin: 'country',
  departure: 'country',
  destination: 'country',
  detection: 'detection',
  location: 'location',
  direction: 'direction',
};

/** What a dimension is called. */
export function dimensionLabel(name: DimensionName, names: Names): string {
  return isOwn(name) ? ownSplitLabel(names, name) : names.label(`analysis:dimension.${name}`);
}

/**
 * What a search can be split by, to choose from. One that is asked for stays in sight where its heading is not chosen
 * any more.
 */
export function dimensionOptions(
  headings: readonly string[],
  asked: readonly DimensionName[],
  names: Names,
): readonly { readonly value: DimensionName; readonly label: string }[] {
  const offered = new Set([...dimensionsFor(headings), ...asked]);
  return [...offered].map(value => ({ value, label: dimensionLabel(value, names) }));
}

/** A value of a dimension in words. */
export function valueName(name: DimensionName, value: Value, { names, offices }: ValueNaming): string {
  if (value === null) return names.label('analysis:value.notStated');
  const list = lists[name];
  if (list !== undefined) return names.of(list, value);
  if (isOwn(name)) return ownSplitValueLabel(names, name, value);
  switch (name) {
    case 'heading':
      return names.heading(value).label;
    case 'product':
      return names.shortProduct(...halves(value, '/'));
    case 'group':
      return value.includes('/') ? names.shortProduct(...halves(value, '/')) : groupName(value, names);
    case 'region':
    case 'office':
      return officeName(value, names, offices);
    case 'conveyance':
    case 'transport':
      return names.of('transport', value);
    case 'hiding':
    case 'concealment':
      return names.hiding(value);
    case 'transit':
    case 'way':
      return value
        .split('>')
        .map(code => names.of('country', code))
        .join(' → ');
    case 'status':
      return names.label(`common:status.${value}`);
    default:
      return timeName(name, value, names);
  }
}

function groupName(value: string, names: Names): string {
  const [heading, group] = halves(value, ':');
  return names.group(heading, group);
}

function officeName(value: string, names: Names, offices: Offices): string {
  const code = offices.byId(Number(value))?.code ?? value;
  return offices.name(code, names.lang);
}

function timeName(name: DimensionName, value: string, { lang, text }: Names): string {
  const day = (date: string, style: Parameters<typeof dateFormat>[1]): string =>
    dateFormat(lang, style).format(new Date(`${date}T00:00:00Z`));
  if (name === 'month') return day(`${value}-01`, { month: 'short', year: 'numeric' });
  if (name === 'day' || name === 'week') return day(value, { day: 'numeric', month: 'short', year: 'numeric' });
  if (name === 'quarter') return text('analysis:value.quarter', { quarter: value.slice(6), year: value.slice(0, 4) });
  // 1 January 2024 was a Monday.
  return name === 'weekday' ? day(`2024-01-0${value}`, { weekday: 'long' }) : value;
}
