import type { Request, Response } from 'express';
import { listMembers, localPath, viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest, Forbidden, NotFound } from '../../errors.ts';
import { addressOf, choice, freeText, parsed, readForm, readQuery, shaped } from '../../fields/index.ts';
import { getDocument } from '../documents/store.ts';
import { addressOfRef } from '../kinds/index.ts';
import { refOf } from '../pages/common.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { acknowledge } from './acknowledge.ts';
import { presentAcknowledgements } from './presenter-acknowledgements.ts';
import { listReminders } from '../digests/store-reminders.ts';
import { remind } from './remind.ts';
import { officesShown, readingOffices } from './readers.ts';
import { listAcknowledgements } from './store.ts';
import { read, refuse } from '../../text/readable-text.ts';
import { render } from '../../web/render.ts';

const publishedVersion = parsed(typed =>
  /^[1-9]\d{0,8}$/.test(typed) ? read(Number(typed)) : refuse('forms:problem.malformed'),
);
const login = shaped(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'forms:problem.malformed', { optional: true });
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
      res.redirect(303, values.back === '' ? (addressOfRef(ref) ?? '/cws') : localPath(values.back));
    },

    /** Reminds who has not acknowledged: of all offices the viewer looks after, of one, or one login. */
    async remind(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      const viewer = viewerOf(req);
      const { values, problems } = readForm(req.body, { office: officeField(context), login });
      if (!values) throw new BadRequest(problems);
      const { offices, chosen } = await shownTo(context, viewer, ref, values.office);
      const sent = await remind(context, viewer, ref, {
        officeIds: (chosen ? [chosen] : offices).map(({ id }) => id),
        ...(values.login === '' ? {} : { login: values.login }),
      });
      const own = `/cws/alerts/${ref}/acknowledgements`;
      res.redirect(303, addressOf(own, { office: values.office, reminded: String(sent) }));
    },

    async acknowledgements(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      const query = readQuery(req.query, { office: officeField(context), reminded: freeText });
      const viewer = viewerOf(req);
      const { document, offices, chosen } = await shownTo(context, viewer, ref, query.office);
      const shown = chosen ? [chosen] : offices;
      const [members, acknowledged, reminders] = await inTransaction(context.pool, async client => {
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
          await listReminders(client, document.id),
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
          reminders,
          reminded: /^\d{1,6}$/.test(query.reminded) ? Number(query.reminded) : undefined,
          words: wordsOf(context, res),
          context,
        }),
      );
    },
  };
}

const officeField = ({ offices }: Pick<CwsContext, 'offices'>) =>
  choice(
    offices.all.map(({ code }) => code),
    { optional: true },
  );

/**
 * An urgent alert and the offices whose acknowledgements the viewer may see. Throws NotFound where nothing is to be
 * acknowledged, Forbidden for the list of another office.
 */
async function shownTo(context: CwsContext, viewer: Viewer, ref: string, office: string) {
  const document = await getDocument(context.pool, viewer, ref);
  if (document.kind !== 'alert' || document.version === 0) throw new NotFound('nothing to acknowledge');
  if (!document.urgent) throw new NotFound('not urgent');
  const offices = officesShown(viewer, document, readingOffices(context.offices, document));
  const chosen = office === '' ? undefined : offices.find(({ code }) => code === office);
  if (office !== '' && !chosen) throw new Forbidden('the list of another office');
  return { document, offices, chosen };
}
