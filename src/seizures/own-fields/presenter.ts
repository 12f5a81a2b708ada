import type { Field, HeadingCode } from '../goods/heading.ts';
import type { BlockFacet, FacetSources, Option, RangeFacet, ShownFacet } from '../search/pages/facet-shapes.ts';
import { offered } from '../search/pages/presenter-options.ts';
import type { Names } from '../search/pages/presenter-names.ts';
import { typedInput } from '../search/pages/presenter-goods-facets.ts';
import { sharedFields } from './search-counts.ts';
import type { OwnFilter } from './criteria.ts';
import { headingsWith, isWorkedOut, ownFields, type OwnField } from './declared.ts';

/** Lists too long to send with a page: the code is typed. */
const typed = new Set(['hs']);
const shownFirst = 8;
/** Ticks behind "more"; what is rarer still is in the list below them. */
const mostMore = 12;

/**
 * The own fields of the chosen heading: those of its short form at hand, the others folded below. Of several headings,
 * the fields that all of them have, and any that is on.
 */
export function ownBlock(sources: FacetSources): BlockFacet[] {
  const { criteria, names } = sources;
  const [heading, ...others] = criteria.heading;
  const shown = sharedFields(criteria.heading);
  const filtered = criteria.own.flatMap(({ name }) => ownFields.get(name) ?? []);
  const fields = [...shown, ...filtered.filter(field => !shown.includes(field))].sort(shortFirst);
  if (heading === undefined || fields.length === 0) return [];
  const legend =
    others.length === 0
      ? names.text('search:own.of', { heading: names.heading(heading).label })
      : names.label('search:own.shared');
  return [{ kind: 'block', legend, facets: fields.map(field => facetOf(field, sources)) }];
}

const isLong = ({ byHeading }: OwnField): boolean => [...byHeading.values()].every(({ form }) => form === 'long');

function shortFirst(a: OwnField, b: OwnField): number {
  return Number(isLong(a)) - Number(isLong(b));
}

function facetOf(field: OwnField, sources: FacetSources): ShownFacet {
  const { criteria, names } = sources;
  const [code] = headingsWith(field, criteria.heading);
  const declared = code === undefined ? undefined : field.byHeading.get(code);
  if (code === undefined || declared === undefined) throw new Error(`no chosen heading has ${field.name}`);
  const filter = criteria.own.find(({ name }) => name === field.name);
  const unit = declared.type === 'decimal' && declared.unit ? ` (${declared.unit})` : '';
  const base = {
    legend: `${ownLabel(names, code, field.name)}${unit}`,
    ...(isLong(field) ? { folded: true } : {}),
    ...(filter === undefined ? {} : { open: true, on: filter.kind === 'values' ? filter.values.length : 1 }),
  };
  switch (declared.type) {
    case 'integer':
    case 'decimal':
      return { ...base, kind: 'range', range: rangeOf(field.name, filter, sources) };
    case 'date':
      return {
        ...base,
        kind: 'dates',
        inputs: (['from', 'to'] as const).map(end => endOf(field.name, end, filter, sources)),
      };
    case 'text':
    case 'longtext': {
      const value = filter?.kind === 'words' ? filter.words : '';
      return { ...base, kind: 'words', input: typedInput(field.name, base.legend, value, sources.refusals) };
    }
    default:
      return {
        ...base,
        kind: declared.type === 'code' ? 'long' : 'options',
        name: field.name,
        ...ticksOf(field, filter, sources),
      };
  }
}

const idOf = (name: string, end = ''): string => `f-${name}${end && `-${end}`}`;

function rangeOf(name: string, filter: OwnFilter | undefined, sources: FacetSources): RangeFacet['range'] {
  return { type: 'text', from: endOf(name, 'min', filter, sources), to: endOf(name, 'max', filter, sources) };
}

function endOf(
  name: string,
  end: 'min' | 'max' | 'from' | 'to',
  filter: OwnFilter | undefined,
  { names, refusals }: FacetSources,
) {
  const values = { ...filter } as Readonly<Record<string, unknown>>;
  const input = typedInput(`${name}.${end}`, names.label(`search:${end}`), String(values[end] ?? ''), refusals);
  return { ...input, id: idOf(name, end) };
}

/**
 * What is on and what is commonest as ticks, then more of them, and everything of a code list in one list to pick from.
 */
function ticksOf(
  field: OwnField,
  filter: OwnFilter | undefined,
  { criteria, facets, names, lists, offices }: FacetSources,
) {
  const asked: readonly string[] = filter?.kind === 'values' ? filter.values : [];
  const counts = facets.own.get(field.name.toLowerCase());
  const option = (value: string): Option => ({
    value,
    label: ownValueLabel(names, field, criteria.heading, value),
    ...(facets.uncounted ? {} : { count: counts?.get(value.toLowerCase()) ?? 0 }),
    checked: asked.includes(value),
  });
  const codeList = [...field.byHeading.values()].flatMap(one => (one.type === 'code' ? [one.list] : []))[0];
  const values =
    codeList === undefined
      ? choicesOf(field, criteria.heading)
      : lists
          .all(codeList)
          .map(({ code }) => code)
          .filter(code => asked.includes(code) || counts?.has(code.toLowerCase()));
  const ticks = values
    .map(option)
    .sort((a, b) => Number(b.checked) - Number(a.checked) || (b.count ?? 0) - (a.count ?? 0));
  const first = Math.max(asked.length, shownFirst);
  const find = { label: names.label('search:own.find') };
  return {
    options: ticks.slice(0, first),
    more: ticks.slice(first, codeList === undefined ? undefined : first + mostMore),
    ...(codeList === undefined
      ? {}
      : {
          find: typed.has(codeList)
            ? find
            : { ...find, ...offered({ lists, offices, lang: names.lang, list: codeList }) },
        }),
  };
}

function choicesOf(field: OwnField, chosen: readonly string[]): string[] {
  if (field.type === 'yesno') return ['yes', 'no'];
  const declared = headingsWith(field, chosen).flatMap(code => field.byHeading.get(code) ?? []);
  return [...new Set(declared.flatMap(one => (one.type === 'choice' ? one.options : [])))];
}

/** The name of an own field, as its heading's form calls it. */
export function ownLabel(names: Names, code: HeadingCode, name: string): string {
  return names.label(isWorkedOut(code, name) ? `search:file.${name}` : `headings:${code}.fields.${name}.label`);
}

/** The name of a value of an own field, for the headings chosen. */
export function ownValueLabel(names: Names, field: OwnField, chosen: readonly string[], value: string): string {
  if (field.type === 'yesno') return names.label(`common:${value}`);
  const code = headingsWith(field, chosen).find(one => knows(field.byHeading.get(one), value, names));
  const declared = code === undefined ? undefined : field.byHeading.get(code);
  if (declared?.type === 'code') return names.of(declared.list, value);
  const name = field.name === 'citesAppendix' ? 'appendix' : field.name;
  return names.label(`headings:${code}.fields.${name}.options.${value}`);
}

/** Of a code, the heading whose list names it: where no list does, its name is the code. */
function knows(declared: Field | undefined, value: string, names: Names): boolean {
  if (declared?.type === 'choice') return declared.options.includes(value);
  return declared?.type === 'code' && names.of(declared.list, value) !== value;
}

/** A filter that is on, in words: its field and what is asked of it. */
export function ownChip(filter: OwnFilter, value: string | undefined, chosen: readonly string[], names: Names) {
  const field = ownFields.get(filter.name);
  const [code] = field === undefined ? [] : headingsWith(field, chosen);
  if (field === undefined || code === undefined) throw new Error(`no chosen heading has ${filter.name}`);
  return { label: ownLabel(names, code, filter.name), value: askedOf(field, filter, value, chosen, names) };
}

function askedOf(
  field: OwnField,
  filter: OwnFilter,
  value: string | undefined,
  chosen: readonly string[],
  names: Names,
): string {
  if (filter.kind === 'values') return ownValueLabel(names, field, chosen, value ?? '');
  if (filter.kind === 'words') return filter.words;
  if (filter.kind === 'dates') return between(filter.from, filter.to, names);
  const [declared] = field.byHeading.values();
  const unit = declared?.type === 'decimal' && declared.unit ? ` ${declared.unit}` : '';
  // Years are not grouped in thousands.
  const figure = (end: number | undefined): string | undefined =>
    end === undefined ? undefined : /year$/i.test(field.name) ? String(end) : names.quantity(end);
  const [min, max] = [figure(filter.min), figure(filter.max)];
  if (min !== undefined && max !== undefined) return `${min === max ? min : `${min} – ${max}`}${unit}`;
  return min === undefined ? `≤ ${max}${unit}` : `≥ ${min}${unit}`;
}

/** A period in words; at least one end is given. */
export function between(from: string | undefined, to: string | undefined, names: Names): string {
  if (from !== undefined && to !== undefined) return `${from} – ${to}`;
  return from === undefined
    ? names.text('search:until', { date: to ?? '' })
    : names.text('search:since', { date: from });
}
