import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, type FieldProblem } from '../../errors.ts';
import { insertChange } from '../accounts/store-history.ts';
import { makeLink } from '../links/make-link.ts';
import type { Viewer } from '../viewer.ts';
import { isWithin, needsTwo, type Application, type Decision } from './application.ts';
import { NeedsAnother, lockAsSeen, wordsProblems, type Decided, type Saying } from './decide.ts';
import { endProblem, longest } from './pages/form.ts';
import { tellAdministrators, tellApplicant } from './letters.ts';
import { chooseLoginId } from './login-id.ts';
import { emailProblem } from './mail-domains/mail-domains.ts';
import type { ApplicationsContext } from './context.ts';
import { domainsOf } from './store.ts';
import { findKnown, insertAccount, insertStep, setState } from './store-write.ts';
import { readText } from './pages/text.ts';
import { today } from '../../text/plain-date.ts';

/**
 * Grants what was asked or less of it; less needs words. Where two must agree, the first consents and the second,
 * another account, grants what the first consented to. The account, its link and the letters are of the same
 * transaction. Throws Overtaken, and NeedsAnother where this person may not be the one.
 */
export async function grant(
  context: ApplicationsContext,
  viewer: Viewer,
  ref: string,
  decision: Decision,
  saying: Saying,
): Promise<Decided> {
  return inTransaction(context.pool, async (client): Promise<Decided> => {
    const application = await lockAsSeen(client, viewer, ref, saying.seen);
    const given = application.state === 'consented' && application.decided ? application.decided : decision;
    const problems = await grantProblems(client, application, given, saying.words);
    if (problems.length > 0) return { problems };
    const words = readText(saying.words, longest.words, { lines: true }).text;
    if (isFirstOfTwo(context, viewer, application, given)) {
      await consent(client, viewer, context, application, given, words);
      return { state: 'consented' };
    }
    await open(client, viewer, context, application, given, words);
    await tellApplicant(client, context, 'applicationGranted', application, words);
    return { state: 'done' };
  });
}

/**
 * What stands against granting: more than was asked, less without a reason, an end that has passed, a person who has a
 * login by now.
 */
export async function grantProblems(
  client: Client,
  application: Application,
  given: Decision,
  words: string,
): Promise<FieldProblem[]> {
  const end = endProblem(given.endsOn, today());
  const problems: FieldProblem[] = end ? [{ path: 'endsOn', ...end }] : [];
  if (!end && given.endsOn > application.endsOn)
    problems.push({ path: 'endsOn', key: 'applications:problems.endLater', values: { asked: application.endsOn } });
  else if (!isWithin(given, application)) problems.push({ path: 'level', key: 'applications:problems.more' });
  if (given.duties.length > 0 && given.level !== 'unlimited')
    problems.push({ path: 'duties', key: 'applications:problems.dutyLevel' });
  const isLess =
    given.level !== application.level ||
    given.duties.length < application.duties.length ||
    given.endsOn < application.endsOn;
  problems.push(
    ...wordsProblems(words, { optional: problems.length > 0 || !isLess || application.state === 'consented' }),
  );
  const known = await findKnown(client, application.officeId, [application.email]);
  if (known.emails.has(application.email)) problems.push({ path: 'words', key: 'applications:problems.emailTaken' });
  const address = emailProblem(application.email, await domainsOf(client, application.officeId));
  return address ? [...problems, { path: 'words', ...address }] : problems;
}

/** Whether a second person is still needed after this one. Throws NeedsAnother where this one may not act at all. */
function isFirstOfTwo(
  context: ApplicationsContext,
  viewer: Viewer,
  application: Application,
  given: Decision,
): boolean {
  const office = context.offices.byId(application.officeId);
  if (!office) throw new Conflict('the office of the application is not known any more');
  if (!needsTwo(given, office.kind)) {
    if (application.madeBy === viewer.accountId) throw new NeedsAnother('applied for it himself');
    return false;
  }
  if (application.state !== 'consented') return true;
  if (application.consentedBy === viewer.accountId) throw new NeedsAnother('gave the first consent');
  return false;
}

async function consent(
  client: Client,
  viewer: Viewer,
  context: ApplicationsContext,
  application: Application,
  given: Decision,
  words: string,
): Promise<void> {
  await setState(client, application, 'consented', { decision: given, consentedBy: viewer.accountId });
  await insertStep(client, {
    applicationId: application.id,
    kind: 'consented',
    accountId: viewer.accountId,
    words,
    detail: given,
  });
  await note(client, viewer, { action: 'application.consented', subject: application.ref, detail: { ...given } });
  await tellAdministrators(client, context, 'applicationSecond', application, viewer.accountId);
}

/** Makes the account and sends its link; the application is granted. */
export async function open(
  client: Client,
  viewer: Viewer,
  context: ApplicationsContext,
  application: Application,
  given: Decision,
  words: string,
): Promise<void> {
  const office = context.offices.byId(application.officeId);
  if (!office) throw new Conflict('the office of the application is not known any more');
  const loginId = await chooseLoginId(client, office.code, application);
  const account = await insertAccount(client, loginId, application, given);
  await setState(client, application, 'granted', {
    decision: given,
    accountId: account,
    ...(application.consentedBy === null ? {} : { consentedBy: application.consentedBy }),
  });
  await insertStep(client, {
    applicationId: application.id,
    kind: 'granted',
    accountId: viewer.accountId,
    words,
    detail: { ...given, loginId },
  });
  await note(client, viewer, {
    action: 'application.granted',
    subject: application.ref,
    detail: { ...given, loginId },
  });
  await note(client, viewer, {
    action: 'account.created',
    subject: loginId,
    detail: { application: application.ref, level: given.level, duties: given.duties, endsOn: given.endsOn },
  });
  await insertChange(client, {
    accountId: account,
    what: 'created',
    becomes: { level: given.level, duties: given.duties, endsOn: given.endsOn },
    reason: application.ref,
    madeBy: viewer.accountId,
  });
  await makeLink(client, context.outbox, { account, purpose: 'activation', madeBy: viewer.accountId });
}
