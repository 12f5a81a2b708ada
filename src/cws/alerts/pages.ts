import type { Request, Response } from 'express';
import { listMembers, localPath, viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest, Forbidden, NotFound } from '../../errors.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { getDocument } from '../documents/store.ts';
import { refOf } from '../pages/common.ts';
import type { CwsContext } from '../context.ts';
import { wordsOf } from '../context.ts';
import { acknowledge } from './acknowledge.ts';
import { presentAcknowledgements } from './presenter-acknowledgements.ts';
import { officesShown, readingOffices } from './readers.ts';
import { listAcknowledgements } from './store.ts';
import { render } from '../../web/render.ts';

/** Acknowledging an urgent alert, and the list of who has. */
export function alertPages(context: CwsContext) {
  return {
    async acknowledge(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      const { version, back } = acknowledgementIn(req.body);
      await acknowledge(context, viewerOf(req), ref, version);
      if (req.accepts(['html', 'json']) === 'json') return void res.json({ acknowledged: version });
      res.redirect(303, back === undefined ? `/cws/alerts/${ref}` : localPath(back));
    },

    async acknowledgements(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      const query = readQuery(req.query, { office: choice(context.offices.all.map(({ code }) => code)) });
      const viewer = viewerOf(req);
      const document = await getDocument(viewer, context.pool, ref);
      if (document.kind !== 'alert' || document.version === 0) throw new NotFound('nothing to acknowledge');
      if (!document.urgent) throw new NotFound('not urgent');
      const offices = officesShown(viewer, document, readingOffices(context.offices, document));
      const chosen = query.office === '' ? undefined : offices.find(({ code }) => code === query.office);
      if (query.office !== '' && !chosen) throw new Forbidden('the list of another office');
      const shown = chosen ? [chosen] : offices;
      const [members, acknowledged] = await inTransaction(context.pool, async client => {
        await note(client, viewer, {
          action: 'document.readersListed',
          subject: ref,
          ...(chosen ? { detail: { office: chosen.code } } : {}),
        });
        return [
          await listMembers(
            client,
            shown.map(({ id }) => id),
          ),
          await listAcknowledgements(client, document),
        ] as const;
      });
      render(
        res,
        'cws/acknowledgements',
        presentAcknowledgements({
          document,
          offices: shown,
          chosen,
          members,
          acknowledged,
          words: wordsOf(context, res),
          context,
        }),
      );
    },
  };
}

function acknowledgementIn(body: unknown): { version: number; back: string | undefined } {
  const { version, back, _csrf: _, ...more } = body as Record<string, unknown>;
  const unknown = Object.keys(more).map(name => ({ path: name.slice(0, 60), key: 'forms:problem.unknownField' }));
  if (unknown.length > 0) throw new BadRequest(unknown.slice(0, 10));
  if (typeof version !== 'string' || !/^[1-9]\d{0,5}$/.test(version))
    throw new BadRequest([
      { path: 'version', key: 'forms:problem.malformed', values: { value: String(version).slice(0, 60) } },
    ]);
  return { version: Number(version), back: typeof back === 'string' ? back : undefined };
}
