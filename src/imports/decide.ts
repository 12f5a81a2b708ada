import type { Viewer } from '../access/index.ts';
import { note } from '../audit/index.ts';
import type { Client } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { Conflict } from '../errors.ts';
import type { SeizuresContext } from '../seizures/index.ts';
import { startOver } from './check/check-rows.ts';
import type { Overrides } from './engine/text/dialect.ts';
import type { ImportState, ImportStep } from './import.ts';
import { queueImport } from './work/jobs.ts';
import { withoutCells, type Plan } from './plan.ts';
import { recognise, withoutPersons, type Unreadable } from './upload/receive.ts';
import { changeImport, insertImportStep, lockImport, type Import } from './store.ts';
import { deleteTotals } from './totals/store-totals.ts';
import { countRows, deleteRows } from './check/store-rows.ts';
import { deleteRepairs } from './check/store-repairs.ts';
import { askAgain, deleteWords, saveAnswers, type GivenAnswer, type WordPlace } from './words/store-words.ts';

/** States from which the officer may still change what the file means. */
const open: readonly ImportState[] = ['uploaded', 'asking', 'ready', 'failed'];
/** The same for words, which also rows left behind by a commit may wait for. */
const openForWords: readonly ImportState[] = ['asking', 'ready', 'committed'];

/** Runs a decision on an open import as the officer saw it; Conflict when a colleague or a job came between. */
export async function decide(
  context: SeizuresContext,
  viewer: Viewer,
  { id, version }: Import,
  kind: string,
  detail: object,
  work: (client: Client, file: Import) => Promise<void>,
  states = open,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const file = await lockImport(client, viewer, id);
    if (!states.includes(file.state) || file.version !== version)
      throw new Conflict('the import was changed meanwhile');
    await work(client, file);
    await insertImportStep(client, viewer, id, kind, detail);
  });
}

/**
 * What the columns mean cannot change once some rows are records: the rest would be read by another rule than they
 * were.
 */
export function refuseOnceIn(file: Import): void {
  if ((file.counts.committed ?? 0) > 0) throw new Conflict('rows of this import are records already');
}

/** How the file is read was changed: it is recognised anew. */
export async function rereadFile(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  overrides: Overrides,
): Promise<Unreadable | undefined> {
  refuseOnceIn(file);
  const read = await recognise(context, { ...file, fileId: file.fileId ?? '' }, overrides, file.plan.rows.constants);
  if ('problem' in read) return read;
  await decide(context, viewer, file, 'reread', overrides, async client => {
    await deleteRows(client, file.id);
    await deleteRepairs(client, file.id);
    await changeImport(client, file.id, {
      state: 'uploaded',
      step: 'read',
      sniffed: read.sniffed,
      plan: read.plan,
      rowsEstimated: read.sniffed.rowsGuess,
      failure: null,
      counts: {},
    });
  });
  return undefined;
}

/** The officer looked at how the file is read, or wants a file that was uploaded before read again. */
export async function lookedAt(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  next: ImportStep,
): Promise<void> {
  const starts = file.plan.remembered !== undefined && file.step === 'seen';
  await decide(context, viewer, file, file.step === 'seen' ? 'again' : 'looked', {}, client =>
    changeImport(client, file.id, starts ? { state: 'reading', rowsRead: 0 } : { state: 'uploaded', step: next }),
  );
  if (starts) await queueImport(context, viewer, file.id);
}

/** What the columns are was changed and is not yet decided: kept, and any rows checked under the plan before go. */
export async function keepColumns(context: SeizuresContext, viewer: Viewer, file: Import, plan: Plan): Promise<void> {
  const { survey: _survey, ...before } = plan;
  const { mapping } = plan.rows;
  await decide(context, viewer, file, 'columns_kept', { mapping }, async (client, now) => {
    refuseOnceIn(now);
    await deleteRows(client, file.id);
    await changeImport(client, file.id, {
      state: 'uploaded',
      step: 'columns',
      plan: { ...before, proposals: withoutExamples(plan) },
      sniffed: withoutPersons(file.sniffed, mapping),
      rowsRead: 0,
      counts: {},
      failure: null,
    });
  });
}

/** Values of columns that hold persons' data are shown nowhere. */
function withoutExamples({ proposals, rows }: Plan): Plan['proposals'] {
  return proposals.map(one => (rows.mapping[one.column] === 'nominal' ? { ...one, examples: [] } : one));
}

/**
 * What the columns are was decided: the whole file is read for its words. The shape is remembered once rows are saved.
 */
export async function settleColumns(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  decided: Plan,
): Promise<void> {
  const { survey: _survey, remembered: _remembered, nearly: _nearly, ...before } = decided;
  const { rows } = decided;
  const plan: Plan = {
    ...before,
    settled: rows.header.map((_, column) => column),
    proposals: withoutExamples(decided),
  };
  await decide(
    context,
    viewer,
    file,
    'columns',
    { mapping: rows.mapping, constants: rows.constants },
    async (client, now) => {
      refuseOnceIn(now);
      await deleteRows(client, file.id);
      await changeImport(client, file.id, {
        state: 'reading',
        plan,
        sniffed: withoutPersons(file.sniffed, rows.mapping),
        rowsRead: 0,
        counts: {},
        failure: null,
      });
    },
  );
  await queueImport(context, viewer, file.id);
}

/** How the dates or numbers of columns are written, as the officer says. */
export async function settleStyles(context: SeizuresContext, viewer: Viewer, file: Import, plan: Plan): Promise<void> {
  await decide(context, viewer, file, 'styles', { columns: plan.stylesBy ?? [] }, async (client, now) => {
    refuseOnceIn(now);
    await changeImport(client, file.id, { state: now.state === 'uploaded' ? 'uploaded' : 'asking', plan });
  });
}

/**
 * Words were given their meaning: kept with the file, and remembered for the office once its rows are saved. `unsure`
 * ones of a proposed block are to be asked one by one.
 */
export async function answerWords(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  answers: readonly GivenAnswer[],
  unsure: readonly WordPlace[] = [],
): Promise<void> {
  await decide(
    context,
    viewer,
    file,
    'words',
    { answers: answers.length },
    async client => {
      await saveAnswers(client, viewer, file.id, answers);
      await askAgain(client, file.id, unsure);
      // Rows checked before do not know these answers yet: the check comes next again.
      await changeImport(client, file.id, { state: 'asking' });
    },
    openForWords,
  );
}

/** The dry run, from the start. */
export async function startCheck(context: SeizuresContext, viewer: Viewer, file: Import): Promise<void> {
  await decide(context, viewer, file, 'check', {}, client => startOver(client, file.id), openForWords);
  await queueImport(context, viewer, file.id);
}

const resumable = ['checking', 'committing', 'undoing', 'keeping'] as const;

/** Takes up work that failed, where it failed. */
export async function tryAgain(context: SeizuresContext, viewer: Viewer, file: Import): Promise<void> {
  const from = file.failure?.values.from;
  const state = resumable.find(one => one === from) ?? 'reading';
  await decide(
    context,
    viewer,
    file,
    'resumed',
    {},
    client => changeImport(client, file.id, { state, failure: null }),
    ['failed'],
  );
  await queueImport(context, viewer, file.id);
}

/** The ready rows become records, in the background. */
export async function startCommit(context: SeizuresContext, viewer: Viewer, file: Import): Promise<void> {
  await decide(
    context,
    viewer,
    file,
    'commit',
    { rows: file.counts.ready ?? 0 },
    async client => {
      const counts = await countRows(client, file.id);
      if (!counts.ready) throw new Conflict('no row is ready');
      await changeImport(client, file.id, { state: 'committing', rowsCommitted: counts.committed ?? 0, counts });
      await note(client, viewer, {
        action: 'import.committing',
        subject: `import:${file.id}`,
        detail: { rows: counts.ready },
      });
    },
    ['ready', 'committed'],
  );
  await queueImport(context, viewer, file.id);
}

/**
 * Gives a file up: rows and file go, the step and the file's fingerprint stay. Once rows are records, only the rest is
 * given up.
 */
export async function discardImport(context: SeizuresContext, viewer: Viewer, file: Import): Promise<void> {
  let gone = false;
  await decide(
    context,
    viewer,
    file,
    'discarded',
    {},
    async client => {
      const { committed = 0 } = await countRows(client, file.id);
      gone = committed === 0;
      await deleteRows(client, file.id);
      await deleteTotals(client, file.id);
      if (gone) await deleteWords(client, file.id);
      await changeImport(
        client,
        file.id,
        gone
          ? { ...withoutCells(file), state: 'discarded', fileId: null, failure: null }
          : { state: 'committed', counts: { committed }, failure: null, finished: true },
      );
      await note(client, viewer, {
        action: 'import.discarded',
        subject: `import:${file.id}`,
        detail: { file: file.fileName },
      });
    },
    [...open, 'committed'],
  );
  if (gone && file.fileId) await context.files.remove(file.fileId);
}
