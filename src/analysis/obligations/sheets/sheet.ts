import type { LookUp } from '../../../reference/index.ts';
import type { GoodsLine, RecordWords, SeizureRecord } from '../../../seizures/index.ts';
import type { ReportKey } from '../reports.ts';

export type Cell = string | number | null;

/** A goods line of a record in force, with what a sheet makes a row of. */
export interface Reportable {
  readonly ref: string;
  readonly version: number;
  readonly lineNo: number;
  readonly synthetic: boolean;
  readonly record: SeizureRecord;
  readonly line: GoodsLine;
  /** Of a CITES line, on the day of seizure: 'I', 'II', 'III', 'I/II' or 'none'. */
  readonly citesAppendix: string | null;
}

/** What cells are made with: names in English, the working language of all four receivers. */
export interface SheetWords {
  readonly words: RecordWords;
  readonly lookUp: LookUp;
}

/** A column of the receiver's own. `key` stays when the receiver renames it. */
export interface Column {
  readonly key: string;
  readonly header: string;
  /** Characters in the file. */
  readonly width: number;
  /** Shown on the page, where there is no room for all. */
  readonly brief?: true;
  /** Blank for a reason: a word of obligations:blank. */
  readonly blank?: 'noField' | 'receiver';
  readonly of: (line: Reportable, with_: SheetWords) => Cell;
}

/** Something a line lacks before it can leave: a word of obligations:gap, and the column it leaves open. */
export interface Gap {
  readonly key: string;
  readonly column: string;
  /** Where the record says it: "facts.origin", or of the line "line.details.specimen". */
  readonly field: string;
}

/** Why a line of a record in force is not asked for: a word of obligations:left. */
export type NotAsked = 'notListed' | 'belowThreshold' | 'notControlled';

export interface Sheet {
  readonly key: ReportKey;
  /** Of the sheet in the file, at most 31 characters. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly notAsked?: (line: Reportable, with_: SheetWords) => NotAsked | undefined;
  readonly gaps: (line: Reportable, with_: SheetWords) => readonly (Gap | false)[];
  /** What was converted, for the notes of the file: "500 g is written as 0.5 kg". */
  readonly conversion?: (line: Reportable, with_: SheetWords) => string | undefined;
}

/** A fact as text; '' where it is not stated. */
export function fact({ record }: Pick<Reportable, 'record'>, name: string): string {
  const value = record.facts[name];
  return value === undefined ? '' : String(value);
}

/** A list of codes; empty where it is not stated. */
export function facts({ record }: Pick<Reportable, 'record'>, name: string): readonly string[] {
  return listed(record.facts[name]);
}

export function detail({ line }: Pick<Reportable, 'line'>, name: string): string {
  const value = line.details[name];
  return value === undefined ? '' : String(value);
}

export function details({ line }: Pick<Reportable, 'line'>, name: string): readonly string[] {
  return listed(line.details[name]);
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

/** What is stated of some texts, joined; null where nothing is. */
export function joined(parts: readonly (string | false | null | undefined)[], by = '; '): string | null {
  const stated = parts.filter(part => typeof part === 'string' && part !== '');
  return stated.length > 0 ? stated.join(by) : null;
}

/** The day of seizure as precisely as it is known: a plain date, its month or its year. */
export function dayOf(line: Reportable): string {
  const day = fact(line, 'seizureDate');
  const precision = fact(line, 'datePrecision');
  return precision === 'year' ? day.slice(0, 4) : precision === 'month' ? day.slice(0, 7) : day;
}

/** Place of seizure in words, without its country; '' where none is stated. */
export function placeOf(line: Reportable, { words }: SheetWords): string {
  const [name, code] = [fact(line, 'placeName'), fact(line, 'place')];
  return name !== '' ? name : code === '' ? '' : words.code('place', code);
}

/** A code of a list in words; null where it is not stated. */
export function coded(list: string, code: string, { words }: SheetWords): string | null {
  return code === '' ? null : words.code(list, code);
}

/** A choice of the common fields in words; null where it is not stated. */
export function option(name: string, line: Reportable, { words }: SheetWords): string | null {
  const value = fact(line, name);
  return value === '' ? null : words.option(name, value);
}

/** The mode of a means of transport: "SEA" of "SEA-CONT". */
export function modeOf(line: Reportable, { lookUp }: SheetWords): string {
  const code = fact(line, 'transport');
  return lookUp('transport', code)?.parent ?? code;
}
