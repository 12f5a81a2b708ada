import { tellLogin, tellOffice, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotVisible } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { insertRequest, lockAsked, writeAnswer } from './store.ts';

type Context = Pick<SeizuresContext, 'pool' | 'outbox' | 'waiting'>;

const path = '/seizures/requests';

/** Asks a RILO for what it holds, and tells its officers by letter; sent twice it is one request. */
export async function askRilo(
  { pool, outbox, waiting }: Context,
  viewer: Viewer,
  rilo: { readonly id: number; readonly code: string },
  asked: { readonly clientUuid: string; readonly query: string; readonly text: string },
): Promise<void> {
  await inTransaction(pool, async client => {
    if (!(await insertRequest(client, viewer, { ...asked, riloId: rilo.id }))) return;
    await note(client, viewer, {
      action: 'request.asked',
      subject: `office:${rilo.code}`,
      detail: { query: asked.query },
    });
    await tellOffice(
      client,
      outbox,
      rilo.id,
      { about: 'seizure', kind: 'riloRequest', values: {}, path },
      viewer.loginId,
    );
  });
  waiting?.changed();
}

/**
 * The RILO answers: what it may pass on, or that it passed the request on; who asked is told by letter. Throws Conflict
 * where it is answered.
 */
export async function answerRequest(
  { pool, outbox, waiting }: Context,
  viewer: Viewer,
  id: number,
  answer: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const asked = await lockAsked(client, viewer, id);
    if (!asked) throw new NotVisible('no such request');
    if (asked.answer !== null) throw new Conflict('the request is answered already');
    await writeAnswer(client, viewer, id, answer);
    await note(client, viewer, { action: 'request.answered', subject: `request:${id}` });
    await tellLogin(client, outbox, asked.loginId, { about: 'seizure', kind: 'riloAnswer', values: {}, path });
  });
  waiting?.changed();
}
