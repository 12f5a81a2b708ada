import type { Response } from 'express';
import { NotFound } from '../../errors.ts';
import { longestReason } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import { tryAgain } from '../decide.ts';
import { noQuery, onward, sent, shown, type Desk, type Sent } from '../pages-common.ts';
import { frameOf } from '../presenter-frame.ts';
import { reasonIn } from '../result/pages-result.ts';
import type { Import } from '../store.ts';
import { addressOf } from '../wizard-step.ts';
import { withdrawStatistics } from './keep.ts';
import { totalsPage } from './presenter-totals.ts';
import { findStatistics } from './store-totals.ts';

/** What came of a file that is kept as statistics, and the way back. */
export function totalsPages(desk: Desk) {
  return {
    totals: shown(desk, 'totals', noQuery, ({ file }, res) => showTotals(desk, file, res)),
    send: sent(desk, async (given, res) => {
      if (given.file.state !== 'failed') return withdraw(desk, given, res);
      await tryAgain(desk.context, given.viewer, given.file);
      onward(res, given.file);
    }),
  };
}

async function showTotals(
  desk: Desk,
  file: Import,
  res: Response,
  refused?: { reason: string; error: string },
): Promise<void> {
  const words = desk.words(res);
  const kept = await findStatistics(desk.context.pool, file.id);
  if (!kept) throw new NotFound('no totals are kept of this import');
  render(res, 'imports/totals', {
    ...frameOf(words, file, 'totals'),
    ...totalsPage(words, file, kept),
    most: longestReason,
    reason: refused?.reason ?? '',
    error: refused?.error,
    problems: refused ? [{ text: refused.error, href: '#reason' }] : [],
  });
}

async function withdraw(desk: Desk, { viewer, file, form }: Sent, res: Response): Promise<void> {
  const { reason, error } = reasonIn(form);
  if (error !== undefined) {
    const text = desk.words(res).t(error, { max: longestReason, actual: reason.length });
    return showTotals(desk, file, res.status(422), { reason, error: text });
  }
  await withdrawStatistics(desk.context, viewer, file, reason);
  res.redirect(303, addressOf(file, 'totals'));
}
