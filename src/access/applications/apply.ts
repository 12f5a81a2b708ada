import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { NewApplication } from './application.ts';
import { tellAdministrators } from './letters.ts';
import type { ApplicationsContext } from './context.ts';
import { findKnown, findSent, insertApplication, takeRefs, type Known } from './store-write.ts';
import { nameKey } from './pages/text.ts';

interface Sending {
  /** Of the form: sent twice, it is one application. */
  readonly formId: string;
  /** The sender says that somebody of the same name is another person. */
  readonly otherPerson: boolean;
}

type Outcome = { readonly ref: string } | { readonly problems: readonly FieldProblem[] };

/**
 * Applies for one person's access, checked by `checkPerson` before. Returns the reference, or what stands against it: a
 * login or an open application of the same person.
 */
export async function apply(
  context: ApplicationsContext,
  viewer: Viewer,
  application: NewApplication,
  sending: Sending,
): Promise<Outcome> {
  try {
    return await inTransaction(context.pool, async client => {
      const sent = await findSent(client, viewer, sending.formId);
      if (sent) return { ref: sent };
      const known = await findKnown(client, application.officeId, [application.email]);
      const problems = clashes(application, known, sending.otherPerson);
      if (problems.length > 0) return { problems };
      return { ref: await write(client, viewer, context, application, sending.formId) };
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== '23505') throw error;
    // Another request was a moment faster: the same form, or one for the same address.
    const sent = await inTransaction(context.pool, client => findSent(client, viewer, sending.formId));
    return sent ? { ref: sent } : { problems: [{ path: 'email', key: 'applications:problems.emailOpen' }] };
  }
}

async function write(
  client: Client,
  viewer: Viewer,
  context: ApplicationsContext,
  application: NewApplication,
  formId: string,
): Promise<string> {
  const [ref = ''] = await takeRefs(client, 1);
  await insertApplication(client, application, { ref, formId, madeBy: viewer.accountId });
  await note(client, viewer, {
    action: 'application.made',
    subject: ref,
    detail: { office: application.officeId, level: application.level, duties: application.duties },
  });
  await tellAdministrators(client, context, 'applicationWaiting', { ...application, ref }, viewer.accountId);
  return ref;
}

/**
 * A person has one login: the same address is refused, the same name in the office asks whether it is another person.
 */
export function clashes(
  { email, givenName, familyName }: NewApplication,
  known: Known,
  otherPerson: boolean,
): FieldProblem[] {
  if (known.emails.has(email)) return [{ path: 'email', key: 'applications:problems.emailTaken' }];
  if (known.openEmails.has(email)) return [{ path: 'email', key: 'applications:problems.emailOpen' }];
  const key = nameKey(`${givenName} ${familyName}`);
  const same = known.names.filter(({ name }) => nameKey(name) === key).map(({ who }) => who);
  return same.length > 0 && !otherPerson
    ? [{ path: 'otherPerson', key: 'applications:problems.sameName', values: { who: same.slice(0, 3).join(', ') } }]
    : [];
}
