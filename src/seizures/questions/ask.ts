import { tellLogin, tellOffice, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { addDays, today } from '../../text/plain-date.ts';
import type { SeizuresContext } from '../context.ts';
import { insertStep, lockSeizure, type Seizure } from '../record/store.ts';
import { canAbout } from './permissions.ts';
import type { Question } from './question.ts';
import {
  authorOf,
  insertQuestion,
  insertText,
  listQuestions,
  markAnswered,
  markQueried,
  setQuestionState,
} from './store-questions.ts';

interface Asked {
  readonly clientUuid: string;
  readonly field: string;
  readonly text: string;
}

/**
 * Asks the office about its record, which is queried until it is answered or amended. The officer who stated it and the
 * contact point are told by letter. Sent twice it is one question.
 */
export async function ask(
  context: SeizuresContext,
  viewer: Viewer,
  ref: string,
  asked: Asked & { readonly days: number },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const seizure = await lockSeizure(client, viewer, ref);
    if (!canAbout(viewer, 'ask', seizure)) throw new Forbidden('may not ask about it');
    const due = addDays(today(), asked.days);
    const isNew = await insertQuestion(client, viewer, seizure, { ...asked, kind: 'question', proposed: null, due });
    if (!isNew) return;
    await markQueried(client, seizure.id);
    await step(client, viewer, seizure, 'queried');
    await note(client, viewer, { action: 'seizure.queried', subject: ref, detail: { field: asked.field, due } });
    await tellOwner(client, context, viewer, seizure, 'seizureQuestion');
  });
  context.changed();
}

/** Any reader suggests a correction to the office; the record stays as it is until the office decides. */
export async function suggest(
  context: SeizuresContext,
  viewer: Viewer,
  ref: string,
  asked: Asked & { readonly proposed: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const seizure = await lockSeizure(client, viewer, ref);
    if (!canAbout(viewer, 'suggest', seizure)) throw new Forbidden('may not suggest a correction');
    const isNew = await insertQuestion(client, viewer, seizure, { ...asked, kind: 'suggestion', due: null });
    if (!isNew) return;
    await note(client, viewer, { action: 'seizure.correctionSuggested', subject: ref, detail: { field: asked.field } });
    await tellOwner(client, context, viewer, seizure, 'seizureSuggestion');
  });
}

/** The office answers a question without changing the record. */
export async function answer(
  context: SeizuresContext,
  viewer: Viewer,
  ref: string,
  { id, ...said }: { readonly id: number; readonly text: string; readonly clientUuid: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const [seizure, question] = await lockQuestion(client, viewer, ref, id);
    requireAbout(viewer, 'answer', seizure, question);
    if (!(await insertText(client, viewer, id, said))) return;
    await setQuestionState(client, id, 'answered', true);
    if (await markAnswered(client, seizure.id)) await step(client, viewer, seizure, 'answered');
    await note(client, viewer, { action: 'seizure.answered', subject: ref, detail: { question: id } });
    await tellAsker(client, context, question, ref);
  });
  context.changed();
}

/** The office accepts a suggestion, and amends next, or declines it with a reason. */
export async function decide(
  context: SeizuresContext,
  viewer: Viewer,
  ref: string,
  {
    id,
    decision,
    ...said
  }: {
    readonly id: number;
    readonly decision: 'accepted' | 'declined';
    readonly text: string;
    readonly clientUuid: string;
  },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const [seizure, question] = await lockQuestion(client, viewer, ref, id);
    requireAbout(viewer, 'decide', seizure, question);
    if (!(await insertText(client, viewer, id, said))) return;
    await setQuestionState(client, id, decision, true);
    await note(client, viewer, {
      action: 'seizure.suggestionDecided',
      subject: ref,
      detail: { question: id, decision },
    });
    await tellAsker(client, context, question, ref);
  });
}

/** Who asked is satisfied, or takes the question back. */
export async function close(context: SeizuresContext, viewer: Viewer, ref: string, id: number): Promise<void> {
  await inTransaction(context.pool, async client => {
    const [seizure, question] = await lockQuestion(client, viewer, ref, id);
    requireAbout(viewer, 'close', seizure, question);
    await setQuestionState(client, id, 'closed', false);
    if (await markAnswered(client, seizure.id)) await step(client, viewer, seizure, 'answered');
    await note(client, viewer, { action: 'seizure.questionClosed', subject: ref, detail: { question: id } });
  });
  context.changed();
}

/** Throws NotFound where the viewer may not read the thread, Forbidden where it is not theirs, Conflict when over. */
function requireAbout(
  viewer: Viewer,
  action: 'answer' | 'decide' | 'close',
  seizure: Seizure,
  question: Question,
): void {
  if (canAbout(viewer, action, seizure, question)) return;
  if (!canAbout(viewer, 'read', seizure, question)) throw new NotFound('no such question');
  const wasOpen = { ...question, state: 'open' } as const;
  if (canAbout(viewer, action, seizure, wasOpen)) throw new Conflict('the question is over');
  throw new Forbidden(`may not ${action}`);
}

async function lockQuestion(client: Client, viewer: Viewer, ref: string, id: number): Promise<[Seizure, Question]> {
  const seizure = await lockSeizure(client, viewer, ref);
  const question = (await listQuestions(client, seizure.id)).find(one => one.id === id);
  if (!question) throw new NotFound('no such question');
  return [seizure, question];
}

async function step(
  client: Client,
  viewer: Viewer,
  { id, version }: Seizure,
  kind: 'queried' | 'answered',
): Promise<void> {
  // The words are in the thread, which fewer may read than the history.
  await insertStep(client, { seizureId: id, kind, version, accountId: viewer.accountId, reason: null });
}

async function tellOwner(
  client: Client,
  { outbox }: SeizuresContext,
  viewer: Viewer,
  { ref, officeId, author }: Seizure,
  kind: string,
): Promise<void> {
  const news = { about: 'seizure', kind, values: { ref }, path: `/seizures/${ref}#questions` } as const;
  const login = await authorOf(client, author);
  if (login !== undefined && author !== viewer.accountId) await tellLogin(client, outbox, login, news);
  await tellOffice(client, outbox, officeId, news, login ?? viewer.loginId);
}

async function tellAsker(client: Client, context: SeizuresContext, { loginId }: Question, ref: string): Promise<void> {
  await tellAskers(client, context, [loginId], ref);
}

/** Tells those who asked about a record that there is an answer, by letter. */
export async function tellAskers(
  client: Client,
  { outbox }: SeizuresContext,
  logins: readonly string[],
  ref: string,
): Promise<void> {
  const news = {
    about: 'seizure',
    kind: 'seizureAnswer',
    values: { ref },
    path: `/seizures/${ref}#questions`,
  } as const;
  for (const login of logins) await tellLogin(client, outbox, login, news);
}
