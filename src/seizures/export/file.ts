import type { Viewer } from '../../access/index.ts';
import { queryString, type Criteria } from '../search/criteria.ts';
import type { ExportGoods } from './columns.ts';
import type { ExportRecord } from './search-export.ts';
import { inWords } from '../search/pages/presenter-chips.ts';
import type { Words } from '../record/pages/presenter-words.ts';

/** What a file says about itself: title, query in words and as an address, when, who. */
export interface Provenance {
  readonly title: string;
  readonly lines: readonly (readonly [label: string, value: string])[];
  readonly rule: string;
}

export function provenanceOf(viewer: Viewer, criteria: Criteria, words: Words, now: Date): Provenance {
  const { t, names, lang } = words;
  const office = lang === 'fr' ? viewer.office.nameFr : viewer.office.nameEn;
  const address = queryString(criteria, { view: undefined, rows: undefined, sort: undefined });
  return {
    title: t('search:file.title'),
    lines: [
      [t('search:file.query'), inWords(criteria, names)],
      [t('search:file.address'), `/seizures${address === '' ? '' : `?${address}`}`],
      [t('search:file.made'), `${now.toISOString().slice(0, 19)}Z`],
      [t('search:file.by'), `${viewer.loginId}, ${office}`],
    ],
    rule: t('search:file.rule'),
  };
}

export function fileNameOf(format: 'csv' | 'xlsx', now: Date): string {
  return `cen-seizures-${now.toISOString().slice(0, 10)}.${format}`;
}

/** The goods lines of a record, each a row of the file. */
export function goodsOf({ record, lines }: ExportRecord): ExportGoods[] {
  return record.lines.map((line, at) => ({ line, number: at + 1, computed: lines[at] }));
}
