import type { Words } from '../accounts/pages/words.ts';
import type { Review } from './review.ts';

interface ReviewsSources {
  readonly reviews: readonly Review[];
  readonly years: readonly number[];
  readonly year: number;
  readonly words: Words;
  readonly today: string;
}

/** How far every office is with the review of a year. Pure. */
export function presentReviews({ reviews, years, year, words, today }: ReviewsSources) {
  const { t } = words;
  const open = reviews.filter(({ closedAt }) => closedAt === null);
  return {
    title: t('review:all.title', { year }),
    scope: t('review:all.scope', {
      count: reviews.length,
      open: open.length,
      undecided: open.reduce((sum, { undecided }) => sum + undecided, 0),
    }),
    actions: [{ label: t('people:review.link'), href: '/access/review/settings', icon: 'settings-2' }],
    years:
      years.length > 1
        ? {
            label: t('review:all.years'),
            items: years.map(one => ({
              label: String(one),
              href: `/access/review?year=${one}`,
              current: one === year,
            })),
          }
        : undefined,
    rows: reviews.map(review => ({
      href: `/access/review/${review.id}`,
      office: words.office(review.officeCode),
      kind: t(`common:officeKind.${review.officeKind}`),
      due: review.dueOn,
      officers: review.officers,
      undecided: review.closedAt === null ? review.undecided : 0,
      lapsed: review.lapsed,
      tag: tagOf(review, words, today),
    })),
  };
}

function tagOf({ closedAt, dueOn, undecided }: Review, { t }: Words, today: string) {
  if (closedAt !== null) return { tone: 'good', icon: 'circle-check', label: t('review:state.closed') };
  if (dueOn < today) return { tone: 'bad', icon: 'triangle-alert', label: t('review:state.overdue') };
  return undecided === 0
    ? { tone: 'good', icon: 'circle-check', label: t('review:state.complete') }
    : { tone: 'info', icon: 'clock-3', label: t('review:state.open') };
}
