import { tellLogin, tellOffice, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import { getReadable } from '../alerts/store.ts';
import type { CwsContext } from '../context.ts';
import type { CwsDocument } from '../documents/document.ts';
import { lockDocument } from '../documents/store.ts';
import { isIssuer } from './answer.ts';
import { issuerOf } from './tell.ts';
import { insertQuestion, insertWord, isSaid, listQuestions } from './store.ts';

/** A reader asks the issuer of an alert, who is told by letter. Twice the same form is one question. */
export async function ask(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  clientUuid: string,
  text: string,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const alert = await getReadable(client, viewer, ref);
    if (alert.kind !== 'alert') throw new NotFound('no alert');
    if (isIssuer(viewer, alert)) throw new Forbidden('answers for the issuer');
    await lockDocument(client, viewer, ref);
    if (await isSaid(client, clientUuid)) return;
    await insertWord(client, viewer, await insertQuestion(client, viewer, alert), { clientUuid, text, waits: true });
    await note(client, viewer, { action: 'document.asked', subject: ref });
    await tellIssuer(client, context, viewer, alert);
  });
}

/** The issuer answers, or who asked says more; the other side is told by letter. Throws NotFound. */
export async function reply(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  questionId: number,
  { clientUuid, text }: { clientUuid: string; text: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const alert = await getReadable(client, viewer, ref);
    await lockDocument(client, viewer, ref);
    const [isIssuers, known] = [isIssuer(viewer, alert), await isSaid(client, clientUuid)];
    const question = (await listQuestions(client, viewer, alert, isIssuers)).find(({ id }) => id === questionId);
    if (!question) throw new NotFound('no such question');
    if (known) return;
    await insertWord(client, viewer, questionId, { clientUuid, text, waits: !isIssuers });
    await note(client, viewer, { action: isIssuers ? 'document.questionAnswered' : 'document.asked', subject: ref });
    if (!isIssuers) return tellIssuer(client, context, viewer, alert);
    await tellLogin(client, context.outbox, question.login, {
      about: 'cws',
      kind: 'alertAnswered',
      values: { ref },
      path: `/cws/alerts/${ref}/answers`,
    });
  });
}

async function tellIssuer(
  client: Client,
  context: CwsContext,
  viewer: Viewer,
  alert: Pick<CwsDocument, 'ref' | 'regionId'>,
): Promise<void> {
  const { ref } = alert;
  await tellOffice(
    client,
    context.outbox,
    issuerOf(context, alert),
    { about: 'cws', kind: 'alertAsked', values: { ref }, path: `/cws/alerts/${ref}/answers` },
    viewer.loginId,
  );
}
