import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest } from '../../../errors.ts';
import { date, readQuery } from '../../../fields/index.ts';
import { recordWordsFor } from '../../../seizures/index.ts';
import { readIntactDetails } from '../../operations/lifecycle/create.ts';
import type { Entered } from '../../operations/operation.ts';
import { enter } from '../../operations/store.ts';
import { frameOf, pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { casesOf } from './board.ts';
import { readForms, type SentForm } from '../store-sent-forms.ts';
import { presentReport } from './presenter-report.ts';
import { presentFigures } from './presenter-tally.ts';
import { listChains } from '../store-chains.ts';
import { dayOf, tallyOf } from './tally.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';

/** The live tally of an operation, and its situation report. */
export function figurePages(context: CencommContext) {
  const recordWords = recordWordsFor(context);

  async function figures(req: Request, entered: Entered) {
    const viewer = viewerOf(req);
    const [forms, chains] = await Promise.all([
      readForms(context.pool, viewer, context.keys, entered),
      listChains(context.pool, viewer, entered),
    ]);
    const cases = casesOf(chains, forms, Date.now());
    const period = periodOf(req, entered, forms);
    return { forms, cases, tally: tallyOf(forms, cases, period, context.lists.lookUp) };
  }

  return {
    async tally(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      const { tally } = await figures(req, entered);
      const words = wordsOf(context, res);
      await note(context.pool, viewer, {
        action: 'chain.counted',
        subject: `operation:${entered.operation.id}`,
        detail: { from: tally.from, to: tally.to },
      });
      const base = pathOf(entered.operation.id);
      render(res, 'cencomm/forms/tally', {
        frame: await frameOf(context, viewer, res, entered, 'board'),
        title: words.t('cencommforms:tally.title', { operation: entered.operation.title }),
        heading: words.t('cencommforms:tally.link'),
        crumbs: [
          { label: words.t('cencomm:tabs.board'), href: `${base}/board` },
          { label: words.t('cencommforms:tally.link') },
        ],
        filter: { action: `${base}/tally`, from: tally.from, to: tally.to },
        report: `${base}/report?from=${tally.from}&to=${tally.to}`,
        figures: presentFigures(tally, words, recordWords(words.lang)),
      });
    },

    async report(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      const { tally, cases } = await figures(req, entered);
      const words = wordsOf(context, res);
      const details = await readIntactDetails(context.pool, context.keys, entered.operation.id);
      await note(context.pool, viewer, {
        action: 'chain.reported',
        subject: `operation:${entered.operation.id}`,
        detail: { from: tally.from, to: tally.to },
      });
      render(res, 'cencomm/forms/report', {
        frame: await frameOf(context, viewer, res, entered, 'board'),
        ...presentReport({
          entered,
          tally,
          cases,
          aim: details?.aim,
          words,
          recordWords: recordWords(words.lang),
          office: context.offices.byId(entered.operation.officeId),
          by: viewer.loginId,
          now: Date.now(),
        }),
      });
    },
  };
}

/**
 * The days requested; else from the operation's first day, or an earlier first message, to today or the last message.
 */
function periodOf(req: Request, { operation }: Entered, forms: readonly SentForm[]): { from: string; to: string } {
  const query = readQuery(req.query, { from: date(), to: date() });
  const sent = forms.map(({ createdMs }) => dayOf(createdMs)).sort();
  const latest = (days: readonly (string | undefined)[]): string =>
    days
      .filter(day => day !== undefined)
      .sort()
      .at(-1) ?? today();
  const now = today() < operation.endsOn ? today() : operation.endsOn;
  const from = query.from || [operation.startsOn, sent[0] ?? operation.startsOn].sort()[0] || operation.startsOn;
  const to = query.to || latest([now, sent.at(-1), query.from === '' ? from : query.from]);
  if (from > to)
    throw new BadRequest([{ path: query.to === '' ? 'from' : 'to', key: 'cencommforms:problem.datesReversed' }]);
  return { from, to };
}
