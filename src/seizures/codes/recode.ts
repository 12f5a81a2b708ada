import { viewerOfAccount, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound, NotVisible } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { project } from '../record/search-columns.ts';
import { insertStep, lockAnySeizure } from '../record/store.ts';
import { replaceSeizure } from '../record/store-amend.ts';
import type { SeizureRecord } from '../seizure.ts';
import { searchable } from '../texts/held.ts';
import { recoded } from './own-lists.ts';
import {
  insertRecoding,
  listNext,
  listRecoded,
  lockOpen,
  lockRecoding,
  moveRecoding,
  noteRecoded,
  readStates,
  type Recoding,
} from './store-recode.ts';

const queue = 'seizures-recode';
/** Records in one transaction. */
const batch = 50;

type Context = Pick<SeizuresContext, 'jobPool' | 'jobs' | 'lists' | 'offices' | 'changed' | 'log' | 'tellCodeChange'>;
type Asked = Parameters<typeof insertRecoding>[2];

/** Takes up recodings: at once when one was asked for, each minute for one that was interrupted. */
export async function startRecodeJobs(context: Context): Promise<void> {
  await context.jobs.work<object>(queue, async (_data, signal) => {
    while (!signal.aborted && (await recodeBatch(context))) context.changed();
  });
  await context.jobs.every(queue, '* * * * *');
}

export async function queueRecoding({ jobs, log }: Pick<Context, 'jobs' | 'log'>): Promise<void> {
  await jobs
    .send(queue, {}, queue)
    .catch((error: unknown) => log.warn({ err: error }, 'a recoding waits for its minute'));
}

/** Notes that records are to be recoded; a job does it. Answers its number; the same form twice is one. */
export async function beginRecoding(client: Client, viewer: Viewer, asked: Asked): Promise<number> {
  const made = await insertRecoding(client, viewer, asked);
  if (!made) throw new NotFound('a form of somebody else');
  if (made.isNew)
    await note(client, viewer, {
      action: 'code.recoded',
      subject: subjectOf(asked.list, asked.from),
      detail: {
        to: asked.to,
        reason: asked.reason,
        records: asked.total,
        ...(asked.words ? { words: asked.words } : {}),
      },
    });
  return made.id;
}

/** Has a recoding undone, where nothing else was changed since. Throws Conflict where it is not done. */
export async function undoRecoding(
  context: Pick<SeizuresContext, 'pool' | 'jobs' | 'log'>,
  viewer: Viewer,
  id: number,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const known = await lockRecoding(client, id);
    if (!known) throw new NotFound('no such recoding');
    if (known.state === 'undoing' || known.state === 'undone') return;
    if (known.state === 'running') throw new Conflict('the recoding is not done yet');
    await moveRecoding(client, id, { state: 'undoing', undoneBy: viewer.accountId });
    await note(client, viewer, {
      action: 'code.recodingUndone',
      subject: subjectOf(known.list, known.from),
      detail: { to: known.to, recoding: id },
    });
  });
  await queueRecoding(context);
}

export function subjectOf(list: string, code: string): string {
  return `code:${list}:${code}`;
}

/** Does the next records of the oldest recoding that is open. Answers whether there may be more to do. */
async function recodeBatch(context: Context): Promise<boolean> {
  return inTransaction(context.jobPool, async client => {
    const open = await lockOpen(client);
    if (!open) return false;
    const viewer = await viewerOfAccount(client, open.undoneById ?? open.accountId);
    // Whoever asked may no longer: somebody else asks again for what is left.
    if (!viewer) await moveRecoding(client, open.id, { state: 'stopped' });
    else if (open.state === 'running') await forward(client, context, viewer, open);
    else await back(client, context, viewer, open);
    return true;
  });
}

async function forward(client: Client, context: Context, viewer: Viewer, open: Recoding): Promise<void> {
  const rows = await listNext(client, open, batch);
  const words = open.words === null ? undefined : new Set(open.words);
  for (const { id, ref } of rows) {
    const states = await readStates(client, id);
    const record = states && recoded(states.record, { ...open, words });
    if (!states || !record) continue;
    const masked = states.masked && (recoded(states.masked, { ...open, words }) ?? states.masked);
    await write(client, context, viewer, { open, ref, seizureId: id, record, masked });
  }
  const lastId = rows.at(-1)?.id;
  if (rows.length < batch) await tell(client, context, viewer, open);
  await moveRecoding(client, open.id, {
    ...(lastId === undefined ? {} : { lastId }),
    ...(rows.length < batch ? { state: 'done' as const } : {}),
  });
}

async function back(client: Client, context: Context, viewer: Viewer, open: Recoding): Promise<void> {
  const rows = await listRecoded(client, open.id, batch);
  for (const { id, ref, version } of rows) {
    const before = await readStates(client, id, version - 1);
    if (!before) await noteRecoded(client, open.id, { seizureId: id, version, outcome: 'kept' });
    else await write(client, context, viewer, { open, ref, seizureId: id, ...before, of: version });
  }
  if (rows.length === batch) return;
  await tell(client, context, viewer, open);
  await moveRecoding(client, open.id, { state: 'undone' });
}

/** What else has the code follows, where all of it was meant. */
async function tell(client: Client, { tellCodeChange }: Context, by: Viewer, open: Recoding): Promise<void> {
  const { id: recoding, list, from, to } = open;
  if (open.words === null)
    await tellCodeChange(client, { recoding, list, from, to, isUndo: open.state === 'undoing', by });
}

interface Written {
  readonly open: Recoding;
  readonly ref: string;
  readonly seizureId: number;
  readonly record: SeizureRecord;
  readonly masked: SeizureRecord | null;
  /** The version that is put back. */
  readonly of?: number;
}

/** Writes a record's next version, with its step and its row of the trail; what was verified stays so. */
async function write(
  client: Client,
  { lists, offices, log }: Context,
  viewer: Viewer,
  { open, ref, seizureId, record, masked, of }: Written,
): Promise<void> {
  const outcome = of === undefined ? 'done' : 'undone';
  const noted = (version: number, as: 'done' | 'failed' | 'undone' | 'kept') =>
    noteRecoded(client, open.id, { seizureId, version, outcome: as });
  const old = await lockAnySeizure(client, viewer, ref).catch((error: unknown) => {
    if (error instanceof NotVisible) return undefined;
    throw error;
  });
  if (!old || (of !== undefined && old.version !== of)) return noted(of ?? 0, of === undefined ? 'failed' : 'kept');
  let projection: ReturnType<typeof project>;
  try {
    projection = project(searchable(masked ?? record), lists.lookUp, offices);
  } catch (error) {
    log.warn({ err: error, ref }, 'a record could not be recoded');
    return noted(old.version, of === undefined ? 'failed' : 'kept');
  }
  await replaceSeizure(client, old, { record, masked, projection, isCorrection: true });
  await insertStep(client, {
    seizureId,
    kind: 'recoded',
    version: old.version + 1,
    accountId: viewer.accountId,
    reason: open.reason,
  });
  await note(client, viewer, {
    action: 'seizure.recoded',
    subject: ref,
    detail: {
      list: open.list,
      from: of === undefined ? open.from : open.to,
      recoding: open.id,
      version: old.version + 1,
    },
  });
  await noted(old.version + 1, outcome);
}
