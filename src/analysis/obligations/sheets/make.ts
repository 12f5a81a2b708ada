import { amendAddress } from '../../../seizures/index.ts';
import type { ReportKey } from '../reports.ts';
import { cites } from './cites.ts';
import { incb } from './incb.ts';
import { ozone } from './ozone.ts';
import type { Cell, Gap, NotAsked, Reportable, Sheet, SheetWords } from './sheet.ts';
import { unodc } from './unodc.ts';

export const sheets: Readonly<Record<ReportKey, Sheet>> = { cites, unodc, incb, ozone };

/** A goods line as it will leave. */
export interface Row {
  /** "KE-2026-000123/1": reference and number of the line. */
  readonly key: string;
  readonly ref: string;
  readonly version: number;
  /** In the order of the columns. */
  readonly cells: readonly Cell[];
  readonly gaps: readonly Gap[];
  readonly synthetic: boolean;
  readonly conversion?: string;
}

/** A record of the heading and year, and whether lines of it can be reported at all. */
export interface Standing {
  readonly ref: string;
  readonly state: 'inForce' | 'withdrawn' | 'merged' | 'embargo';
  /** Reference of the record that counts for it, where it was merged. */
  readonly mergedInto: string | null;
  /** Lines whose quantity is held until a second person has confirmed it. */
  readonly held: number;
  /** Of this heading and year now; others are there because they once were. */
  readonly isAsked: boolean;
}

export const leftReasons = [
  'withdrawn',
  'merged',
  'embargo',
  'held',
  'notListed',
  'belowThreshold',
  'notControlled',
] as const;
export type LeftReason = (typeof leftReasons)[number];

/** A report made from records, with what is left out of it counted: records, and lines for what concerns lines. */
export interface Made {
  readonly sheet: Sheet;
  readonly rows: readonly Row[];
  readonly left: Readonly<Record<LeftReason, number>>;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** Makes the rows of a sheet from the lines of records in force, by date and reference. Pure. */
export function makeSheet(
  key: ReportKey,
  { lines, standings }: { readonly lines: readonly Reportable[]; readonly standings: readonly Standing[] },
  with_: SheetWords,
): Made {
  const sheet = sheets[key];
  const asked = standings.filter(({ isAsked }) => isAsked);
  const counted = (state: Standing['state']): number => asked.filter(one => one.state === state).length;
  const left = {
    withdrawn: counted('withdrawn'),
    merged: counted('merged'),
    embargo: counted('embargo'),
    held: asked.reduce((sum, { state, held }) => sum + (state === 'inForce' ? held : 0), 0),
    ...countNotAsked(sheet, lines, with_),
  };
  const rows = lines.filter(line => sheet.notAsked?.(line, with_) === undefined).map(line => rowOf(sheet, line, with_));
  return { sheet, rows, left, standings: new Map(standings.map(one => [one.ref, one])) };
}

function countNotAsked(sheet: Sheet, lines: readonly Reportable[], with_: SheetWords): Record<NotAsked, number> {
  const counts = { notListed: 0, belowThreshold: 0, notControlled: 0 };
  for (const line of lines) {
    const why = sheet.notAsked?.(line, with_);
    if (why) counts[why] += 1;
  }
  return counts;
}

function rowOf(sheet: Sheet, line: Reportable, with_: SheetWords): Row {
  const conversion = sheet.conversion?.(line, with_);
  return {
    key: `${line.ref}/${line.lineNo}`,
    ref: line.ref,
    version: line.version,
    synthetic: line.synthetic,
    cells: sheet.columns.map(column => column.of(line, with_)),
    gaps: sheet.gaps(line, with_).filter(gap => gap !== false),
    ...(conversion === undefined ? {} : { conversion }),
  };
}

/** The form that amends the record of a row, open at what it lacks. */
export function mendHref({ key, ref }: Row, { field }: Gap): string {
  const lineNo = Number(key.slice(ref.length + 1));
  return amendAddress(ref, field.replace(/^line\./, `lines.${lineNo - 1}.`));
}

export const isReady = ({ gaps }: Row): boolean => gaps.length === 0;

/** How many records some lines are of. */
export function recordsOf(rows: readonly { readonly ref: string }[]): number {
  return new Set(rows.map(({ ref }) => ref)).size;
}
