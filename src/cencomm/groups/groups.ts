import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import { fold } from '../../reference/index.ts';
import type { CencommContext } from '../context.ts';
import { deleteListed, insertListed, readLists, replaceListed, type Listed } from '../lists/store-lists.ts';
import { listMailMembers, type MailMember } from '../mail/writing/store-members.ts';
import { listProvenIds } from '../operations/members/proven.ts';
import type { Entered } from '../operations/operation.ts';
import { enterLocked } from '../operations/store.ts';
import { mayChange, mostGroups, requireGroups, type Group, type ReadGroup } from './group.ts';
import { listEverMembers } from './store-groups.ts';

type Context = Pick<CencommContext, 'pool' | 'keys'>;
type Said = Pick<Group, 'name' | 'memberIds'>;

/** Whom a message can be addressed to in an operation the viewer entered. */
export interface Addressees {
  /** Members by an act, by country and login. */
  readonly members: readonly MailMember[];
  /** Groups of them, by name. */
  readonly groups: readonly ReadGroup[];
}

/** Throws KeysAway. */
export async function readAddressees({ pool, keys }: Context, entered: Entered): Promise<Addressees> {
  const { id } = entered.operation;
  const [all, proven, listed] = await Promise.all([
    listMailMembers(pool, id),
    listProvenIds(pool, keys, id),
    readLists<Group>(pool, keys, id, 'group'),
  ]);
  const reached = new Set(proven);
  const members = all.filter(({ accountId }) => reached.has(accountId));
  return { members, groups: await todays(pool, entered, listed, members, all) };
}

/** Each group with who of it is reached today, and who is not any more. */
async function todays(
  on: Queryable,
  entered: Entered,
  listed: readonly Listed<Group>[],
  members: readonly MailMember[],
  all: readonly MailMember[],
): Promise<ReadGroup[]> {
  const named = new Set(listed.flatMap(({ content }) => content?.memberIds ?? []));
  const missing = [...named].filter(id => !members.some(({ accountId }) => accountId === id));
  const ever = missing.length === 0 ? [] : await listEverMembers(on, entered, missing);
  const unproven = new Set(all.map(({ accountId }) => accountId));
  return listed
    .map(({ id, authorId, content }) => {
      const ids = new Set(content?.memberIds);
      return {
        id,
        authorId,
        version: content?.version ?? 0,
        name: content?.name,
        members: members.filter(({ accountId }) => ids.has(accountId)),
        unreached: ever
          .filter(({ accountId }) => ids.has(accountId))
          .map(({ accountId, login, personName }) => ({
            login,
            personName,
            why: unproven.has(accountId) ? ('unproven' as const) : ('left' as const),
          })),
      };
    })
    .sort((a, b) => fold(a.name ?? '').localeCompare(fold(b.name ?? '')));
}

/** Makes a group; the number of its form makes it once. Throws Refused for a name there is. */
export async function makeGroup(
  { pool, keys }: Context,
  viewer: Viewer,
  operationId: string,
  clientUuid: string,
  said: Said,
): Promise<void> {
  await inTransaction(pool, async client => {
    const entered = await enterLocked(client, viewer, operationId);
    requireGroups(entered);
    const groups = await readLists<Group>(client, keys, operationId, 'group');
    // The same form sent again finds the group it made.
    if (groups.some(({ id }) => id === clientUuid)) return;
    if (groups.length >= mostGroups)
      throw new Refused({ path: 'name', key: 'cencommops:problem.groupMany', values: { most: mostGroups } });
    await requireFits(client, keys, entered, groups, said);
    const content: Group = { ...said, version: 1 };
    await insertListed(client, viewer, keys, entered.operation, { id: clientUuid, kind: 'group', content });
    await note(client, viewer, { action: 'operation.groupMade', subject: `operation:${operationId}` });
  });
}

/** Renames a group and sets who is in it. Throws ChangedMeanwhile where another page did, Forbidden, Refused. */
export async function changeGroup(
  { pool, keys }: Context,
  viewer: Viewer,
  operationId: string,
  { id, seen, said }: { readonly id: string; readonly seen: number; readonly said: Said },
): Promise<void> {
  await inTransaction(pool, async client => {
    const { entered, group, others } = await lockGroup(client, viewer, keys, operationId, id);
    if (group.content?.version !== seen) throw new ChangedMeanwhile('the group was changed');
    await requireFits(client, keys, entered, others, said);
    const content: Group = { ...said, version: seen + 1 };
    await replaceListed(client, keys, entered.operation, { id, kind: 'group', content });
    await note(client, viewer, { action: 'operation.groupChanged', subject: `operation:${operationId}` });
  });
}

/** Removes a group; messages sent to it stay where they are. Throws ChangedMeanwhile, Forbidden. */
export async function removeGroup(
  { pool, keys }: Context,
  viewer: Viewer,
  operationId: string,
  id: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    await lockGroup(client, viewer, keys, operationId, id);
    await deleteListed(client, operationId, 'group', id);
    await note(client, viewer, { action: 'operation.groupRemoved', subject: `operation:${operationId}` });
  });
}

async function lockGroup(client: Client, viewer: Viewer, keys: Context['keys'], operationId: string, id: string) {
  const entered = await enterLocked(client, viewer, operationId);
  requireGroups(entered);
  const groups = await readLists<Group>(client, keys, operationId, 'group');
  const group = groups.find(one => one.id === id);
  if (!group) throw new ChangedMeanwhile('the group was removed');
  if (!mayChange(entered, viewer, group.authorId)) throw new Forbidden('a liaison changes what they made');
  return { entered, group, others: groups.filter(one => one !== group) };
}

/** Throws Refused for a name another group has, and for somebody who is no member any more. */
async function requireFits(
  client: Client,
  keys: Context['keys'],
  { operation }: Entered,
  others: readonly Listed<Group>[],
  { name, memberIds }: Said,
): Promise<void> {
  if (others.some(({ content }) => content && fold(content.name) === fold(name)))
    throw new Refused({ path: 'name', key: 'cencommops:problem.groupKnown' });
  const proven = new Set(await listProvenIds(client, keys, operation.id));
  if (!memberIds.every(id => proven.has(id)))
    throw new Refused({ path: 'members', key: 'cencommops:problem.groupMember' });
}
