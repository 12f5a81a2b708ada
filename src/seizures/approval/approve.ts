import { viewerOfAccount, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden, NotVisible } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { SeizuresContext } from '../context.ts';
import { isReady, review } from '../entry/form-submission.ts';
import { openSheet } from '../entry/form-sheet.ts';
import { getBases, getDraft, takeDraft } from '../entry/store-drafts.ts';
import { isContactPoint } from '../permissions.ts';
import { amend } from '../record/amend.ts';
import { record } from '../record/record.ts';
import { findByClientUuid, insertStep } from '../record/store.ts';
import { findSent, insertDraftStep, markSent, markUnsent, type SentDraft } from './store.ts';

/** Hands a checked draft to the contact point of the officer's office; sent twice it waits once. */
export async function sendForApproval(context: SeizuresContext, viewer: Viewer, draftId: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    if (!(await markSent(client, viewer, draftId))) return;
    await insertDraftStep(client, viewer, { draftId, kind: 'sent' });
    await note(client, viewer, { action: 'approval.sent', subject: `draft:${draftId}` });
  });
  context.waiting?.changed();
}

/** The officer takes it back to change it. Throws NotFound for a draft that is not theirs, Conflict once it counts. */
export async function recall(context: SeizuresContext, viewer: Viewer, draftId: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const draft = await getDraft(client, viewer, draftId, true);
    if (draft.submittedAt) throw new Conflict('it was approved meanwhile');
    if (!(await markUnsent(client, draftId))) return;
    await insertDraftStep(client, viewer, { draftId, kind: 'recalled' });
    await note(client, viewer, { action: 'approval.recalled', subject: `draft:${draftId}` });
  });
  context.waiting?.changed();
}

/** What the contact point opens, noted as looked at. Throws Forbidden, NotVisible. */
export async function openSent(context: SeizuresContext, viewer: Viewer, draftId: string): Promise<SentDraft> {
  requireContactPoint(viewer);
  return inTransaction(context.pool, async client => {
    const sent = await findSent(client, viewer, draftId);
    if (!sent) throw new NotVisible('no draft that waits');
    if (!sent.isOpened) await insertDraftStep(client, viewer, { draftId, kind: 'opened' });
    await note(client, viewer, { action: 'approval.opened', subject: `draft:${draftId}` });
    return sent;
  });
}

/** Sends a draft back to its officer with what is to be changed. Throws Forbidden, ChangedMeanwhile. */
export async function sendBack(
  context: SeizuresContext,
  viewer: Viewer,
  asked: AskedDraft,
  reason: string,
): Promise<void> {
  requireContactPoint(viewer);
  await inTransaction(context.pool, async client => {
    await lockSent(client, viewer, asked);
    await markUnsent(client, asked.id);
    await insertDraftStep(client, viewer, { draftId: asked.id, kind: 'returned', reason });
    await note(client, viewer, { action: 'approval.returned', subject: `draft:${asked.id}` });
  });
  context.waiting?.changed();
}

/** A draft as it was seen: sent again it is another. */
export interface AskedDraft {
  readonly id: string;
  /** ISO time. */
  readonly sentAt: string;
}

/**
 * Makes a record, or the next version of one, of what an officer sent: entered by the officer, approved by the viewer.
 * Approved twice it is one record. Returns its reference. Throws Forbidden for an entry of one's own or of another
 * office, ChangedMeanwhile where it was taken back, Refused where it no longer passes a check.
 */
export async function approve(context: SeizuresContext, viewer: Viewer, asked: AskedDraft): Promise<string> {
  requireContactPoint(viewer);
  const known = await findByClientUuid(context.pool, asked.id);
  if (known) return known.ref;
  const officer = await ownerOf(context, viewer, asked);
  const draft = await getDraft(context.pool, officer, asked.id);
  const bases = draft.seizureId === null ? undefined : await getBases(context.pool, officer, draft);
  const sheet = openSheet(draft.typed);
  const base = bases ? { base: bases.base } : {};
  const reviewed = review({ viewer: officer, context, sheet, marks: draft.marks, ...base });
  if (!isReady(reviewed)) throw new Refused({ path: '', key: 'approval:problem.notReady' });
  const also = async (client: Client, seizure: { id: number; ref: string; version: number }): Promise<void> => {
    await insertDraftStep(client, viewer, { draftId: asked.id, kind: 'approved' });
    const step = { seizureId: seizure.id, version: seizure.version, accountId: viewer.accountId, reason: null };
    await insertStep(client, { ...step, kind: 'approved' });
    await note(client, viewer, { action: 'approval.given', subject: seizure.ref, detail: { by: officer.loginId } });
  };
  const ref = bases
    ? await amend(context, officer, asked.id, reviewed.record, sheet.reason.trim(), also)
    : await record(context, officer, asked.id, reviewed.record, also);
  context.waiting?.changed();
  return ref;
}

/** The officer whose entry it stays; whoever approves takes over what somebody left who has no account any more. */
async function ownerOf(context: SeizuresContext, viewer: Viewer, asked: AskedDraft): Promise<Viewer> {
  return inTransaction(context.pool, async client => {
    const sent = await lockSent(client, viewer, asked);
    if (sent.accountId === viewer.accountId) throw new Forbidden('nobody approves an entry of their own');
    const officer = await viewerOfAccount(client, sent.accountId);
    if (officer && officer.office.id === viewer.office.id) return officer;
    await takeDraft(client, asked.id, viewer);
    return viewer;
  });
}

async function lockSent(client: Client, viewer: Viewer, { id, sentAt }: AskedDraft): Promise<SentDraft> {
  const sent = await findSent(client, viewer, id, true);
  if (!sent || sent.sentAt.toISOString() !== sentAt) throw new ChangedMeanwhile('it was taken back or decided');
  return sent;
}

function requireContactPoint(viewer: Viewer): void {
  if (viewer.level !== 'unlimited' || !isContactPoint(viewer, viewer.office.id))
    throw new Forbidden('not the contact point of the office');
}
