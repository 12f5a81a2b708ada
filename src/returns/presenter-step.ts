import { periodName, gapHref } from './presenter-lists.ts';
import { percentOf } from './presenter-score.ts';
import type { Return } from './read-return.ts';
import type { Shown } from './shown.ts';

/** What is stated about a place of search, and asked for by watch lists. */
const steps = ['container', 'place', 'route', 'detection'] as const;
const isOfCompleteness = (step: (typeof steps)[number]): boolean => step !== 'container';

/**
 * The one step that would help most: of what records lack, the most records times the watch lists of others that ask
 * for it. Undefined where nothing is lacking. Pure.
 */
export function bestStep({ quality: { now }, asking }: Return, { owner, period, words }: Shown) {
  const { t, count } = words;
  const best = steps
    .map(step => ({ step, records: now[step], lists: asking[step] }))
    .filter(({ records }) => records > 0)
    .toSorted((a, b) => b.records * (1 + b.lists) - a.records * (1 + a.lists))[0];
  if (best === undefined) return undefined;
  const { step, records, lists } = best;
  const number = count(records);
  const rise = { from: percentOf(now.records - now.incomplete, now.records, words), to: '' };
  // A record may lack more than this: no more than these can become complete.
  rise.to = percentOf(Math.min(now.records, now.records - now.incomplete + records), now.records, words);
  const effect =
    lists > 0
      ? t('returns:step.lists', { count: lists, number: count(lists) })
      : t(isOfCompleteness(step) ? 'returns:step.rise' : 'returns:step.found', rise);
  return {
    title: t(`returns:step.${step}`, { count: records, number, period: periodName(period.key, words) }),
    text: effect,
    note: t('returns:step.time', { count: records, number }),
    icon: 'crosshair',
    tone: 'info' as const,
    actions: [
      {
        label: t('returns:step.go', { count: records, number }),
        href: gapHref(owner, period.key, step),
        tone: 'primary' as const,
      },
    ],
  };
}
