import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden, type FieldProblem } from '../../errors.ts';
import { makeLink } from '../links/make-link.ts';
import type { Viewer } from '../viewer.ts';
import type { Application } from './application.ts';
import { Overtaken, lockAsSeen, wordsProblems, type Saying } from './decide.ts';
import { longest } from './pages/form.ts';
import { tellAdministrators } from './letters.ts';
import type { ApplicationsContext } from './context.ts';
import { findOpening, lockApplication } from './store.ts';
import { insertStep, setState } from './store-write.ts';
import { readText } from './pages/text.ts';

type Answered = { readonly problems: readonly FieldProblem[] } | undefined;

/** Answers what an administrator asked; the application waits for its decision again. Throws Overtaken. */
export async function answer(
  context: ApplicationsContext,
  viewer: Viewer,
  ref: string,
  { words, seen }: Saying,
): Promise<Answered> {
  const problems = wordsProblems(words, { path: 'answer' });
  if (problems.length > 0) return { problems };
  const { text } = readText(words, longest.words, { lines: true });
  await inTransaction(context.pool, async client => {
    const application = await lockAsSeen(client, viewer, ref, seen);
    requireOwn(viewer, application);
    if (application.state !== 'asked') throw new Overtaken(`${ref} waits for no answer`);
    await setState(client, application, 'submitted');
    await insertStep(client, {
      applicationId: application.id,
      kind: 'answered',
      accountId: viewer.accountId,
      words: text,
    });
    await note(client, viewer, { action: 'application.answered', subject: ref });
    await tellAdministrators(client, context, 'applicationWaiting', application, viewer.accountId);
  });
  return undefined;
}

/** Takes an open application back. Throws Overtaken. */
export async function withdraw(
  context: ApplicationsContext,
  viewer: Viewer,
  ref: string,
  { words, seen }: Saying,
): Promise<Answered> {
  const problems = wordsProblems(words, { path: 'withdrawal' });
  if (problems.length > 0) return { problems };
  const { text } = readText(words, longest.words, { lines: true });
  await inTransaction(context.pool, async client => {
    const application = await lockAsSeen(client, viewer, ref, seen);
    requireOwn(viewer, application);
    await setState(client, application, 'withdrawn');
    await insertStep(client, {
      applicationId: application.id,
      kind: 'withdrawn',
      accountId: viewer.accountId,
      words: text,
    });
    await note(client, viewer, { action: 'application.withdrawn', subject: ref });
  });
  return undefined;
}

/**
 * Whether an application is the viewer's to answer or take back: of the own office, or made by the viewer for another.
 */
export function isOwn(viewer: Viewer, { officeId, madeBy }: Pick<Application, 'officeId' | 'madeBy'>): boolean {
  return officeId === viewer.office.id || madeBy === viewer.accountId;
}

function requireOwn(viewer: Viewer, application: Application): void {
  if (!isOwn(viewer, application)) throw new Forbidden('another office applied');
}

/**
 * Sends the activation link of a granted application again; the one before ends. Throws Conflict where there is nothing
 * to activate.
 */
export async function sendAgain(context: ApplicationsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const application = await lockApplication(client, viewer, ref);
    const opening = application.accountId === null ? undefined : await findOpening(client, application.accountId);
    if (application.accountId === null || !opening || opening.activatedAt || opening.endedAt)
      throw new Conflict(`${ref} has no account to activate`);
    await makeLink(client, context.outbox, {
      account: application.accountId,
      purpose: 'activation',
      madeBy: viewer.accountId,
    });
    await insertStep(client, { applicationId: application.id, kind: 'link_sent', accountId: viewer.accountId });
    await note(client, viewer, { action: 'account.linkSent', subject: opening.loginId, detail: { application: ref } });
  });
}
