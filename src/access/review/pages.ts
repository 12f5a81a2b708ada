import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import { BadRequest, Forbidden } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { accountId } from '../accounts/pages/pages-account.ts';
import { administers } from '../accounts/permissions.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { wordsFor } from '../accounts/pages/words.ts';
import { viewerOf } from '../guard.ts';
import { confirmOfficers } from './confirm.ts';
import { presentReview, type ReviewSources } from './presenter.ts';
import { presentReviews } from './presenter-list.ts';
import type { Review } from './review.ts';
import { findOwnReview, findReview, listExtensions, listOfficers, listReviews, listYears } from './store.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';
import { anyTexts, freeText, readForm, readQuery, shaped } from '../../fields/index.ts';

/**
 * `/access/review`: who is still needed. An office confirms its officers; the administrator sees how far each office
 * is.
 */
export function reviewPages(context: AccountsContext) {
  const wordsOf = (res: Response) => wordsFor(context, res.locals.lang as Language);

  const page = async (
    req: Request,
    res: Response,
    review: Review,
    more: Pick<ReviewSources, 'report' | 'problem'> = {},
  ): Promise<void> => {
    const viewer = viewerOf(req);
    const [officers, extensions] = await Promise.all([
      listOfficers(context.pool, review),
      listExtensions(context.pool, review),
    ]);
    await note(context.pool, viewer, {
      action: 'review.read',
      subject: String(review.id),
      detail: { office: review.officeCode, year: review.year },
    });
    render(
      res,
      'access/review',
      presentReview({ viewer, review, officers, extensions, words: wordsOf(res), today: today(), ...more }),
    );
  };

  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { year } = readQuery(req.query, { year: shaped(/^20\d\d$/, 'forms:problem.malformed') });
      if (!administers(viewer)) {
        const own = await findOwnReview(context.pool, viewer);
        return own ? page(req, res, own) : render(res, 'access/review-none', {});
      }
      const years = await listYears(context.pool, viewer);
      const shown = Number((year || years[0]) ?? today().slice(0, 4));
      const reviews = await listReviews(context.pool, viewer, shown);
      await note(context.pool, viewer, { action: 'review.listed', detail: { year: shown } });
      render(
        res,
        'access/reviews',
        presentReviews({ reviews, years, year: shown, words: wordsOf(res), today: today() }),
      );
    },

    async show(req: Request, res: Response): Promise<void> {
      const { done, n, already } = readQuery(req.query, { done: freeText, n: freeText, already: freeText });
      const count = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : 0);
      const review = await findReview(context.pool, viewerOf(req), accountId(req));
      const key = (['confirmed', 'extended'] as const).find(one => one === done);
      await page(req, res, review, key ? { report: { key, count: count(n), already: count(already) } } : {});
    },

    async confirm(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const review = await findReview(context.pool, viewer, accountId(req));
      const { officers: given = [] } = readForm(req.body, { officers: anyTexts }).read;
      if (given.some(id => !/^[1-9]\d{0,8}$/.test(id)))
        throw new BadRequest([{ path: 'officers', key: 'errors:fields.notInList' }]);
      if (given.length === 0) {
        res.status(422);
        return page(req, res, review, { problem: 'review:problem.nobody' });
      }
      const ids = [...new Set(given.map(Number))];
      if (ids.includes(viewer.accountId)) throw new Forbidden('nobody confirms himself');
      const { confirmed, already } = await confirmOfficers(context, viewer, review.id, ids);
      res.redirect(303, `/access/review/${review.id}?done=confirmed&n=${confirmed}&already=${already}`);
    },
  };
}
