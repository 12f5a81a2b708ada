import { randomUUID } from 'node:crypto';
import { letterSeal } from '../../src/mail/index.ts';
import type { TestPortal } from './portal.ts';

/** A plain date some days from today. */
export const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A filled-in request for an operation. */
export const wish = (
  more: Readonly<Record<string, string | readonly string[]>> = {},
): Record<string, string | readonly string[]> => ({
  clientUuid: randomUUID(),
  title: 'Operation TEST',
  aim: 'ZEBRAMARKER aim',
  headings: ['CITES', 'ODS'],
  startsOn: dayIn(-6),
  endsOn: dayIn(700),
  countries: ['KE', 'VN'],
  langs: ['en', 'fr'],
  joining: 'from_now',
  length: 'standard',
  retentionDays: '400',
  ...more,
});

/** Asks for an operation as a login; answers its id. */
export async function ask(portal: TestPortal, login: string, more: Parameters<typeof wish>[0] = {}): Promise<string> {
  const form = wish(more);
  const answer = await (await portal.as(login)).post('/cencomm/operations/new', form, '/cencomm/operations/new');
  if (answer.status !== 303) throw new Error(`the request was answered ${answer.status}`);
  const {
    rows: [row],
  } = await portal.owner.query<{ id: string }>('select id from cencomm_operations where client_uuid = $1', [
    form.clientUuid,
  ]);
  return row?.id ?? '';
}

/** Asks as a contact point or RILO and has the Secretariat open it. */
export async function opened(
  portal: TestPortal,
  login: string,
  more: Parameters<typeof wish>[0] = {},
): Promise<string> {
  const id = await ask(portal, login, more);
  const answer = await (await portal.as('wco.admin')).post(
    `/cencomm/register/${id}/decision`,
    { decision: 'open', reason: '' },
    '/account',
  );
  if (answer.status !== 303) throw new Error(`the decision was answered ${answer.status}`);
  return id;
}

/** The id of an account or an office, as the form that invites names it. */
export async function whom(portal: TestPortal, name: string): Promise<string> {
  const {
    rows: [row],
  } = await portal.owner.query<{ value: string }>(
    `select coalesce((select 'account-' || id from accounts where login_id = $1), (select 'office-' || id from
      offices where code = $1)) as value`,
    [name],
  );
  return row?.value ?? '';
}

/** Has the owner invite somebody. Answers the answer. */
export async function invite(
  portal: TestPortal,
  owner: string,
  operation: string,
  name: string,
  role = 'member',
  more: Readonly<Record<string, string>> = {},
) {
  return (await portal.as(owner)).post(
    `/cencomm/operations/${operation}/members/invite`,
    { clientUuid: randomUUID(), q: '', whom: await whom(portal, name), role, country: '', ...more },
    '/account',
  );
}

/** The open invitation of a login or an office in an operation. */
export async function invitationOf(portal: TestPortal, operation: string, name: string): Promise<string> {
  const {
    rows: [row],
  } = await portal.owner.query<{ id: string }>(
    `select i.id from cencomm_invitations i left join accounts a on a.id = i.account_id left join offices o on
      o.id = i.office_id
    where i.operation_id = $1 and i.state = 'open' and coalesce(a.login_id, o.code) = $2`,
    [operation, name],
  );
  return row?.id ?? '00000000-0000-4000-8000-000000000000';
}

/** Invites and accepts. */
export async function join(
  portal: TestPortal,
  owner: string,
  operation: string,
  login: string,
  role = 'member',
): Promise<void> {
  await invite(portal, owner, operation, login, role);
  const answer = await (await portal.as(login)).post(
    `/cencomm/invitations/${await invitationOf(portal, operation, login)}`,
    { answer: 'accept' },
    '/account',
  );
  if (answer.status !== 303) throw new Error(`${login} could not join: ${answer.status}`);
}

/** Kind, reader and whole text of the letters that wait, oldest first. */
export async function lettersOf(
  portal: TestPortal,
  masterKey: Buffer,
): Promise<{ kind: string; recipient: string; text: string }[]> {
  const { rows } = await portal.owner.query<{ kind: string; recipient: string; sealed: Buffer }>(
    'select kind, recipient, sealed from outgoing_letters order by id',
  );
  return rows.map(({ kind, recipient, sealed }) => {
    const { subject, text } = letterSeal(masterKey).open(sealed);
    return { kind, recipient, text: `${subject}\n${text}` };
  });
}

/** Actions noted on an operation, oldest first, reads left out. */
export async function deedsOf(portal: TestPortal, operation: string): Promise<string[]> {
  const { rows } = await portal.owner.query<{ action: string }>(
    `select action from audit_events where subject = $1 and action !~ '[rR]ead$|membersSealed$' order by id`,
    [`operation:${operation}`],
  );
  return rows.map(({ action }) => action);
}
