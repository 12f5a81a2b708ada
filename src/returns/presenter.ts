import type { Words } from '../reference/index.ts';
import { addDays } from '../text/plain-date.ts';
import { figuresOf, openersOf } from './presenter-figures.ts';
import { periodName, returnHref } from './presenter-lists.ts';
import { newsOf } from './presenter-news.ts';
import { scoreOf } from './presenter-score.ts';
import { bestStep } from './presenter-step.ts';
import { periodKeys, type Period } from './period.ts';
import type { Return } from './read-return.ts';
import type { Shown } from './shown.ts';

/**
 * What an office's data did, and how good it was against itself a year before. No Member is compared with another, no
 * officer is named. Pure.
 */
export function presentReturn(read: Return, shown: Shown) {
  const { owner, period, today, isOwn, words } = shown;
  const { t } = words;
  const title = t(isOwn ? 'returns:title.own' : 'returns:title.other');
  const lastDay = addDays(period.until, -1);
  return {
    title,
    printHead: { lead: `${words.office(owner)}${t('common:colon')} ${title}`, lines: [spanOf(period, lastDay, words)] },
    head: {
      title,
      over: `${words.office(owner)} · ${spanOf(period, lastDay, words)}`,
      scope: `${countText(read, period, words)} ${t('returns:scope')} ${seenBy(shown)}`,
    },
    views: {
      label: t('returns:period.label'),
      items: periodKeys(today).map(key => ({
        label: key === 'months' ? t('returns:period.months') : key,
        href: returnHref(owner, key),
        current: key === period.key,
      })),
    },
    step: bestStep(read, shown),
    figures: figuresOf(read, shown),
    openers: openersOf(read, shown),
    news: newsOf(read, words),
    score: scoreOf(read, shown),
    asked: {
      section: { title: t('returns:asked.title'), note: t('returns:asked.note'), id: 'asked' },
      rows: read.asked.map(({ offices, times, search }) => ({
        title: search.inWords(words.lang),
        href: search.href,
        text: t('returns:asked.by', {
          offices: t('returns:offices', { count: offices, number: words.count(offices) }),
          searches: t('returns:asked.searches', { count: times, number: words.count(times) }),
          found: t(search.found === 0 ? 'returns:asked.none' : 'returns:asked.found', {
            count: search.found,
            number: words.count(search.found),
          }),
        }),
        icon: 'search',
      })),
    },
    counted: t('returns:counted'),
  };
}

function spanOf({ from }: Period, lastDay: string, words: Words): string {
  return words.t('returns:span', { from: words.date(from), to: words.date(lastDay) });
}

function countText({ quality, open }: Return, { key }: Period, words: Words): string {
  const { records } = quality.now;
  return words.t('returns:records.count', {
    records: words.t('returns:records.of', {
      count: records,
      number: words.count(records),
      period: periodName(key, words),
    }),
    earlier: words.count(open.earlier),
  });
}

/** Who else reads it: said on the page. */
function seenBy({ owner, offices, words }: Shown): string {
  const rilo = offices.riloOf(owner.country);
  return rilo === undefined ? words.t('returns:seenByOffice') : words.t('returns:seenBy', { rilo: words.office(rilo) });
}
