import type { Request, Response } from 'express';
import type { FieldProblem } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { accountId } from '../accounts/pages/pages-account.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { wordsFor, type Words } from '../accounts/pages/words.ts';
import { dayWithin, reason } from '../form-fields.ts';
import { viewerOf } from '../guard.ts';
import { extendReview } from './extend.ts';
import type { Review } from './review.ts';
import { findReview } from './store.ts';
import { addDays, isPlainDate, today } from '../../text/plain-date.ts';
import { anyText, longestReason, readForm, readQuery } from '../../fields/index.ts';
import { render } from '../../web/render.ts';

/** Most days an office may be given more than it had. */
const mostDays = 180;

interface Shown {
  readonly review: Review;
  readonly words: Words;
  readonly typed?: { dueOn: string; reason: string };
  readonly problems?: readonly FieldProblem[];
  readonly stale?: boolean;
}

/** The administrator gives an office more time, with a reason. */
export function extensionPages(context: AccountsContext) {
  const load = async (req: Request, res: Response): Promise<{ review: Review; words: Words }> => ({
    review: await findReview(context.pool, viewerOf(req), accountId(req)),
    words: wordsFor(context, res.locals.lang as Language),
  });
  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { review, words } = await load(req, res);
      if (review.closedAt !== null) return res.redirect(303, `/access/review/${review.id}`);
      render(res, 'access/change', present({ review, words }));
    },

    async extend(req: Request, res: Response): Promise<void> {
      const { review, words } = await load(req, res);
      const { typed, values, problems } = readForm(req.body, {
        version: anyText,
        dueOn: dayWithin(limitsOf(review)),
        reason,
      });
      const was = typed.version;
      if (was === review.dueOn && problems.length > 0)
        return render(res.status(422), 'access/change', present({ review, words, typed, problems }));
      const isDone =
        isPlainDate(was) &&
        values !== undefined &&
        (await extendReview(context, viewerOf(req), review.id, { was, dueOn: values.dueOn, reason: values.reason }));
      if (isDone) return res.redirect(303, `/access/review/${review.id}?done=extended`);
      const now = await findReview(context.pool, viewerOf(req), review.id);
      render(res.status(409), 'access/change', present({ review: now, words, typed, stale: true }));
    },
  };
}

function limitsOf({ dueOn }: Review): { from: string; to: string } {
  const from = [addDays(dueOn, 1), today()].sort().at(-1) ?? dueOn;
  return { from, to: addDays(dueOn, mostDays) };
}

export function present({ review, words, typed, problems = [], stale = false }: Shown) {
  const { t } = words;
  const limits = limitsOf(review);
  const error = (name: string) => {
    const problem = problems.find(({ path }) => path === name);
    return problem ? { error: t(problem.key, problem.values ?? {}) } : {};
  };
  return {
    title: t('review:extension.title'),
    who: words.office(review.officeCode),
    loginId: t('review:titleOf', { office: words.office(review.officeCode), year: review.year }),
    lead: t('review:extension.lead', { due: review.dueOn, count: review.undecided }),
    submit: t('review:extension.submit'),
    isDanger: false,
    action: `/access/review/${review.id}/extension`,
    back: `/access/review/${review.id}`,
    version: review.dueOn,
    closed: review.closedAt !== null,
    crumb: { label: t('review:title'), href: '/access/review' },
    stale: stale ? t('review:extension.stale') : undefined,
    problems: problems.map(({ path, key, values }) => ({ text: t(key, values ?? {}), href: `#${path}` })),
    fields: [
      {
        type: 'date',
        id: 'dueOn',
        name: 'dueOn',
        label: t('review:extension.dueOn'),
        hint: t('accounts:form.endsOnHint', limits),
        min: limits.from,
        max: limits.to,
        value: typed?.dueOn ?? '',
        ...error('dueOn'),
      },
      {
        type: 'longtext',
        id: 'reason',
        name: 'reason',
        rows: 3,
        max: longestReason,
        label: t('accounts:form.reason'),
        hint: t('review:extension.reasonHint'),
        value: typed?.reason ?? '',
        ...error('reason'),
      },
    ],
  };
}
