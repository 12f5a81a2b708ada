import type { FieldProblem } from '../../../errors.ts';

/** What a file of officers may be. A course is some tens of people; everything beyond this is no such file. */
export const limits = {
  bytes: 2 * 1024 * 1024,
  inflated: 12 * 1024 * 1024,
  rows: 200,
  columns: 40,
  cell: 2000,
} as const;

/** Why a file is not taken, said at the field `file`. */
export class Unreadable extends Error {
  readonly problem: FieldProblem;
  constructor(key: string, values: Readonly<Record<string, string | number>> = {}) {
    super(key);
    this.problem = { path: 'file', key: `applications:bulk.file.${key}`, values };
  }
}

/** A table as it stands in the file: texts, and which row of the file each line is (1-based). */
export interface Table {
  readonly lines: readonly { readonly row: number; readonly cells: readonly string[] }[];
}
