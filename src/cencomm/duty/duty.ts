import { tellLogin, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { CencommContext } from '../context.ts';
import { authorOfListed, deleteListed, insertListed, readLists } from '../lists/store-lists.ts';
import type { Entered } from '../operations/operation.ts';
import { enterLocked } from '../operations/store.ts';
import { mostContacts, type DutyContact } from './contact.ts';
import { findMemberLogin } from './store-wakes.ts';

type Context = Pick<CencommContext, 'pool' | 'keys' | 'outbox'>;

/** Whether a member sets who is on duty: the owner, and a liaison for their own office; while it is open. */
export function maySetDuty({ operation, membership }: Entered): boolean {
  return operation.state === 'open' && (membership.role === 'owner' || membership.role === 'liaison');
}

/** Throws Forbidden. */
export function requireDuty(entered: Entered): void {
  if (!maySetDuty(entered)) throw new Forbidden('only the owner and liaisons say who is on duty');
}

/** Puts somebody on duty, and tells them by letter so that nobody is without knowing. Throws Refused. */
export async function addContact(
  { pool, keys, outbox }: Context,
  viewer: Viewer,
  operationId: string,
  clientUuid: string,
  contact: DutyContact,
): Promise<void> {
  await inTransaction(pool, async client => {
    const entered = await enterLocked(client, viewer, operationId);
    requireDuty(entered);
    if (entered.membership.role !== 'owner' && contact.officeId !== viewer.office.id)
      throw new Refused({ path: 'office', key: 'cencommops:problem.dutyOffice' });
    if ((await readLists<DutyContact>(client, keys, operationId, 'duty')).length >= mostContacts)
      throw new Refused({ path: 'name', key: 'cencommops:problem.dutyMany', values: { most: mostContacts } });
    const item = { id: clientUuid, kind: 'duty', content: contact } as const;
    if (!(await insertListed(client, viewer, keys, entered.operation, item))) return;
    await note(client, viewer, { action: 'operation.dutySet', subject: `operation:${operationId}` });
    await tellNamed(client, { outbox }, operationId, contact);
  });
}

async function tellNamed(
  client: Client,
  { outbox }: Pick<Context, 'outbox'>,
  operationId: string,
  { whom, name }: DutyContact,
): Promise<void> {
  if (whom.kind === 'mailbox')
    await outbox.post(client, { kind: 'cencommDutyMailbox', to: whom.address, lang: whom.lang, values: { name } });
  else {
    const loginId = await findMemberLogin(client, operationId, whom.accountId);
    if (loginId === undefined) throw new Refused({ path: 'member', key: 'cencommops:problem.dutyMember' });
    await tellLogin(client, outbox, loginId, {
      about: 'account',
      kind: 'cencommDutyNamed',
      values: {},
      path: '/cencomm',
    });
  }
}

/** Takes somebody off duty: the owner anybody, a liaison whom they set. Throws ChangedMeanwhile where it is done. */
export async function removeContact({ pool }: Context, viewer: Viewer, operationId: string, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const entered = await enterLocked(client, viewer, operationId);
    requireDuty(entered);
    const author = await authorOfListed(client, operationId, 'duty', id);
    if (author === undefined) throw new ChangedMeanwhile('it was taken off already');
    if (entered.membership.role !== 'owner' && author !== viewer.accountId)
      throw new Forbidden('a liaison takes off whom they set');
    await deleteListed(client, operationId, 'duty', id);
    await note(client, viewer, { action: 'operation.dutyRemoved', subject: `operation:${operationId}` });
  });
}
