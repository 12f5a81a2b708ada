import type { Viewer } from '../../../src/access/index.ts';
import type { Client } from '../../../src/db/pool.ts';
import { execute, sql } from '../../../src/db/sql.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { derivedId } from '../../../src/files/store/derived-id.ts';
import type { CencommContext } from '../../../src/cencomm/index.ts';
import { countryFor, type InvitedRole } from '../../../src/cencomm/operations/members/invite.ts';
import { createOperation } from '../../../src/cencomm/operations/lifecycle/create.ts';
import { addMember } from '../../../src/cencomm/operations/members/members.ts';
import { insertInvitation } from '../../../src/cencomm/operations/members/store-invitations.ts';
import { addDays, today } from '../../../src/text/plain-date.ts';
import { viewerOfLogin } from './viewer-of-login.ts';

/**
 * A synthetic operation without a message, for an evaluation: how it was asked for, and who is in it. Days from today.
 */
export interface SampleRequest {
  readonly key: string;
  readonly by: string;
  readonly state: 'requested' | 'refused' | 'open' | 'closed';
  readonly title: string;
  readonly aim: string;
  readonly starts: number;
  readonly ends: number;
  readonly headings: readonly string[];
  readonly countries: readonly string[];
  readonly langs: readonly string[];
  /** The Secretariat's reason, of a refusal. */
  readonly decision?: string;
  readonly members?: Readonly<Record<string, InvitedRole>>;
  readonly invited?: readonly ({ readonly role: InvitedRole } & (
    | { readonly officer: string; readonly office?: never }
    | { readonly office: string; readonly officer?: never }
  ))[];
}

type Context = Pick<CencommContext, 'jobPool' | 'keys' | 'offices'>;

/** Creates those that are missing, each in one transaction. Without keys it creates none; the next start does. */
export async function makeSampleRequests(context: Context, requests: readonly SampleRequest[]): Promise<void> {
  if (await context.keys.problem()) return;
  for (const one of requests) await inTransaction(context.jobPool, client => make(client, context, one));
}

async function make(client: Client, { keys, offices }: Context, sample: SampleRequest): Promise<void> {
  const by = await viewerOfLogin(client, sample.by);
  if (!by) return;
  const { id, isNew } = await createOperation(
    client,
    by,
    keys,
    {
      clientUuid: derivedId('sample operation', sample.key),
      title: sample.title,
      startsOn: addDays(today(), sample.starts),
      endsOn: addDays(today(), sample.ends),
      headings: sample.headings,
      countries: sample.countries,
      langs: sample.langs,
      joining: 'history',
      retentionDays: 1825,
      details: { aim: sample.aim },
    },
    true,
    Date.now() - (2 + Math.max(0, 20 - sample.starts)) * 86_400_000,
  );
  if (!isNew || sample.state === 'requested') return;
  await execute(
    client,
    sql`
      update cencomm_operations
      set state = ${sample.state}, decided_at = now(), decision = ${sample.decision ?? null},
        closed_at = case ${sample.state} when 'closed' then (ends_on + 1)::timestamptz end where id = ${id}`,
  );
  if (sample.state === 'refused') return;
  for (const [login, role] of Object.entries({ [sample.by]: 'owner' as const, ...sample.members })) {
    const member = await viewerOfLogin(client, login);
    if (member)
      await addMember(
        client,
        by,
        keys,
        { id, joining: 'history' },
        { accountId: member.accountId, role, country: countryFor(member.office.id, role, '', offices) },
      );
  }
  for (const one of sample.invited ?? []) await invite(client, by, offices, id, one);
}

async function invite(
  client: Client,
  by: Viewer,
  offices: Context['offices'],
  operationId: string,
  { role, office, officer }: NonNullable<SampleRequest['invited']>[number],
): Promise<void> {
  const id = derivedId(operationId, `${office ?? officer}`);
  const invited = officer === undefined ? undefined : await viewerOfLogin(client, officer);
  const officeId = office === undefined ? invited?.office.id : offices.byCode(office)?.id;
  if (officeId === undefined) return;
  const country = countryFor(officeId, role, '', offices);
  await insertInvitation(
    client,
    by,
    operationId,
    invited ? { id, accountId: invited.accountId, role, country } : { id, officeId, role, country },
  );
}
