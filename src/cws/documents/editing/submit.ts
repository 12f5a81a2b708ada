import { tellOffice, tellLogin, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import { can, type Action } from '../permissions.ts';
import { insertStep, setState } from '../store-change.ts';
import { lockDocument } from '../store.ts';

/** Sends a working copy to the desk that publishes it: the RILO of its region where one does, else the Secretariat. */
export async function submit(context: CwsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'submit');
    await setState(client, document.id, 'submitted');
    await insertStep(client, viewer, document.id, { kind: 'submitted' });
    await note(client, viewer, { action: 'document.submitted', subject: ref });
    await tellOffice(client, context.outbox, deskOf(context, document), {
      about: 'cws',
      kind: 'documentSubmitted',
      values: { ref },
      path: `/cws/documents/${ref}`,
    });
  });
}

/** The desk's answer: not so. Throws Forbidden for whom it was not sent to. */
export async function sendBack(context: CwsContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'return');
    await setState(client, document.id, 'returned');
    await insertStep(client, viewer, document.id, { kind: 'returned', reason });
    await note(client, viewer, { action: 'document.returned', subject: ref, detail: { reason } });
    if (document.madeBy !== null)
      await tellLogin(client, context.outbox, document.madeBy, {
        about: 'cws',
        kind: 'documentReturned',
        values: { ref },
        path: `/cws/documents/${ref}`,
      });
  });
}

/** The writer takes back what was sent, to write on. */
export async function takeBack({ pool }: CwsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(pool, async client => {
    const document = await lockFor(client, viewer, ref, 'takeBack');
    await setState(client, document.id, 'draft');
    await insertStep(client, viewer, document.id, { kind: 'revised' });
    await note(client, viewer, { action: 'document.takenBack', subject: ref });
  });
}

/** A document locked for an action. Throws NotVisible, or Forbidden where the viewer may not do it. */
export async function lockFor(client: Client, viewer: Viewer, ref: string, action: Action): Promise<CwsDocument> {
  const document = await lockDocument(client, viewer, ref);
  if (!can(viewer, action, document)) throw new Forbidden(`may not ${action} ${ref}`);
  return document;
}

function deskOf({ offices }: CwsContext, { kind, regionId }: CwsDocument): number {
  if (kinds[kind].publishers.includes('rilo') && regionId !== null) return regionId;
  return offices.all.find(office => office.kind === 'secretariat')?.id ?? -1;
}
