import { allCommonFields } from '../fields.ts';
import type { FieldValue, GoodsLine } from '../goods/heading.ts';
import { lineFields } from '../goods/line-fields.ts';
import { headings } from '../headings/index.ts';
import { matchLines } from '../record/differences.ts';
import type { PersonCount, SeizureRecord } from '../seizure.ts';
import { propose, type Why } from './propose.ts';
import type { Cell, Pick, Side, Values } from './side.ts';

/** Fields that belong together, as each record states them. */
export interface Part {
  readonly key: string;
  readonly cells: readonly (Cell | undefined)[];
  /** Whether all that can be merged state the same, or one at most states it at all and nothing is to choose. */
  readonly agrees: boolean;
  readonly proposed: Pick;
  readonly why: Why;
}

/** Fields of one meaning: taken from one record together. */
const together: readonly (readonly string[])[] = [
  ['seizureDate', 'datePrecision'],
  ['place', 'placeName', 'latitude', 'longitude'],
  ['departure', 'departurePlace'],
  ['destination', 'destinationPlace'],
  ['dutyEvaded', 'dutyCurrency'],
  ['sourceGrade', 'informationGrade'],
  ['narrative', 'narrativeLang'],
  ['release', 'releaseOffices'],
];
const togetherOfLine: readonly (readonly string[])[] = [
  ['product', 'productText'],
  ['quantity', 'unit', 'quantityBasis'],
  ['quantity2', 'unit2'],
  ['value', 'currency'],
];
/** A record stays with its Member, and a line with its heading. */
const fixed: readonly string[] = ['country', 'heading'];
const longestNarrative = 8000;

/** Records side by side, part by part, in the order of the form; lines and persons follow the first record. Pure. */
export function compare(sides: readonly Side[]): Part[] {
  return [...factParts(sides), ...lineParts(sides), ...personsPart(sides)];
}

function groupsOf(names: readonly string[], grouped: readonly (readonly string[])[]): string[][] {
  const done = new Set<string>(fixed);
  return names.flatMap(name => {
    if (done.has(name)) return [];
    const group = [...(grouped.find(one => one.includes(name)) ?? [name])];
    for (const one of group) done.add(one);
    return [group];
  });
}

function factParts(sides: readonly Side[]): Part[] {
  const groups = groupsOf(
    allCommonFields.map(({ name }) => name),
    together,
  );
  return groups.flatMap(names => {
    const cells = sides.map(({ record }): Cell | undefined => {
      const values = valuesOf(record.facts, names);
      return values && { of: 'facts', values };
    });
    return partOf(`facts.${names[0]}`, cells, sides);
  });
}

function lineParts(sides: readonly Side[]): Part[] {
  const [first] = sides;
  if (!first) return [];
  const { lines } = first.record;
  const places = sides.map(({ record }) => {
    const pairs = matchLines(lines, record.lines);
    return lines.map((_line, at) => pairs.indexOf(at));
  });
  const matched = lines.flatMap((line, at) => {
    const of = sides.map(({ record }, side) => record.lines[side === 0 ? at : (places[side]?.[at] ?? -1)]);
    const names = [...lineFields, ...headings[line.heading].fields.map(({ name }) => ({ name: `details.${name}` }))];
    return groupsOf(
      names.map(({ name }) => name),
      togetherOfLine,
    ).flatMap(group => {
      const cells = of.map((one): Cell | undefined => {
        const values = one && valuesOf(flatLine(one), group);
        return one && values && { of: 'line', values, line: one };
      });
      return partOf(`lines.${at}.${group[0]}`, cells, sides);
    });
  });
  const more = sides.flatMap(({ record, canMerge }, side) =>
    record.lines.flatMap((line, at): Part[] => {
      if (side === 0 || (places[side] ?? []).includes(at)) return [];
      const cells = sides.map((_one, of): Cell | undefined => (of === side ? { of: 'whole', line } : undefined));
      return [{ key: `more.${side}.${at}`, cells, agrees: !canMerge, proposed: canMerge ? side : 'none', why: 'only' }];
    }),
  );
  return [...matched, ...more];
}

function personsPart(sides: readonly Side[]): Part[] {
  const cells = sides.map(({ record: { persons } }): Cell | undefined =>
    persons.length === 0 ? undefined : { of: 'persons', persons },
  );
  return partOf('persons', cells, sides);
}

/** Nothing where no record states it. */
function partOf(key: string, cells: readonly (Cell | undefined)[], sides: readonly Side[]): Part[] {
  if (cells.every(cell => cell === undefined)) return [];
  const merging = cells.filter((_cell, at) => sides[at]?.canMerge);
  const agrees = new Set(merging.map(contentOf)).size <= 1;
  const { pick, why } = propose(key, cells, sides);
  const part = { key, cells, agrees, proposed: agrees ? 0 : pick, why };
  const isTooLong = pick === 'all' && joinedTexts(part, sides) === undefined;
  return [isTooLong ? { ...part, proposed: 0, why: '' } : part];
}

export function contentOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return JSON.stringify(cell.of === 'persons' ? cell.persons : cell.of === 'whole' ? cell.line : cell.values);
}

function valuesOf(all: Values, names: readonly string[]): Values | undefined {
  const found = names.flatMap(name => (all[name] === undefined ? [] : [[name, all[name]] as const]));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function flatLine({ details, ...line }: GoodsLine): Values {
  return { ...line, ...Object.fromEntries(Object.entries(details).map(([name, value]) => [`details.${name}`, value])) };
}

/** What may be picked for a part: the records that state it and can be merged, and what else makes sense. Pure. */
export function choicesOf(part: Part, sides: readonly Side[]): Pick[] {
  const stated = part.cells.flatMap((cell, at): Pick[] => (cell && sides[at]?.canMerge ? [at] : []));
  if (part.key.startsWith('more.')) return [...stated, 'none'];
  return part.key === 'facts.narrative' && joinedTexts(part, sides) !== undefined ? [...stated, 'all'] : stated;
}

/** The record that counts for all: the first, with the parts that were picked. Pure. */
export function mergedRecord(
  sides: readonly Side[],
  parts: readonly Part[],
  picks: ReadonlyMap<string, Pick>,
): SeizureRecord {
  const [first] = sides;
  if (!first) throw new Error('nothing to merge');
  const into: Merging = {
    facts: { ...first.record.facts },
    lines: first.record.lines.map(line => ({ ...flatLine(line) })),
    added: [],
    persons: first.record.persons,
  };
  for (const part of parts) {
    const pick = picks.get(part.key) ?? part.proposed;
    if (pick === 'all') into.facts.narrative = joinedTexts(part, sides) ?? String(into.facts.narrative ?? '');
    else if (typeof pick === 'number') take(into, part, part.cells[pick]);
  }
  return {
    form: sides.some(({ record, canMerge }) => canMerge && record.form === 'long') ? 'long' : 'short',
    facts: into.facts,
    lines: [...into.lines.map(asLine), ...into.added],
    persons: into.persons,
  };
}

interface Merging {
  readonly facts: Record<string, FieldValue>;
  readonly lines: Record<string, FieldValue>[];
  readonly added: GoodsLine[];
  persons: readonly PersonCount[];
}

function take(into: Merging, part: Part, cell: Cell | undefined): void {
  const line = into.lines[Number(/^lines\.(\d+)\./.exec(part.key)?.[1] ?? -1)];
  if (cell?.of === 'facts') replace(into.facts, part, cell.values);
  else if (cell?.of === 'line' && line) replace(line, part, cell.values);
  else if (cell?.of === 'whole') into.added.push(cell.line);
  else if (cell?.of === 'persons') into.persons = cell.persons;
}

function replace(into: Record<string, FieldValue>, { cells }: Part, values: Values): void {
  const names = cells.flatMap(cell => (cell?.of === 'facts' || cell?.of === 'line' ? Object.keys(cell.values) : []));
  for (const name of names) delete into[name];
  Object.assign(into, values);
}

function asLine(flat: Record<string, FieldValue>): GoodsLine {
  const own = Object.entries(flat).filter(([name]) => name.startsWith('details.'));
  const rest = Object.fromEntries(Object.entries(flat).filter(([name]) => !name.startsWith('details.')));
  return {
    ...rest,
    details: Object.fromEntries(own.map(([name, value]) => [name.slice('details.'.length), value])),
  } as unknown as GoodsLine;
}

/** The different narratives one after the other; undefined where there is one, or they are too long for a record. */
function joinedTexts({ cells }: Part, sides: readonly Side[]): string | undefined {
  const texts = cells.flatMap((cell, at) =>
    cell?.of === 'facts' && sides[at]?.canMerge && typeof cell.values.narrative === 'string'
      ? [cell.values.narrative]
      : [],
  );
  const all = [...new Set(texts)];
  const joined = all.join('\n\n');
  return all.length > 1 && joined.length <= longestNarrative ? joined : undefined;
}
