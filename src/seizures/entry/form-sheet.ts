import type { FormLength } from '../goods/heading.ts';
import type { Typed } from './store-drafts.ts';

/** What was typed into one input; several values of one name as a list. Never empty: an empty input is absent. */
export type Value = string | readonly string[];
export type Values = Readonly<Record<string, Value>>;

/** A goods line or a row of persons as typed. Its key stays with it when rows before it come and go. */
export interface Row {
  readonly key: string;
  /** By the name of the input within the row: "quantity", "details.purity", "role". */
  readonly values: Values;
}

/** A draft as it was typed, right or wrong: what is kept between two steps of the form. */
export interface Sheet {
  readonly form: FormLength;
  /** Why a record is amended. */
  readonly reason: string;
  readonly facts: Values;
  readonly lines: readonly Row[];
  readonly persons: readonly Row[];
}

export const emptySheet: Sheet = { form: 'short', reason: '', facts: {}, lines: [], persons: [] };

/** Most a draft may hold, in bytes of its JSON. */
export const largestSheet = 500_000;

/** Reads a sheet from the draft's flat names. */
export function openSheet(typed: Typed): Sheet {
  const facts: Record<string, Value> = {};
  const rows = { lines: new Map<number, Record<string, Value>>(), persons: new Map<number, Record<string, Value>>() };
  for (const [name, value] of Object.entries(typed)) {
    const fact = /^facts\.(\w+)$/.exec(name)?.[1];
    const [, group, at, own] = /^(lines|persons)\.(\d+)\.([\w.]+)$/.exec(name) ?? [];
    if (fact !== undefined) facts[fact] = value;
    if (own === undefined) continue;
    const row = rows[group as 'lines' | 'persons'];
    row.set(Number(at), { ...row.get(Number(at)), [own]: value });
  }
  return {
    form: typed.form === 'long' ? 'long' : 'short',
    reason: textOf(typed.reason),
    facts,
    lines: inOrder(rows.lines),
    persons: inOrder(rows.persons),
  };
}

function inOrder(rows: ReadonlyMap<number, Record<string, Value>>): Row[] {
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([at, { key, ...values }]) => ({ key: textOf(key) || `n${at}`, values }));
}

/** The flat names a draft is kept under. */
export function closeSheet(sheet: Sheet): Typed {
  return Object.fromEntries([
    ['form', sheet.form],
    ...(sheet.reason === '' ? [] : [['reason', sheet.reason] as const]),
    ...Object.entries(sheet.facts).map(([name, value]) => [`facts.${name}`, value] as const),
    ...flatRows('lines', sheet.lines),
    ...flatRows('persons', sheet.persons),
  ]);
}

function flatRows(group: string, rows: readonly Row[]): (readonly [string, Value])[] {
  return rows.flatMap(({ key, values }, at) => [
    [`${group}.${at}.key`, key] as const,
    ...Object.entries(values).map(([name, value]) => [`${group}.${at}.${name}`, value] as const),
  ]);
}

export function sizeOf(sheet: Sheet): number {
  return Buffer.byteLength(JSON.stringify(closeSheet(sheet)));
}

/** The one text of a value; of several the first. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** The values of an input that takes several. */
export function listOf(value: Value | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Whether two inputs hold the same, a single value and a list of it alike. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  const [one, other] = [listOf(a), listOf(b)];
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
