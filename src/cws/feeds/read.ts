import { createHash } from 'node:crypto';
import { rights, viewerOfAccount, type Viewer } from '../../access/index.ts';
import { note, type Origin } from '../../audit/index.ts';
import { NotFound } from '../../errors.ts';
import type { CwsContext } from '../context.ts';
import { findSubscription } from '../subscription/store.ts';
import { hashOf, readAddress, type Format } from './feed.ts';
import type { FeedLimits } from './limits.ts';
import { findFeed, listEntries, noteState, takeRefusal, type KnownFeed } from './store.ts';
import { writeFeed } from './write.ts';

interface FeedAnswer {
  readonly format: Format;
  readonly etag: string;
  /** Since when it has been as it is. */
  readonly at: Date;
  readonly viewer: Viewer;
  readonly name: string;
  readonly count: number;
  write(): string;
}

/**
 * A feed by the last part of its address: what its account may read now, and follows. Throws NotFound for any token
 * that opens nothing, whether it never did or does not any more, and TooMany.
 */
export async function readFeed(
  context: CwsContext,
  limits: FeedLimits,
  asked: string,
  origin: Origin,
): Promise<FeedAnswer> {
  const address = readAddress(asked);
  const feed = address && (await findFeed(context.pool, hashOf(address.token)));
  const viewer = feed && !feed.isRevoked ? await viewerOfAccount(context.pool, feed.accountId) : undefined;
  if (!feed || !viewer || !rights.member(viewer)) {
    if (feed) await noteRefusal(context, feed, origin);
    await limits.takeWrong(origin.address);
    throw new NotFound('no such feed');
  }
  await limits.takeFeed(feed.id);
  const entries = await listEntries(context.pool, viewer, await findSubscription(context.pool, viewer));
  const state = createHash('sha256')
    .update(JSON.stringify([viewer.lang, feed.name, context.baseUrl, entries]))
    .digest();
  const at = await noteState(context.pool, feed.id, state, origin.address);
  const { id, name } = feed;
  return {
    format: address.format,
    etag: `"${state.toString('base64url')}.${address.format}"`,
    at,
    viewer: { ...viewer, origin },
    name,
    count: entries.length,
    write: () =>
      writeFeed(address.format, {
        id,
        name,
        at,
        lang: viewer.lang,
        entries,
        texts: context.texts,
        baseUrl: context.baseUrl,
      }),
  };
}

/** One row a day tells that a feed without access is still asked for, and from where. */
async function noteRefusal(
  { pool }: CwsContext,
  { id, accountId, loginId, officeId, name }: KnownFeed,
  origin: Origin,
): Promise<void> {
  if (await takeRefusal(pool, id))
    await note(
      pool,
      { accountId, loginId, office: { id: officeId }, origin },
      { action: 'feed.refused', outcome: 'refused', subject: name },
    );
}
