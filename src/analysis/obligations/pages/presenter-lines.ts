import type { Words } from '../../../reference/index.ts';
import { openedHref, reportHref } from './owner.ts';
import { counted } from './presenter-words.ts';
import { linesOf, lineOf } from './presenter-report.ts';
import type { Wanted } from '../wanted.ts';
import { isReady, recordsOf, type Made, type Row } from '../sheets/make.ts';

interface Shown {
  readonly wanted: Wanted;
  readonly made: Made;
  /** Only lines that lack something, or only those ready; all where it is ''. */
  readonly only: 'lacking' | 'ready' | '';
}

/** Lines of a page; the file has all. */
const mostShown = 500;

/** Every line of a report in every column. Pure. */
export function presentLines({ wanted, made, only }: Shown, words: Words) {
  const { t } = words;
  const { report, year, owner } = wanted;
  const isShown = (row: Row): boolean => only === '' || isReady(row) === (only === 'ready');
  const rows = made.rows.filter(isShown);
  const title = `${t(`obligations:report.${report}.title`)} ${year}`;
  const columns = made.sheet.columns.map((column, at) => ({ ...column, at }));
  return {
    title,
    head: {
      title,
      over: words.country(owner.country),
      scope: `${linesOf(rows.length, recordsOf(rows), words)}. ${t('obligations:leave.form')}`,
      crumbs: [
        { label: t('obligations:section'), href: openedHref(report, year) },
        { label: t('obligations:leave.all') },
      ],
    },
    views: {
      label: t('obligations:only.label'),
      items: (['', 'lacking', 'ready'] as const).map(key => ({
        label: t(`obligations:only.${key === '' ? 'all' : key}`),
        href: key === '' ? reportHref(wanted) : `${reportHref(wanted)}?only=${key}`,
        current: key === only,
      })),
    },
    number: t('obligations:leave.number'),
    lacks: t('obligations:leave.lacks'),
    amend: t('obligations:leave.amend'),
    heads: columns.map(({ header }) => header),
    lines: rows
      .slice(0, mostShown)
      .map(row => ({
        ...lineOf(row, columns, words),
        edit: `/seizures/${row.ref}/edit`,
        gaps: row.gaps.map(({ key }) => t(`obligations:gap.${key}.what`)).join(', '),
      })),
    more: rows.length > mostShown ? counted('leave.more', rows.length - mostShown, words) : undefined,
    none: t('obligations:none.lines'),
  };
}
