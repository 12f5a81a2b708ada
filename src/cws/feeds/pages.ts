import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import { readQuery } from '../../fields/index.ts';
import type { CwsContext } from '../context.ts';
import { feedLimits } from './limits.ts';
import { readFeed } from './read.ts';
import { contentTypes } from './write.ts';

/** Feeds, which programs read without a session: the token in the address says whose they are. */
export function feedPages(context: CwsContext) {
  const limits = feedLimits();
  return {
    async read(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const feed = await readFeed(context, limits, String(req.params.token), {
        address: req.ip ?? '',
        requestId: req.id,
      });
      // Kept by its reader only, and asked for again each time.
      res
        .set({ 'Cache-Control': 'private, no-cache', ETag: feed.etag, 'Last-Modified': feed.at.toUTCString() })
        .type(contentTypes[feed.format]);
      // Who is told that nothing is new has read nothing.
      if (req.fresh) return void res.status(304).end();
      await note(context.pool, feed.viewer, { action: 'feed.read', subject: feed.name, detail: { count: feed.count } });
      res.send(feed.write());
    },
  };
}
