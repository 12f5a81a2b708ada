import type { Words } from '../reference/index.ts';
import { dateFormat } from '../text/formats.ts';
import { barList, columnChart, lineChart } from '../web/charts/index.ts';
import type { Views } from '../web/render.ts';
import type { Period } from './period.ts';
import type { Return } from './read-return.ts';
import type { Shown } from './shown.ts';

type Figure = Views['home/_figure']['figure'];

const [width, height] = [344, 88];
const openersShown = 5;
/** Kinds of documents that are told of also where none names a record. */
const usualKinds = ['alert', 'bulletin', 'sheet', 'release'] as const;

/** What others did with the records, in three figures. */
export function figuresOf(read: Return, { period, words }: Shown): Figure[] {
  return [openedFigure(read, period, words), reachedFigure(read, period, words), citedFigure(read, words)];
}

function openedFigure({ openings, openedBefore, exports }: Return, { months, isOpen }: Period, words: Words): Figure {
  const { t, count } = words;
  const times = (month: string): number =>
    openings.filter(one => one.month === month).reduce((sum, one) => sum + one.times, 0);
  const all = openings.reduce((sum, one) => sum + one.times, 0);
  const offices = new Set(openings.map(({ officeId }) => officeId)).size;
  const title = t('returns:opened.title');
  const rows = months.map(month => ({ ...namesOf(month, words), value: times(month) }));
  return {
    id: 'opened',
    title,
    number: count(all),
    text: t('returns:opened.text', {
      count: all,
      offices: t('returns:offices', { count: offices, number: count(offices) }),
    }),
    chart: columnChart({
      title,
      desc: t('returns:opened.desc'),
      ...{ width, height, incompleteLast: isOpen, format: count },
      values: rows.map(({ narrow, full, value }) => ({
        label: narrow,
        value,
        title: `${full}${t('common:colon')} ${count(value)}`,
      })),
    }),
    foot: [
      t('returns:opened.before', { number: count(openedBefore) }),
      t('returns:opened.exports', {
        count: exports.exports,
        number: count(exports.exports),
        offices: t('returns:offices', { count: exports.offices, number: count(exports.offices) }),
      }),
    ].join(' · '),
    table: tableOf(
      title,
      ['month', 'times'],
      rows.map(({ full, value }) => [full, count(value)]),
      words,
    ),
  };
}

function reachedFigure({ reached }: Return, { months }: Period, words: Words): Figure {
  const { t, count } = words;
  const listsOf = new Map(reached.months.map(({ month, lists }) => [month, lists]));
  const title = t('returns:reached.title');
  const rows = months.map(month => ({ ...namesOf(month, words), value: listsOf.get(month) ?? 0 }));
  return {
    id: 'reached',
    title,
    number: count(reached.lists),
    text: t('returns:reached.text', {
      count: reached.lists,
      offices: t('returns:offices', { count: reached.offices, number: count(reached.offices) }),
    }),
    chart: lineChart({
      title,
      desc: t('returns:reached.desc'),
      ...{ width, height, format: count },
      labels: rows.map(({ narrow }) => narrow),
      series: [{ name: title, values: rows.map(({ value }) => value) }],
    }),
    foot: t('returns:reached.matches', { count: reached.matches, number: count(reached.matches) }),
    table: tableOf(
      title,
      ['month', 'lists'],
      rows.map(({ full, value }) => [full, count(value)]),
      words,
    ),
  };
}

function citedFigure({ citations }: Return, words: Words): Figure {
  const { t, count } = words;
  const byKind = Map.groupBy(citations, ({ kind }) => kind);
  const kinds = [...usualKinds, ...[...byKind.keys()].filter(kind => !usualKinds.includes(kind as 'alert'))];
  const items = kinds.map(kind => ({ label: t(`returns:cited.${kind}`), value: byKind.get(kind)?.length ?? 0 }));
  const title = t('returns:cited.title');
  return {
    id: 'cited',
    title,
    number: count(citations.length),
    text: t('returns:cited.text', { count: citations.length }),
    chart: barList({ title, desc: t('returns:cited.desc'), width, row: 20, items, format: count }),
    foot: t('returns:cited.foot'),
    table: tableOf(
      title,
      ['kind', 'documents'],
      items.map(({ label, value }) => [label, count(value)]),
      words,
    ),
  };
}

/** The offices that opened the records most often, and the others together. */
export function openersOf({ openings }: Return, { offices, words }: Shown) {
  const { t, count } = words;
  const byOffice = [...Map.groupBy(openings, ({ officeId }) => officeId)]
    .map(([officeId, of]) => ({ officeId, times: of.reduce((sum, { times }) => sum + times, 0) }))
    .toSorted((a, b) => b.times - a.times || a.officeId - b.officeId);
  const named = byOffice.slice(0, openersShown).map(({ officeId, times }) => {
    const office = offices.byId(officeId);
    return { label: office ? words.office(office) : '', value: times };
  });
  const rest = byOffice.slice(openersShown);
  const items = [
    ...named,
    ...(rest.length > 0
      ? [
          {
            label: t('returns:openers.others', { count: rest.length, number: count(rest.length) }),
            value: rest.reduce((sum, { times }) => sum + times, 0),
          },
        ]
      : []),
  ];
  const title = t('returns:openers.title');
  return {
    section: { title, note: t('returns:openers.note'), id: 'openers' },
    chart:
      items.length === 0
        ? ''
        : barList({
            ...{ title, desc: t('returns:openers.desc'), width: 420, row: 22, labelWidth: 215, items, format: count },
          }),
    table: plainTable(
      title,
      ['office', 'times'],
      items.map(({ label, value }) => [label, count(value)]),
      words,
    ),
    none: t('returns:openers.none'),
  };
}

function namesOf(month: string, { lang }: Words): { narrow: string; full: string } {
  const at = new Date(`${month}-01T00:00:00Z`);
  return {
    narrow: dateFormat(lang, { month: 'narrow' }).format(at),
    full: dateFormat(lang, { month: 'long', year: 'numeric' }).format(at),
  };
}

/** The table beside a figure; `plainTable` is the same for a chart that is none. */
function tableOf(...of: Parameters<typeof plainTable>): Figure['table'] {
  const table = plainTable(...of);
  return { ...table, rows: table.rows.map(cells => ({ cells })) };
}

function plainTable(caption: string, head: readonly string[], rows: readonly (readonly string[])[], { t }: Words) {
  return { label: t('home:table'), caption, head: head.map(key => t(`returns:column.${key}`)), rows };
}
