import type { Words } from '../reference/index.ts';
import { numberFormat } from '../text/formats.ts';
import { gapHref } from './presenter-lists.ts';
import type { Return } from './read-return.ts';
import type { Shown } from './shown.ts';
import type { Answers, Quality } from './store-score.ts';

interface Act {
  readonly label: string;
  readonly href: string;
}

/** A line of the scorecard: what is measured, now and a year before, and what can be done. */
interface Line {
  readonly key: string;
  readonly now: number | null;
  readonly before: number | null;
  readonly more: boolean;
  readonly unit: 'days' | 'percent';
  readonly note: string;
  readonly act: Act | undefined;
}

/** Changes smaller than this are none, by unit: half a day, half a percentage point. */
const noticeable = 0.5;

/** A share of a number as "86 %"; a dash of nothing. */
export function percentOf(part: number, of: number, { lang }: Words): string {
  if (of === 0) return '–';
  return numberFormat(lang, { style: 'percent', maximumFractionDigits: 1 }).format(part / of);
}

/** The records against those of the same office a year before, each line with what can be done. Pure. */
export function scoreOf(read: Return, shown: Shown) {
  const { owner, period, words } = shown;
  const { t } = words;
  const year = period.key === 'months' ? undefined : Number(period.key);
  return {
    section: {
      title: t('returns:score.title'),
      note: t('returns:score.note', { office: words.office(owner) }),
      id: 'score',
    },
    now: year === undefined ? t('returns:score.now') : String(year),
    before: year === undefined ? t('returns:score.before') : String(year - 1),
    lines: linesOf(read, shown).map(line => ({
      title: t(`returns:score.${line.key}`),
      note: line.note,
      now: textOf(line.now, line, words),
      before: textOf(line.before, line, words),
      change: changeOf(line, words),
      act: line.act,
    })),
  };
}

function linesOf({ quality, answers, open }: Return, { owner, period, words }: Shown): Line[] {
  const { t } = words;
  const { now, before } = quality;
  const number = (key: string, count: number): string => t(key, { count, number: words.count(count) });
  const share = (part: (of: Quality) => number, all = (of: Quality): number => of.records) => ({
    now: shareOf(part(now), all(now)),
    before: shareOf(part(before), all(before)),
    unit: 'percent' as const,
  });
  const list = (count: number, gap: Parameters<typeof gapHref>[2], key: string): Act | undefined =>
    count === 0 ? undefined : { label: number(`returns:do.${key}`, count), href: gapHref(owner, period.key, gap) };
  const all = (of: Quality): number => of.records + of.merged;
  return [
    {
      key: 'delay',
      ...{ now: now.delay, before: before.delay, more: false, unit: 'days' },
      note: t('returns:score.delayNote'),
      act: list(now.late, 'slow', 'slow'),
    },
    {
      key: 'complete',
      ...share(of => of.records - of.incomplete),
      more: true,
      note: t('returns:score.completeNote'),
      act: list(now.incomplete, 'incomplete', 'incomplete'),
    },
    {
      key: 'duplicates',
      ...share(of => of.merged, all),
      more: false,
      note: t('returns:score.duplicatesNote'),
      act:
        open.pairs === 0 ? undefined : { label: number('returns:do.pairs', open.pairs), href: '/seizures/duplicates' },
    },
    {
      key: 'answers',
      ...{ now: answered(answers.now), before: answered(answers.before), more: true, unit: 'percent' },
      note: t('returns:score.answersNote', {
        answered: words.count(answers.now.answered),
        asked: words.count(answers.now.asked),
      }),
      act:
        open.questions === 0
          ? undefined
          : {
              label: number('returns:do.questions', open.questions),
              href: `/seizures?status=queried&office=${owner.code}`,
            },
    },
    {
      key: 'other',
      ...share(of => of.other),
      more: false,
      note: number('returns:records.some', now.other),
      act: list(now.other, 'other', 'other'),
    },
    {
      key: 'pictures',
      ...share(of => of.pictured),
      more: true,
      note: number('returns:records.some', now.pictured),
      act: list(now.records - now.pictured, 'picture', 'picture'),
    },
  ];
}

function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : (part / all) * 100;
}

function answered({ asked, answered: inTime }: Answers): number | null {
  return shareOf(inTime, asked);
}

function textOf(value: number | null, { unit }: Line, words: Words): string {
  if (value === null) return '–';
  if (unit === 'percent') return percentOf(value, 100, words);
  const rounded = Math.round(value * 10) / 10;
  return words.t('returns:days', { count: rounded, number: words.count(rounded) });
}

/** Better, worse or the same as a year before; nothing where one of the two is not known. */
function changeOf({ now, before, more }: Line, { t }: Words) {
  if (now === null || before === null) return undefined;
  if (Math.abs(now - before) < noticeable) return { label: t('returns:score.same'), icon: 'minus' };
  const isMore = now > before;
  const isBetter = isMore === more;
  return {
    label: t(isBetter ? 'returns:score.better' : 'returns:score.worse'),
    icon: isMore ? 'arrow-up' : 'arrow-down',
    tone: isBetter ? 'good' : 'warn',
  };
}
