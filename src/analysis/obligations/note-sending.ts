import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden, NotVisible } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { AnalysisContext } from '../context.ts';
import { mayCorrect } from './permissions.ts';
import type { Owner, Wanted } from './wanted.ts';
import {
  findFile,
  findSameSending,
  findSent,
  insertSending,
  markTakenBack,
  updateSending,
  type Sending,
  type Sent,
} from './store-sendings.ts';

type Context = Pick<AnalysisContext, 'pool' | 'waiting'>;
type Said = Pick<Sending, 'sentOn' | 'sentTo' | 'note'>;

/**
 * Writes down that a file of this report was sent: once, however often the same is. Answers the id of the note; throws
 * Refused for another's file.
 */
export async function noteSending(
  { pool, waiting }: Context,
  viewer: Viewer,
  { owner, report, year }: Wanted,
  said: Said & { readonly fileId: string },
): Promise<string> {
  const id = await inTransaction(pool, async client => {
    const file = await findFile(client, said.fileId);
    if (!file || file.officeId !== owner.id || file.report !== report || file.year !== year)
      throw new Refused({ path: 'file', key: 'obligations:problem.noFile' });
    const same = await findSameSending(client, said);
    if (same !== undefined) return same;
    const made = await insertSending(client, viewer, said);
    await note(client, viewer, {
      action: 'obligation.sent',
      subject: made,
      detail: { report, office: owner.code, year, file: said.fileId, lines: file.lines, ...withoutFile(said) },
    });
    return made;
  });
  waiting.changed();
  return id;
}

/** Corrects the note of a sending: the day, to whom, the remark. */
export async function correctSending(
  { pool, waiting }: Context,
  viewer: Viewer,
  { owner, id, version }: Changing,
  said: Said,
): Promise<void> {
  await inTransaction(pool, async client => {
    const before = mayChange(viewer, owner, await findSent(client, id, true), version);
    await updateSending(client, viewer, { id, ...said });
    await note(client, viewer, {
      action: 'obligation.corrected',
      subject: id,
      detail: { report: before.file.report, year: before.file.year, before: saidIn(before), after: said },
    });
  });
  waiting.changed();
}

/** Takes back the note that a file was sent, with the reason. The note and the file stay. */
export async function takeBackSending(
  { pool, waiting }: Context,
  viewer: Viewer,
  { owner, id, version }: Changing,
  reason: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const before = mayChange(viewer, owner, await findSent(client, id, true), version);
    await markTakenBack(client, viewer, id, reason);
    await note(client, viewer, {
      action: 'obligation.takenBack',
      subject: id,
      detail: { report: before.file.report, year: before.file.year, reason },
    });
  });
  waiting.changed();
}

interface Changing {
  readonly owner: Owner;
  readonly id: string;
  /** Version of the note that was shown. */
  readonly version: number;
}

function mayChange(viewer: Viewer, owner: Owner, sent: Sent | undefined, version: number): Sent {
  if (!sent || sent.file.officeId !== owner.id) throw new NotVisible('no such sending');
  if (!mayCorrect(viewer, owner, sent.notedBy)) throw new Forbidden('noted by somebody else');
  if (sent.version !== version || sent.takenBackAt !== null) throw new ChangedMeanwhile('noted otherwise meanwhile');
  return sent;
}

const saidIn = ({ sentOn, sentTo, note: remark }: Said): Said => ({ sentOn, sentTo, note: remark });
const withoutFile = ({ sentOn, sentTo, note: remark }: Said) => ({ sentOn, sentTo, remark });
