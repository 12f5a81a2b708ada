import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden, type FieldProblem } from '../../errors.ts';
import type { Viewer } from '../viewer.ts';
import { openStates, type Application } from './application.ts';
import { tellApplicant } from './letters.ts';
import type { ApplicationsContext } from './context.ts';
import { listSteps, lockApplication } from './store.ts';
import { insertStep, setState } from './store-write.ts';
import { readText } from './pages/text.ts';
import { longest } from './pages/form.ts';

/** Somebody else was faster: the page shows what happened. */
export class Overtaken extends Conflict {}

/** The same person cannot be both of two, nor decide alone what he applied for himself. 403. */
export class NeedsAnother extends Forbidden {}

/** What a decision says: the words for the applicant, and the last step its writer had seen. */
export interface Saying {
  readonly words: string;
  readonly seen: number;
}

export type Decided = { readonly problems: readonly FieldProblem[] } | { readonly state: 'done' | 'consented' };

/** Locks an application that is still open and as its decider saw it. Throws Overtaken. */
export async function lockAsSeen(client: Client, viewer: Viewer, ref: string, seen: number): Promise<Application> {
  const application = await lockApplication(client, viewer, ref);
  const last = (await listSteps(client, application)).at(-1);
  if (!openStates.includes(application.state) || last?.id !== seen) throw new Overtaken(`${ref} was changed meanwhile`);
  return application;
}

/** What is wrong with words that must be there (or, with `optional`, may). */
export function wordsProblems(
  words: string,
  { optional = false, path = 'words' }: { optional?: boolean; path?: string } = {},
): FieldProblem[] {
  const { text, problem } = readText(words, longest.words, { lines: true });
  if (problem) return [{ path, ...problem }];
  return text === '' && !optional ? [{ path, key: 'applications:problems.wordsMissing' }] : [];
}

/** Asks the applicant something; a first consent given before falls. */
export function ask(context: ApplicationsContext, viewer: Viewer, ref: string, saying: Saying): Promise<Decided> {
  return step(context, viewer, ref, saying, 'asked');
}

/** Refuses, with the reason the applicant reads. */
export function refuse(context: ApplicationsContext, viewer: Viewer, ref: string, saying: Saying): Promise<Decided> {
  return step(context, viewer, ref, saying, 'refused');
}

async function step(
  context: ApplicationsContext,
  viewer: Viewer,
  ref: string,
  { words, seen }: Saying,
  kind: 'asked' | 'refused',
): Promise<Decided> {
  const problems = wordsProblems(words);
  if (problems.length > 0) return { problems };
  const { text } = readText(words, longest.words, { lines: true });
  await inTransaction(context.pool, async client => {
    const application = await lockAsSeen(client, viewer, ref, seen);
    await setState(client, application, kind);
    await insertStep(client, { applicationId: application.id, kind, accountId: viewer.accountId, words: text });
    await note(client, viewer, {
      action: `application.${kind}`,
      subject: ref,
      detail: { office: application.officeId },
    });
    await tellApplicant(
      client,
      context,
      kind === 'asked' ? 'applicationAsked' : 'applicationRefused',
      application,
      text,
    );
  });
  return { state: 'done' };
}
