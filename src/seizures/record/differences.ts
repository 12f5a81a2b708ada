import type { FieldValue, GoodsLine } from '../goods/heading.ts';
import { allCommonFields } from '../fields.ts';
import { headings } from '../headings/index.ts';
import { lineFields } from '../goods/line-fields.ts';
import type { PersonCount, SeizureRecord } from '../seizure.ts';

/**
 * One change between two versions of a record. Lines count from 1: `oldNo` and `newNo` are their places before and
 * after.
 */
export type Difference =
  | { readonly of: 'form'; readonly old: string; readonly now: string }
  | { readonly of: 'fact'; readonly name: string; readonly old?: FieldValue; readonly now?: FieldValue }
  | {
      readonly of: 'line';
      readonly name: string;
      readonly line: GoodsLine;
      readonly oldNo: number;
      readonly newNo: number;
      readonly old?: FieldValue;
      readonly now?: FieldValue;
    }
  | { readonly of: 'line-added'; readonly line: GoodsLine; readonly newNo: number }
  | { readonly of: 'line-removed'; readonly line: GoodsLine; readonly oldNo: number }
  | { readonly of: 'persons'; readonly person: PersonCount; readonly old?: number; readonly now?: number };

/** Changes of one correction at most. */
const mostOfSlip = 3;
const hardFacts: readonly string[] = [
  'country',
  'seizureDate',
  'release',
  'releaseOffices',
  'embargoUntil',
  'nationalRef',
];
const hardOfLine: readonly string[] = ['heading', 'product', 'quantity', 'unit', 'quantity2', 'unit2'];

/**
 * Whether changes are a slip that a RILO corrects itself: few, and none of them of what a record counts as (when,
 * where, which goods, how much, who may open it). Pure.
 */
export function isSlip(found: readonly Difference[]): boolean {
  return (
    found.length <= mostOfSlip &&
    found.every(
      one =>
        (one.of === 'fact' && !hardFacts.includes(one.name)) || (one.of === 'line' && !hardOfLine.includes(one.name)),
    )
  );
}

/** What changed from one version of a record to the next, field by field, in the order of the form. Pure. */
export function differences(old: SeizureRecord, now: SeizureRecord): Difference[] {
  return [
    ...(old.form === now.form ? [] : [{ of: 'form' as const, old: old.form, now: now.form }]),
    ...factDifferences(old, now),
    ...lineDifferences(old.lines, now.lines),
    ...personDifferences(old.persons, now.persons),
  ];
}

function factDifferences(old: SeizureRecord, now: SeizureRecord): Difference[] {
  return changedNames(
    allCommonFields.map(({ name }) => name),
    old.facts,
    now.facts,
  ).map(name => ({ of: 'fact', name, ...sides(old.facts[name], now.facts[name]) }));
}

function lineDifferences(old: readonly GoodsLine[], now: readonly GoodsLine[]): Difference[] {
  const pairs = matchLines(old, now);
  const kept = new Set(pairs.filter(at => at !== undefined));
  const changed = now.flatMap((line, at): Difference[] => {
    const before = pairs[at];
    const was = before === undefined ? undefined : old[before];
    return was === undefined || before === undefined
      ? [{ of: 'line-added', line, newNo: at + 1 }]
      : oneLine(was, line, before + 1, at + 1);
  });
  const removed = old.flatMap((line, at): Difference[] =>
    kept.has(at) ? [] : [{ of: 'line-removed', line, oldNo: at + 1 }],
  );
  return [...changed, ...removed];
}

function oneLine(old: GoodsLine, now: GoodsLine, oldNo: number, newNo: number): Difference[] {
  const [before, after] = [flatLine(old), flatLine(now)];
  const names = [
    ...lineFields.map(({ name }) => name),
    ...headings[old.heading].fields.concat(headings[now.heading].fields).map(({ name }) => `details.${name}`),
  ];
  return changedNames([...new Set(names)], before, after).map(name => ({
    of: 'line',
    name,
    line: now,
    oldNo,
    newNo,
    ...sides(before[name], after[name]),
  }));
}

export function flatLine({ details, ...line }: GoodsLine): Readonly<Record<string, FieldValue>> {
  return { ...line, ...Object.fromEntries(Object.entries(details).map(([name, value]) => [`details.${name}`, value])) };
}

/**
 * Which old line each new line was, by place: the equal one first, then the next of the same product, then the one of
 * the same heading in the same place. Undefined for a line that is new.
 */
export function matchLines(old: readonly GoodsLine[], now: readonly GoodsLine[]): (number | undefined)[] {
  const pairs: (number | undefined)[] = now.map(() => undefined);
  const free = new Set(old.keys());
  const rules: ((was: GoodsLine, is: GoodsLine, wasAt: number, isAt: number) => boolean)[] = [
    (was, is) => sameFact(flatLine(was), flatLine(is)),
    (was, is) => was.heading === is.heading && was.product === is.product,
    (was, is, wasAt, isAt) => was.heading === is.heading && wasAt === isAt,
  ];
  for (const fits of rules) {
    for (const [at, line] of now.entries()) {
      if (pairs[at] !== undefined) continue;
      const found = [...free].find(wasAt => fits(old[wasAt] as GoodsLine, line, wasAt, at));
      if (found === undefined) continue;
      pairs[at] = found;
      free.delete(found);
    }
  }
  return pairs;
}

/** Rows of persons have no identity: those of one description are counted together. */
function personDifferences(old: readonly PersonCount[], now: readonly PersonCount[]): Difference[] {
  const counts = new Map<string, { person: PersonCount; old: number; now: number }>();
  for (const [side, persons] of [
    ['old', old],
    ['now', now],
  ] as const) {
    for (const person of persons) {
      const key = descriptionOf(person);
      const known = counts.get(key) ?? { person, old: 0, now: 0 };
      counts.set(key, { ...known, [side]: known[side] + person.count });
    }
  }
  return [...counts.values()]
    .filter(one => one.old !== one.now)
    .map(one => ({
      of: 'persons',
      person: one.person,
      ...(one.old > 0 ? { old: one.old } : {}),
      ...(one.now > 0 ? { now: one.now } : {}),
    }));
}

export function descriptionOf({ role, nationality, sex, ageBand, arrested }: PersonCount): string {
  return JSON.stringify([role, nationality, sex, ageBand, arrested]);
}

type Facts = Readonly<Record<string, FieldValue>>;

/** Names of the order given, then any other, whose values differ. */
function changedNames(order: readonly string[], old: Facts, now: Facts): string[] {
  const names = new Set([...order, ...Object.keys(old), ...Object.keys(now)]);
  return [...names].filter(name => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
}

function sameFact(old: Facts, now: Facts): boolean {
  return changedNames([], old, now).length === 0;
}

function sides(old: FieldValue | undefined, now: FieldValue | undefined): { old?: FieldValue; now?: FieldValue } {
  return { ...(old === undefined ? {} : { old }), ...(now === undefined ? {} : { now }) };
}
