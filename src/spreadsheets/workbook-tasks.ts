import type { Reading } from './read-workbook.ts';

/** What is asked of the process that reads one workbook. `rows` begins a sheet, or goes on where it stands. */
export type WorkbookQuestion =
  | { readonly ask: 'open'; readonly reading: Reading }
  | { readonly ask: 'layout'; readonly sheet: string }
  | { readonly ask: 'rows'; readonly sheet: string; readonly begin: boolean };

export type WorkbookTask = WorkbookQuestion & { readonly path: string };
