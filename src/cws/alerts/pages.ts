import type { Request, Response } from 'express';
import { listMembers, localPath, viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest, Forbidden, NotFound } from '../../errors.ts';
import { choice, parsed, readForm, readQuery } from '../../fields/index.ts';
import { getDocument } from '../documents/store.ts';
import { refOf } from '../pages/common.ts';
import type { CwsContext } from '../context.ts';
import { wordsOf } from '../context.ts';
import { acknowledge } from './acknowledge.ts';
import { presentAcknowledgements } from './presenter-acknowledgements.ts';
import { officesShown, readingOffices } from './readers.ts';
import { listAcknowledgements } from './store.ts';
import { read, refuse } from '../../text/readable-text.ts';
import { render } from '../../web/render.ts';

const publishedVersion = parsed(typed =>
  /^[1-9]\d{0,8}$/.test(typed) ? read(Number(typed)) : refuse('forms:problem.malformed'),
);
/** The version that was read, and the page to come back to. */
const acknowledgement = { version: publishedVersion, back: parsed(read, { optional: true }) };

/** Acknowledging an urgent alert, and the list of who has. */
export function alertPages(context: CwsContext) {
  return {
    async acknowledge(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      const { values, problems } = readForm(req.body, acknowledgement);
      if (!values) throw new BadRequest(problems);
      await acknowledge(context, viewerOf(req), ref, values.version);
      if (req.accepts(['html', 'json']) === 'json') return void res.json({ acknowledged: values.version });
      res.redirect(303, values.back === '' ? `/cws/alerts/${ref}` : localPath(values.back));
    },

    async acknowledgements(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      const query = readQuery(req.query, { office: choice(context.offices.all.map(({ code }) => code)) });
      const viewer = viewerOf(req);
      const document = await getDocument(context.pool, viewer, ref);
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
