import { tellLogin, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Conflict, NotFound } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { SeizuresContext } from '../../context.ts';
import { getDraft } from '../store-drafts.ts';
import { giveDraft, listWriters, lockHanded, takeDraftBack } from './store-handing.ts';

/**
 * Hands a draft of the viewer's to a colleague of the office, who is told by letter and finds it among what waits. Sent
 * twice it is handed once. Throws NotFound, Conflict once it was submitted, Refused for a login that is no colleague's.
 */
export async function handDraft(
  { pool, outbox }: SeizuresContext,
  viewer: Viewer,
  id: string,
  { to: login, note: said }: { readonly to: string; readonly note: string },
): Promise<void> {
  await inTransaction(pool, async client => {
    if ((await lockHanded(client, viewer, id))?.to === login) return;
    const draft = await getDraft(client, viewer, id, true);
    if (draft.submittedAt || draft.sentAt) throw new Conflict('the draft is submitted');
    const to = (await listWriters(client, viewer)).find(({ loginId }) => loginId === login);
    if (!to) throw new Refused({ path: 'to', key: 'forms:problem.notListed' });
    await giveDraft(client, viewer, { id, to: to.id, note: said });
    await note(client, viewer, { action: 'seizure.draftHandedOver', subject: id, detail: { to: login } });
    const news = { about: 'seizure', kind: 'draftHanded', values: { from: viewer.loginId } } as const;
    await tellLogin(client, outbox, login, { ...news, path: `/seizures/drafts/${id}` });
  });
}

/** Takes a draft back from the colleague it was handed to, with what he wrote in it. Throws NotFound, Conflict. */
export async function takeBack({ pool }: SeizuresContext, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const handed = await lockHanded(client, viewer, id);
    if (!handed) {
      // Pressed twice: it is here already. Anything else was submitted, discarded or never handed over.
      const own = await getDraft(client, viewer, id).catch((error: unknown) => {
        if (error instanceof NotFound) return undefined;
        throw error;
      });
      if (own?.submittedAt === null) return;
      throw own ? new Conflict('the draft is submitted') : new NotFound('no such draft');
    }
    await takeDraftBack(client, viewer, id);
    await note(client, viewer, { action: 'seizure.draftTakenBack', subject: id, detail: { from: handed.to } });
  });
}
