import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound, type FieldProblem } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import { findCode, insertCode, renameCode, retireCode, type StoredCode } from '../../reference/index.ts';
import type { SeizuresContext } from '../context.ts';
import { isOther } from './own-lists.ts';
import { beginRecoding, queueRecoding, subjectOf } from './recode.ts';

type Context = Pick<SeizuresContext, 'pool' | 'lists' | 'jobs' | 'log' | 'tellCodeChange'>;

export interface NewCode {
  readonly code: string;
  readonly nameEn: string;
  readonly nameFr: string;
  /** A code of the list whose group and place it takes. */
  readonly beside: string;
}

/** Adds a code to a list. Throws Refused where the list has it. */
export function addCode(context: Context, viewer: Viewer, list: string, code: NewCode): Promise<void> {
  return changing(context, client => addWithin(client, viewer, list, code));
}

async function addWithin(client: Client, viewer: Viewer, list: string, code: NewCode): Promise<void> {
  if (!(await insertCode(client, list, code))) throw new Refused({ path: 'code', key: 'codes:problem.taken' });
  await note(client, viewer, {
    action: 'code.added',
    subject: subjectOf(list, code.code),
    detail: { nameEn: code.nameEn, nameFr: code.nameFr, beside: code.beside },
  });
}

/** Gives a code other names: records and searches show them at once, and what keeps names is told. */
export async function rename(
  context: Context,
  viewer: Viewer,
  list: string,
  { code, nameEn, nameFr, seen }: Pick<StoredCode, 'code' | 'nameEn' | 'nameFr' | 'seen'>,
): Promise<void> {
  await changing(context, async client => {
    const old = await lockCode(client, list, code);
    if (old.nameEn === nameEn && old.nameFr === nameFr) return;
    if (old.seen !== seen) throw new ChangedMeanwhile('the code was changed meanwhile');
    await renameCode(client, list, { code, nameEn, nameFr });
    await note(client, viewer, {
      action: 'code.renamed',
      subject: subjectOf(list, code),
      detail: { nameEn, nameFr, was: [old.nameEn, old.nameFr] },
    });
  });
  const same = { recoding: 0, list, from: code, to: code, isUndo: false, by: viewer };
  await inTransaction(context.pool, client => context.tellCodeChange(client, same));
}

/**
 * Gives a code its last day, and what is used instead; with `validTo` null it may be used again. Throws Refused where
 * its successor is none.
 */
export function retire(
  context: Context,
  viewer: Viewer,
  list: string,
  { code, validTo, successor, seen }: Pick<StoredCode, 'code' | 'validTo' | 'successor' | 'seen'>,
): Promise<void> {
  return changing(context, async client => {
    const old = await lockCode(client, list, code);
    if (old.validTo === validTo && old.successor === successor) return;
    if (old.seen !== seen) throw new ChangedMeanwhile('the code was changed meanwhile');
    const problem = await problemOf(client, list, old, { validTo, successor });
    if (problem) throw new Refused(problem);
    await retireCode(client, list, { code, validTo, successor });
    await note(client, viewer, {
      action: validTo === null ? 'code.reinstated' : 'code.retired',
      subject: subjectOf(list, code),
      detail: { ...(validTo === null ? {} : { validTo }), ...(successor === null ? {} : { successor }) },
    });
  });
}

/** Why a code cannot be retired so. */
async function problemOf(
  client: Client,
  list: string,
  { code, validFrom }: StoredCode,
  { validTo, successor }: Pick<StoredCode, 'validTo' | 'successor'>,
): Promise<FieldProblem | undefined> {
  if (isOther(code)) return { path: 'validTo', key: 'codes:problem.other' };
  if (validTo !== null && validFrom !== null && validTo < validFrom)
    return { path: 'validTo', key: 'codes:problem.before' };
  if (successor === null) return undefined;
  const heir = await findCode(client, list, successor);
  const isHeir = heir !== undefined && successor !== code && heir.validTo === null;
  return isHeir ? undefined : { path: 'successor', key: 'codes:problem.successor' };
}

type Asked = Parameters<typeof beginRecoding>[2];

/** Has records recoded, into a code that is made by the same act where one is given. Answers the recoding's number. */
export async function recode(context: Context, viewer: Viewer, asked: Asked, made?: NewCode): Promise<number> {
  const id = await changing(context, async client => {
    if (made) await addWithin(client, viewer, asked.list, made);
    return beginRecoding(client, viewer, asked);
  });
  await queueRecoding(context);
  return id;
}

/** Changes lists and has this process read them anew; the others look for themselves. */
async function changing<T>({ pool, lists }: Context, work: (client: Client) => Promise<T>): Promise<T> {
  const answer = await inTransaction(pool, work);
  await lists.reload();
  return answer;
}

async function lockCode(client: Client, list: string, code: string): Promise<StoredCode> {
  const known = await findCode(client, list, code, true);
  if (!known) throw new NotFound('no such code');
  return known;
}
