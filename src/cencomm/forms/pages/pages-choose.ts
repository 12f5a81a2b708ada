import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { frameOf, pathOf } from '../../pages-frame.ts';
import { senderText } from '../../words.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import type { Entered } from '../../operations/operation.ts';
import { casesOf } from '../figures/board.ts';
import { numberOf } from '../shipment.ts';
import { readForms } from '../store-sent-forms.ts';
import { listChains } from '../store-chains.ts';
import { render } from '../../../web/render.ts';

const order = ['open', 'answered', 'no_hit', 'hit', 'stood_down'];

/** The warnings a feedback can be about, those that wait for one first; each leads to its form. */
export async function chooseWarning(
  context: CencommContext,
  req: Request,
  res: Response,
  entered: Entered,
): Promise<void> {
  const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
  const [forms, chains] = await Promise.all([
    readForms(context.pool, viewer, context.keys, entered),
    listChains(context.pool, viewer, entered),
  ]);
  await note(context.pool, viewer, { action: 'chain.listed', subject: `operation:${entered.operation.id}` });
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const rows = casesOf(chains, forms, Date.now())
    .filter(({ warning }) => warning !== undefined && warning.standing !== 'withdrawn')
    .toSorted((a, b) => order.indexOf(a.chain.state) - order.indexOf(b.chain.state))
    .map(({ chain, first, isOverdue, warning }) => ({
      icon: 'triangle-alert',
      title: [
        numberOf(chain.number, true),
        (first.subject ?? t('cencommforms:board.broken')).replace(/^W-\d{3,} /, ''),
      ].join(' '),
      text: [
        first.senderCountry === null ? words.short(first.senderOffice) : words.country(first.senderCountry),
        senderText(first),
        words.time(new Date(first.createdMs).toISOString()),
      ].join(' · '),
      href: `${base}/forms/feedback/new?chain=${chain.number}`,
      end:
        warning?.answerBy && chain.state === 'open'
          ? t(`cencommforms:board.${isOverdue ? 'overdue' : 'wanted'}`, { time: words.time(warning.answerBy) })
          : t(`cencommforms:state.${chain.state}`),
      ...(isOverdue ? { endTone: 'bad' } : {}),
    }));
  render(res, 'cencomm/forms/choose', {
    frame: await frameOf(context, viewer, res, entered, 'board'),
    title: t('cencommforms:new.title.feedback'),
    lead: t('cencommforms:choose.lead'),
    crumbs: [
      { label: t('cencomm:tabs.board'), href: `${base}/board` },
      { label: t('cencommforms:new.title.feedback') },
    ],
    rows,
    empty: { text: t('cencommforms:choose.none') },
  });
}
