/** A file on its way into the database. Pure types; the engine's words are in engine/. */

export const importStates = [
  'uploaded',
  'reading',
  'asking',
  'checking',
  'ready',
  'committing',
  'committed',
  'undoing',
  'keeping',
  'kept',
  'undone',
  'failed',
  'discarded',
] as const;
export type ImportState = (typeof importStates)[number];

/** What an uploaded file waits for: a word on a file seen before, a look at how it is read, the columns. */
export const importSteps = ['seen', 'read', 'columns'] as const;
export type ImportStep = (typeof importSteps)[number];

/** States in which a job works on the file and the page only shows progress. */
export const workingStates: readonly ImportState[] = ['reading', 'checking', 'committing', 'undoing', 'keeping'];

export const rowStates = [
  'ready',
  'error',
  'set_aside',
  'duplicate',
  'amended',
  'same',
  'left_out',
  'committed',
] as const;
export type RowState = (typeof rowStates)[number];
export type RowCounts = Partial<Record<RowState, number>>;
