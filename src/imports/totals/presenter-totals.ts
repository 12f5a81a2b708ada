import type { RecordWords as Words } from '../../seizures/index.ts';
import { addressOf } from '../wizard-step.ts';
import type { Import } from '../store.ts';
import { unreadReasons } from '../engine/totals/read-totals.ts';
import type { Statistics } from './store-totals.ts';

/** What came of a file of totals: how many are kept, who sees them, which rows gave none, and the way back. */
export function totalsPage(words: Words, file: Import, kept: Statistics) {
  const { t } = words;
  const n = (count: number) => ({ count, n: words.number(count) });
  const isKept = file.state === 'kept';
  return {
    title: t(isKept ? 'imports:totals.page.title' : 'imports:totals.page.undoneTitle', n(kept.totals)),
    isGood: isKept && kept.totals > 0,
    text: isKept
      ? t(kept.totals > 0 ? `imports:totals.page.seen.${kept.audience}` : 'imports:totals.page.none')
      : t('imports:totals.page.undone', {
          who: kept.withdrawnBy ?? '',
          when: kept.withdrawnAt === null ? '' : words.time(kept.withdrawnAt),
          reason: kept.reason ?? '',
        }),
    facts: [
      { label: t('imports:totals.list.countries'), value: countriesOf(words, kept) },
      { label: t('imports:totals.list.time'), value: timeOf(words, kept) },
      { label: t('imports:totals.list.who'), value: kept.keptBy },
      { label: t('imports:totals.page.when'), value: kept.keptAt === null ? '' : words.time(kept.keptAt) },
    ].filter(({ value }) => value !== ''),
    unread: [
      ...unreadReasons.flatMap(reason => {
        const rows = kept.rowsUnread[reason] ?? 0;
        return rows === 0 ? [] : [{ reason: t(`imports:totals.unread.${reason}`), rows: words.number(rows) }];
      }),
      ...(kept.rowsAside === 0
        ? []
        : [{ reason: t('imports:totals.unread.aside'), rows: words.number(kept.rowsAside) }]),
    ],
    undo: isKept ? addressOf(file, 'totals') : undefined,
  };
}

/** One line of the office's statistics. */
export function statisticsRow(words: Words, kept: Statistics) {
  const isWithdrawn = kept.withdrawnAt !== null;
  return {
    name: kept.fileName,
    href: addressOf({ id: kept.importId }, 'totals'),
    countries: countriesOf(words, kept),
    time: timeOf(words, kept),
    totals: words.number(kept.totals),
    who: kept.keptBy,
    tag: isWithdrawn
      ? { tone: '', icon: 'undo-2', label: words.t('imports:totals.list.withdrawn') }
      : { tone: 'good', icon: 'sigma', label: words.t(`imports:totals.list.seen.${kept.audience}`) },
    action: words.t(isWithdrawn ? 'imports:list.open' : 'imports:totals.list.undo'),
  };
}

const countriesShown = 3;

function countriesOf(words: Words, { countries }: Statistics): string {
  const names = countries.map(country => words.code('country', country));
  const more = names.length - countriesShown;
  return more > 0
    ? words.t('imports:totals.list.moreCountries', { names: names.slice(0, countriesShown).join(', '), count: more })
    : names.join(', ');
}

function timeOf(words: Words, { from, to }: Statistics): string {
  if (from === null || to === null) return '';
  return words.t('imports:totals.list.span', { from: words.date(from), to: words.date(to) });
}
