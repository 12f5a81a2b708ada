import { addressOf } from '../fields/index.ts';
import type { Words } from '../reference/index.ts';
import type { Period } from './period.ts';
import type { Owner } from './read-return.ts';
import { mostListed, type Gap, type GapRow } from './store-gaps.ts';

/** Address of a return, or of a list of its records. */
export function returnHref({ code }: Pick<Owner, 'code'>, period: string): string {
  return addressOf(`/network/return/${code}`, { period });
}
export function gapHref({ code }: Pick<Owner, 'code'>, period: string, what: Gap): string {
  return addressOf(`/network/return/${code}/records`, { period, what });
}

/** "2026", or "the last 12 months". */
export function periodName(key: string, { t }: Words): string {
  return key === 'months' ? t('returns:period.monthsShort') : key;
}

/** The Members whose returns a RILO or an administrator reads, by name and with no figure: there is no rank. Pure. */
export function presentList(owners: readonly Owner[], words: Words) {
  const { t } = words;
  return {
    title: t('returns:list.title'),
    head: { title: t('returns:list.title'), scope: t('returns:list.scope') },
    rows: owners
      .map(owner => ({ title: words.office(owner), href: `/network/return/${owner.code}`, icon: 'building-2' }))
      .toSorted((a, b) => a.title.localeCompare(b.title, words.lang)),
  };
}

const ofCompleteness: readonly Gap[] = ['incomplete', 'place', 'route', 'detection'];

/** Where a record is completed; a late one cannot be. */
function actHref(gap: Gap, ref: string): string {
  if (gap === 'slow') return '';
  return gap === 'picture' ? addressOf('/cpdb/new', { seizure: ref }) : `/seizures/${ref}/edit`;
}

/** Records that lack something, each with the way to complete it. Pure. */
export function presentGaps(
  rows: readonly GapRow[],
  { owner, gap, period, words }: { owner: Owner; gap: Gap; period: Period; words: Words },
) {
  const { t } = words;
  const title = t(`returns:gap.${gap}`);
  return {
    title,
    head: {
      title,
      over: words.office(owner),
      scope: t(rows.length < mostListed ? 'returns:records.scope' : 'returns:records.scopeMost', {
        count: rows.length,
        number: words.count(rows.length),
        period: periodName(period.key, words),
      }),
      crumbs: [
        { label: t('returns:section'), href: returnHref(owner, period.key) },
        { label: t('returns:records.crumb') },
      ],
    },
    rows: rows.map(row => ({
      ref: row.ref,
      date: words.date(row.seizureDate),
      place: row.placeName ?? '–',
      days: t('returns:days', { count: row.delay, number: words.count(row.delay) }),
      missing: row.missing.map(one => t(`returns:missing.${one}`)).join(', ') || '–',
      href: actHref(gap, row.ref),
    })),
    /** Whether the column of what is not stated says anything. */
    hasMissing: ofCompleteness.includes(gap),
    label: { act: t(`returns:records.${gap === 'picture' ? 'addPicture' : 'complete'}`) },
  };
}
