import { rights, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { SeizuresContext } from '../context.ts';
import { canWatch, speaksForOffice, type WatchAction } from './permissions.ts';
import { countOwn, endWatch, findWatch, giveWatch, insertWatch, listReaders, updateWatch } from './store-watches.ts';
import { mostWatches, type Chosen, type SavedQuery, type Watch } from './watch.ts';

type Context = Pick<SeizuresContext, 'pool'>;

/** Saves a search and answers its number; the same form sent twice is one. Throws Refused where there are too many. */
export async function saveWatch(
  { pool }: Context,
  viewer: Viewer,
  asked: Chosen & { readonly clientUuid: string; readonly query: SavedQuery },
): Promise<number> {
  return inTransaction(pool, async client => {
    if ((await countOwn(client, viewer)) >= mostWatches)
      throw new Refused({ path: 'name', key: 'watches:problem.tooMany', values: { most: mostWatches } });
    const mailbox = asked.mailbox && asked.shared && speaksForOffice(viewer);
    const saved = await insertWatch(client, viewer, { ...asked, mailbox });
    if (!saved) throw new NotFound('a form of somebody else');
    if (saved.isNew)
      await note(client, viewer, {
        action: 'watch.made',
        subject: String(saved.id),
        detail: { query: asked.query, rhythm: asked.rhythm, shared: asked.shared, mailbox },
      });
    return saved.id;
  });
}

/** Changes what is decided about a list, or its search. Throws ChangedMeanwhile over another version. */
export async function changeWatch(
  { pool }: Context,
  viewer: Viewer,
  id: number,
  { version, ...change }: Partial<Chosen> & { readonly version?: number; readonly query?: SavedQuery },
): Promise<void> {
  await inTransaction(pool, async client => {
    const watch = await lockFor(client, viewer, id, 'change');
    const mailbox = canWatch(viewer, 'setMailbox', watch) ? (change.mailbox ?? watch.mailbox) : watch.mailbox;
    const shared = change.shared ?? watch.shared;
    const after = { ...watch, ...change, mailbox: mailbox && shared };
    if (isSame(watch, after)) return;
    if (version !== undefined && version !== watch.version)
      throw new ChangedMeanwhile('the list was changed in another window');
    await updateWatch(client, id, after);
    const { name: _name, ...detail } = change;
    await note(client, viewer, { action: 'watch.changed', subject: String(id), detail: { ...detail, mailbox } });
  });
}

function isSame(one: Watch, other: Watch): boolean {
  const textOf = ({ name, query, rhythm, byLetter, shared, mailbox, amended, own }: Watch): string =>
    JSON.stringify([name, query, rhythm, byLetter, shared, mailbox, amended, own]);
  return textOf(one) === textOf(other);
}

/** Ends a list for good. Twice is once. */
export async function dropWatch({ pool }: Context, viewer: Viewer, id: number): Promise<void> {
  await inTransaction(pool, async client => {
    await lockFor(client, viewer, id, 'change');
    await endWatch(client, id, 'person');
    await note(client, viewer, { action: 'watch.ended', subject: String(id), detail: { why: 'person' } });
  });
}

/** Gives a list to a colleague of its office, by login. Throws Refused for a login that is none. */
export async function handOver({ pool }: Context, viewer: Viewer, id: number, login: string): Promise<void> {
  await inTransaction(pool, async client => {
    const watch = await lockFor(client, viewer, id, 'handOver');
    const colleagues = await listReaders(client, watch);
    const to = colleagues.find(({ loginId }) => loginId === login);
    if (!to) throw new Refused({ path: 'to', key: 'forms:problem.notListed' });
    await giveWatch(client, id, { accountId: to.id, officeId: watch.officeId });
    await note(client, viewer, { action: 'watch.handedOver', subject: String(id), detail: { to: login } });
  });
}

/** Throws NotFound for a list the viewer does not see, Forbidden where the act is not theirs. */
export function requireWatch(viewer: Viewer, watch: Watch | undefined, action: WatchAction): Watch {
  if (!watch || !rights['database:read'](viewer)) throw new NotFound('no such list');
  if (!canWatch(viewer, action, watch)) throw new Forbidden(`may not ${action}`);
  return watch;
}

async function lockFor(client: Client, viewer: Viewer, id: number, action: WatchAction): Promise<Watch> {
  return requireWatch(viewer, await findWatch(client, viewer, id, true), action);
}
