import { tellLogin, tellOffice, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { CwsContext } from '../../context.ts';
import { lockFor } from '../editing/submit.ts';
import { insertStep } from '../store-change.ts';
import { endWorldRequest, insertWorldRequest } from './store-world.ts';

/** A RILO asks the Secretariat to open its document to every Member; the Secretariat is told. Once is enough. */
export async function askWorld(context: CwsContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'askWorld');
    if (!(await insertWorldRequest(client, viewer, document, reason))) return;
    await insertStep(client, viewer, document.id, { kind: 'worldAsked', version: document.version, reason });
    await note(client, viewer, { action: 'document.worldAsked', subject: ref, detail: { reason } });
    const desk = context.offices.all.find(({ kind }) => kind === 'secretariat');
    await tellOffice(client, context.outbox, desk?.id ?? -1, {
      about: 'cws',
      kind: 'worldAsked',
      values: { ref },
      path: `/cws/documents/${ref}`,
    });
  });
}

/** The RILO asks no more. */
export async function takeBackWorld(context: CwsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'askWorld');
    if ((await endWorldRequest(client, viewer, document, 'takenBack')) === undefined)
      throw new ChangedMeanwhile('nothing is asked');
    await insertStep(client, viewer, document.id, { kind: 'worldTakenBack', version: document.version });
    await note(client, viewer, { action: 'document.worldTakenBack', subject: ref });
  });
}

/** The Secretariat does not open it, and says why; who asked is told. */
export async function refuseWorld(context: CwsContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const document = await lockFor(client, viewer, ref, 'widen');
    const asker = await endWorldRequest(client, viewer, document, 'refused');
    if (asker === undefined) throw new ChangedMeanwhile('nothing is asked');
    await insertStep(client, viewer, document.id, { kind: 'worldRefused', version: document.version, reason });
    await note(client, viewer, { action: 'document.worldRefused', subject: ref, detail: { reason } });
    await tellLogin(client, context.outbox, asker, {
      about: 'cws',
      kind: 'worldRefused',
      values: { ref },
      path: `/cws/documents/${ref}`,
    });
  });
}
