import { rights, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused, refusalOf } from '../../forms/index.ts';
import type { CwsContext } from '../context.ts';
import type { Link, LinkFacts } from './link.ts';
import {
  findByForm,
  findSame,
  getLink,
  insertChange,
  insertLink,
  lockLink,
  lockOrder,
  saveOrder,
  setRetired,
  updateLink,
} from './store.ts';
import { indexLinks } from './store-words.ts';

type Context = Pick<CwsContext, 'pool'>;

const taken = { cws_links_address_once: { path: 'url', key: 'cwslinks:problem.taken' } } as const;

/** Work of the administrator on the links, in one transaction. */
function changing<T>({ pool }: Context, viewer: Viewer, work: (client: Client) => Promise<T>): Promise<T> {
  if (!rights.administrator(viewer)) throw new Forbidden('links are the administrator’s');
  return refusalOf(taken, () =>
    inTransaction(pool, async client => {
      const done = await work(client);
      await indexLinks(client);
      return done;
    }),
  );
}

/**
 * Adds a link. The same form sent twice is one link. Throws Refused where one in use leads there already. Returns its
 * id.
 */
export function addLink(context: Context, viewer: Viewer, clientUuid: string, facts: LinkFacts): Promise<number> {
  return changing(context, viewer, async client => {
    const { id, isNew } = await insertUnlessTaken(client, viewer, clientUuid, facts);
    if (!isNew) return id;
    await insertChange(client, { linkId: id, kind: 'added', accountId: viewer.accountId, detail: { after: facts } });
    await note(client, viewer, { action: 'link.added', subject: `link:${id}`, detail: { url: facts.url } });
    return id;
  });
}

async function insertUnlessTaken(
  client: Client,
  viewer: Viewer,
  clientUuid: string,
  facts: LinkFacts,
): Promise<{ id: number; isNew: boolean }> {
  if ((await findByForm(client, clientUuid)) === undefined) await refuseSame(client, viewer, facts.url, null);
  return insertLink(client, clientUuid, facts);
}

async function refuseSame(client: Client, { lang }: Viewer, url: string, but: number | null): Promise<void> {
  const same = await findSame(client, url, but);
  if (same)
    throw new Refused({
      path: 'url',
      key: 'cwslinks:problem.duplicate',
      values: { name: lang === 'fr' ? same.nameFr : same.nameEn },
    });
}

/** Changes a link. Throws ChangedMeanwhile when it is no longer the version the form started from. */
export function amendLink(
  context: Context,
  viewer: Viewer,
  id: number,
  version: number,
  facts: LinkFacts,
): Promise<void> {
  return changing(context, viewer, async client => {
    const before = await lockLink(client, viewer, id);
    if (before.version !== version) throw new ChangedMeanwhile(`link ${id} was changed meanwhile`);
    if (before.retiredOn === null) await refuseSame(client, viewer, facts.url, id);
    await updateLink(client, before, facts);
    const was = factsOf(before);
    await insertChange(client, {
      linkId: id,
      kind: 'amended',
      accountId: viewer.accountId,
      detail: { before: was, after: facts },
    });
    await note(client, viewer, {
      action: 'link.amended',
      subject: `link:${id}`,
      detail: { before: was, after: facts },
    });
  });
}

/** Takes a link out of use as of today; it stays, with its history. Done twice it is done once. */
export function retireLink(context: Context, viewer: Viewer, id: number, reason: string): Promise<void> {
  return changing(context, viewer, async client => {
    const link = await lockLink(client, viewer, id);
    if (link.retiredOn !== null) return;
    await setRetired(client, link, true);
    await insertChange(client, { linkId: id, kind: 'retired', accountId: viewer.accountId, reason });
    await note(client, viewer, { action: 'link.retired', subject: `link:${id}`, detail: { reason } });
  });
}

/** Takes a retired link back into use. Throws Conflict where another has its address by now. */
export function returnLink(context: Context, viewer: Viewer, id: number): Promise<void> {
  return changing(context, viewer, async client => {
    const link = await lockLink(client, viewer, id);
    if (link.retiredOn === null) return;
    if (await findSame(client, link.url, id)) throw new Conflict(`the address of link ${id} is another's`);
    await setRetired(client, link, false);
    await insertChange(client, { linkId: id, kind: 'returned', accountId: viewer.accountId });
    await note(client, viewer, { action: 'link.returned', subject: `link:${id}` });
  });
}

/** Moves a link one place up or down within its subject; at either end nothing happens. */
export function moveLink(context: Context, viewer: Viewer, id: number, direction: 'up' | 'down'): Promise<void> {
  return changing(context, viewer, async client => {
    // Not locked before the others of its subject: two who move would each hold what the other waits for.
    const { subject, retiredOn } = await getLink(client, viewer, id);
    if (retiredOn !== null) throw new Conflict(`link ${id} is retired`);
    const order = await lockOrder(client, subject);
    const at = order.indexOf(id);
    const to = at + (direction === 'up' ? -1 : 1);
    const other = order[to];
    if (at < 0 || other === undefined) return;
    await saveOrder(client, order.with(at, other).with(to, id));
    await insertChange(client, { linkId: id, kind: 'reordered', accountId: viewer.accountId, detail: { direction } });
    await note(client, viewer, { action: 'link.reordered', subject: `link:${id}`, detail: { direction } });
  });
}

/** The facts of a link, without what the check found. */
export function factsOf({ subject, nameEn, nameFr, url, descriptionEn, descriptionFr, languages }: Link): LinkFacts {
  return { subject, nameEn, nameFr, url, descriptionEn, descriptionFr, languages };
}
