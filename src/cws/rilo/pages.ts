import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { contactOf } from '../../network/index.ts';
import { listDocuments } from '../documents/store-list.ts';
import { pageOf } from '../documents/page-of.ts';
import { findPresentation } from '../documents/store-change.ts';
import { getVersion } from '../documents/store.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { presentRilo, presentRilos } from './presenter.ts';
import { place } from '../documents/list-cursor.ts';
import { newestOfOffices } from './store.ts';
import { render } from '../../web/render.ts';

const shown = 15;

/** The pages of the RILOs: each office's own, and all of them. */
export function riloPages(context: CwsContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const newest = await newestOfOffices(context.pool, viewerOf(req));
      render(res, 'cws/rilos', presentRilos({ newest, words: wordsOf(context, res), context }));
    },

    async show(req: Request, res: Response): Promise<void> {
      const query = readQuery(req.query, { kind: choice(['bulletin', 'report']), after: place });
      const office = context.offices.byCode(String(req.params.code));
      if (office?.kind !== 'rilo') throw new NotFound('no such RILO');
      const viewer = viewerOf(req);
      const words = wordsOf(context, res);
      const list = (kind: 'bulletin' | 'report') =>
        query.kind === '' || query.kind === kind
          ? listDocuments(context.pool, viewer, {
              kinds: [kind],
              officeId: office.id,
              size: query.kind === '' ? 8 : shown,
              ...(query.kind === kind && query.after ? { after: query.after } : {}),
            })
          : undefined;
      const [own, bulletins, reports, contact, presentationRef, figures] = await Promise.all([
        listDocuments(context.pool, viewer, { kinds: ['presentation'], officeId: office.id, size: 1 }),
        list('bulletin'),
        list('report'),
        contactOf(viewer, context, office, words.lang),
        findPresentation(context.pool, office.id),
        query.kind === '' ? (context.figuresOfRilo?.(viewer, office.code, words) ?? []) : [],
      ]);
      const [document] = own.rows;
      const content =
        document?.state === 'published' ? await getVersion(context.pool, document, document.version) : undefined;
      const text =
        document && content
          ? await pageOf(context, viewer, {
              document,
              content,
              lang: content.texts[words.lang] ? words.lang : content.original,
              words,
            })
          : undefined;
      render(
        res,
        'cws/rilo',
        presentRilo({
          viewer,
          office,
          text,
          bulletins,
          reports,
          figures,
          contact,
          presentationRef,
          kind: query.kind,
          words,
          context,
        }),
      );
    },
  };
}
