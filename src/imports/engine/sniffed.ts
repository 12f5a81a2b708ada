import type { Dialect, FileKind } from './text/dialect.ts';
import type { EncodingChoice } from './text/encoding.ts';
import { note, type FileProblem } from './problems.ts';
import type { RawRow } from './rows/raw-rows.ts';
import { fold } from './words/words.ts';

export interface SheetChoice {
  readonly name: string;
  readonly hidden: boolean;
  /** Lines in use as the sheet claims, header included. */
  readonly lines: number;
  /** How much its best row looks like our header; the best visible sheet is preselected. */
  readonly score: number;
  readonly chosen: boolean;
  /** Has the header of the chosen sheet: may be read together with it (one sheet a month, or a drug). */
  readonly sameShape: boolean;
}

/** What was recognised in a file, and what of it to show. */
export interface Sniffed {
  readonly kind: FileKind | undefined;
  /** Absent when the file cannot be read: `problems` then holds the fatal one. */
  readonly dialect: Dialect | undefined;
  readonly problems: readonly FileProblem[];
  readonly encoding?: EncodingChoice & {
    /** A line with accents as read, and as the runner-up would read it. */
    readonly sample?: string;
    readonly runnerUpSample?: string;
  };
  readonly sheets?: readonly SheetChoice[];
  /** The first rows as they stand in the file, header and titles among them. */
  readonly top: readonly RawRow[];
  /** Rows below the header from head, middle and tail; set-aside rows carry their reason. */
  readonly sample: readonly RawRow[];
  /** Estimated rows in the file, for showing progress. */
  readonly rowsGuess: number;
}

/** Rows shown on the "how we read it" page. */
export const topRows = 15;

/** The unreadable file: one fatal problem. */
export function refused(problem: FileProblem, kind?: FileKind): Sniffed {
  return { kind, dialect: undefined, problems: [problem], top: [], sample: [], rowsGuess: 0 };
}

/** Notes on a header: none found, or one name twice. */
export function headerProblems(header: readonly string[], headerLine: number): FileProblem[] {
  if (headerLine === 0) return [note('no_header')];
  const problems: FileProblem[] = [];
  const seen = new Map<string, number>();
  for (const [column, name] of header.entries()) {
    const key = fold(name);
    const first = seen.get(key);
    if (name !== '' && first !== undefined)
      problems.push(note('header_repeated', { name, a: first + 1, b: column + 1 }));
    else seen.set(key, column);
  }
  return problems;
}
