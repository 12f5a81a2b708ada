import type { Viewer } from '../../access/index.ts';
import type { HeadingCode } from '../goods/heading.ts';
import { mayAmend, readsUse } from '../permissions.ts';
import type { Seizure } from '../record/store.ts';
import type { Words } from '../record/pages/presenter-words.ts';
import { isForAll } from './remark.ts';
import type { StoredRemark } from './store-remarks.ts';

/** One quiet line under what it is about; with a word nobody has said the meaning of, the way to say it. */
export interface RemarkLine {
  readonly text: string;
  readonly answer?: { readonly label: string; readonly href: string };
}

export interface Remarks {
  /** By number of the goods line. */
  readonly lines: ReadonlyMap<number, readonly RemarkLine[]>;
  /** Of the record as a whole. */
  readonly facts: readonly RemarkLine[];
}

/**
 * What was remarked of a record, for who reads it: how to read a value is said to everybody, a word that is to be
 * answered to its office, its RILO and who may amend it. Pure.
 */
export function presentRemarks(
  remarks: readonly StoredRemark[],
  viewer: Viewer,
  seizure: Pick<Seizure, 'officeId' | 'country' | 'status' | 'regionId' | 'record'>,
  words: Words,
): Remarks {
  const { office } = viewer;
  const isOwn = office.id === seizure.officeId || office.id === seizure.regionId || readsUse(viewer, seizure);
  const answers = mayAmend(viewer, seizure);
  const shown = remarks.filter(({ code }) => isOwn || isForAll(code));
  const lineOf = (remark: StoredRemark): RemarkLine => ({
    text: remarkText(remark, seizure.record.lines[(remark.lineNo ?? 1) - 1]?.heading, words),
    ...(answers && remark.word
      ? {
          answer: {
            label: words.t('record:remarks.answer'),
            href: `/seizures/imports/kept-words?kind=${remark.word.kind}`,
          },
        }
      : {}),
  });
  const byLine = Map.groupBy(
    shown.filter(({ lineNo }) => lineNo !== null),
    ({ lineNo }) => lineNo ?? 0,
  );
  return {
    lines: new Map([...byLine].map(([no, some]) => [no, some.map(lineOf)])),
    facts: shown.filter(({ lineNo }) => lineNo === null).map(lineOf),
  };
}

function remarkText({ code, field, values }: StoredRemark, heading: HeadingCode | undefined, words: Words): string {
  const { t } = words;
  const unit = values.unit === undefined ? '' : words.unitChoice(String(values.unit));
  const text = t(`record:remarks.${code}`, {
    ...values,
    unit,
    ...(typeof values.q === 'number' ? { q: words.number(values.q) } : {}),
    ...(typeof values.date === 'string' ? { date: words.date(values.date) } : {}),
  });
  const label = field === '' ? '' : fieldName(field, heading, words);
  return label === '' || ofItself.has(code) ? text : t('record:remarks.of', { label, text });
}

/** What says itself which field it is about. */
const ofItself: ReadonlySet<string> = new Set([
  'unit_assumed',
  'quantity_assumed',
  'route_against_direction',
  'coordinates_wrong',
]);

function fieldName(field: string, heading: HeadingCode | undefined, words: Words): string {
  if (field === 'border' || field === 'persons' || field === 'goods') return words.t(`record:remarks.field.${field}`);
  return field.startsWith('details.') ? words.label(field.slice(8), heading) : words.label(field);
}
