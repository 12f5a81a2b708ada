import { rights, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import type { CwsDocument } from '../documents/document.ts';
import { lockDocument } from '../documents/store.ts';
import { insertStep } from '../documents/store-change.ts';
import type { CwsContext } from '../context.ts';
import { getCheck } from './store-checks.ts';
import { today } from '../../text/plain-date.ts';

/** Whether a viewer may say that a page still holds: its keeper, or an administrator. Pure. */
export function mayCheck(viewer: Viewer, { facts, state }: Pick<CwsDocument, 'facts' | 'state'>): boolean {
  return (
    state === 'published' &&
    (rights.administrator(viewer) || (viewer.level === 'unlimited' && facts.keeper === viewer.loginId))
  );
}

/**
 * Notes that a page was looked at and is still right. Said again by the same person on the same day it is noted once.
 * Throws NotVisible, or Forbidden for anybody else.
 */
export async function confirmPage({ pool }: Pick<CwsContext, 'pool'>, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(pool, async client => {
    const document = await lockDocument(client, viewer, ref);
    if (document.kind !== 'page') throw new NotFound('no page of the reference system');
    if (!mayCheck(viewer, document)) throw new Forbidden('does not keep this page');
    const last = await getCheck(client, document);
    if (last?.checkedBy === viewer.loginId && last.checkedOn === today()) return;
    await insertStep(client, viewer, document.id, { kind: 'checked', version: document.version });
    await note(client, viewer, { action: 'document.checked', subject: ref, detail: { version: document.version } });
  });
}
