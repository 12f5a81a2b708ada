import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { listDocuments } from '../documents/store-list.ts';
import { readListing, type ListedKind } from '../documents/listing.ts';
import { maxCounted, presentList } from '../documents/presenters/presenter-list.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { render } from '../../web/render.ts';

/** The list of a kind of published document, with its filters. */
export function listPage(context: CwsContext, kind: ListedKind) {
  return async (req: Request, res: Response): Promise<void> => {
    const asked = readListing(kind, req.query, context);
    const viewer = viewerOf(req);
    const detail = { kind, ...Object.fromEntries(Object.entries(asked.given).filter(([, value]) => value !== '')) };
    const page = await listDocuments(context.pool, viewer, asked.query, {
      deed: { action: 'document.listed', detail },
      countedTo: maxCounted,
    });
    render(
      res,
      'cws/list',
      presentList({
        viewer,
        kind,
        asked,
        page,
        total: page.total,
        unread: kind === 'alert' ? await context.alertWatch.unread(viewer) : 0,
        words: wordsOf(context, res),
        context,
        address: req.originalUrl,
      }),
    );
  };
}
