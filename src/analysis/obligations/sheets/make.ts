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
  readonly id: number;
  readonly ref: string;
  /** Of seizure, YYYY-MM-DD. */
  readonly day: string;
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

/** The same with its lines that the receiver does not ask for, by why. */
export interface MadeStanding extends Standing {
  readonly notAsked: Readonly<Partial<Record<NotAsked, number>>>;
}

/** A report made from records, with what is left out of it counted: records, and lines for what concerns lines. */
export interface Made {
  readonly sheet: Sheet;
  readonly rows: readonly Row[];
  readonly left: Readonly<Record<LeftReason, number>>;
  readonly standings: ReadonlyMap<string, MadeStanding>;
}

/** Makes the rows of a sheet from the lines of records in force, by date and reference. Pure. */
export function makeSheet(
  key: ReportKey,
  { lines, standings }: { readonly lines: readonly Reportable[]; readonly standings: readonly Standing[] },
  with_: SheetWords,
): Made {
  const sheet = sheets[key];
  const notAsked = new Map<string, Partial<Record<NotAsked, number>>>();
  const rows: Row[] = [];
  for (const line of lines) {
    const why = sheet.notAsked?.(line, with_);
    if (why === undefined) {
      rows.push(rowOf(sheet, line, with_));
      continue;
    }
    const counts = notAsked.get(line.ref);
    notAsked.set(line.ref, { ...counts, [why]: (counts?.[why] ?? 0) + 1 });
  }
  return madeOf(key, { rows, standings: standings.map(one => ({ ...one, notAsked: notAsked.get(one.ref) ?? {} })) });
}

/** A report from its rows and what became of its records, both by date and reference. Pure. */
export function madeOf(
  key: ReportKey,
  { rows, standings }: { readonly rows: readonly Row[]; readonly standings: readonly MadeStanding[] },
): Made {
  const asked = standings.filter(({ isAsked }) => isAsked);
  const inState = (state: Standing['state']): number => asked.filter(one => one.state === state).length;
  const linesNotAsked = (why: NotAsked): number => standings.reduce((sum, one) => sum + (one.notAsked[why] ?? 0), 0);
  const left = {
    withdrawn: inState('withdrawn'),
    merged: inState('merged'),
    embargo: inState('embargo'),
    held: asked.reduce((sum, { state, held }) => sum + (state === 'inForce' ? held : 0), 0),
    notListed: linesNotAsked('notListed'),
    belowThreshold: linesNotAsked('belowThreshold'),
    notControlled: linesNotAsked('notControlled'),
  };
  return { sheet: sheets[key], rows, left, standings: new Map(standings.map(one => [one.ref, one])) };
}

/** A report with some of its records read again; `anew` holds those of them it still has. Pure. */
export function withAnew(old: Made, ids: ReadonlySet<number>, anew: Made): Made {
  const standings = [...[...old.standings.values()].filter(({ id }) => !ids.has(id)), ...anew.standings.values()];
  const rows = Map.groupBy(
    [...old.rows.filter(({ ref }) => !ids.has(old.standings.get(ref)?.id ?? 0)), ...anew.rows],
    ({ ref }) => ref,
  );
  const inOrder = standings.sort((a, b) => compareTexts(a.day, b.day) || compareTexts(a.ref, b.ref));
  return madeOf(old.sheet.key, { rows: inOrder.flatMap(({ ref }) => rows.get(ref) ?? []), standings: inOrder });
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

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
