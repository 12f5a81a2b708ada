import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { Refused, refusalOf } from '../../forms/index.ts';
import type { CwsContext } from '../context.ts';
import { hashOf, makeToken, maxFeeds } from './feed.ts';
import { countFeeds, insertFeed, revokeFeed } from './store.ts';

/**
 * Makes a feed of the account's own; returns its token, which is kept nowhere. Throws Refused for a name it has, or one
 * feed too many.
 */
export function makeFeed({ pool }: CwsContext, viewer: Viewer, name: string): Promise<string> {
  const token = makeToken();
  return refusalOf({ cws_feeds_name: { path: 'name', key: 'cwsfeeds:problem.name' } }, () =>
    inTransaction(pool, async client => {
      if ((await countFeeds(client, viewer)) >= maxFeeds)
        throw new Refused({ path: 'name', key: 'cwsfeeds:problem.most', values: { most: maxFeeds } });
      await insertFeed(client, viewer, { name, hash: hashOf(token) });
      await note(client, viewer, { action: 'feed.made', subject: name });
      return token;
    }),
  );
}

/** Revokes a feed of the account's own at once. Throws NotFound. */
export async function endFeed({ pool }: CwsContext, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const name = await revokeFeed(client, viewer, id);
    if (name === undefined) throw new NotFound('no such feed');
    await note(client, viewer, { action: 'feed.revoked', subject: name });
  });
}
