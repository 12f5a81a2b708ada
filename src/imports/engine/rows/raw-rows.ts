import type { RowProblem, FileProblem } from '../problems.ts';

/** Why a line is no record: a total, a source line or title, the header again, a row of tags, a line above a group. */
export type Aside = 'total' | 'note' | 'header' | 'tags' | 'group';

/** One row of the file as it stands there. `line` counts the file's lines (or the sheet's rows) from 1. */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Set aside as "not a record": listed, and may be brought back. */
  readonly aside?: Aside;
  /** Of a workbook or JSON: its numbers are held as such, beside texts. */
  readonly typed?: true;
  /** What the reader had to do to this row. */
  readonly notes?: readonly RowProblem[];
}

/** Rows of an opened file. Never throws for bad bytes: `problems` says, once read to the end, why it ended early. */
export interface RowStream extends AsyncIterable<RawRow> {
  readonly problems: readonly FileProblem[];
  /** Share of the file read so far, 0 to 1. */
  readonly progress: () => number;
}
