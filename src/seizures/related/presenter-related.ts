import { rights, type Lang, type Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { SeizuresContext } from '../context.ts';
import { listMerged, type MergedHere } from '../duplicates/store-merge.ts';
import { listLinked, type Linked } from '../duplicates/store-pairs.ts';
import type { GoodsLine } from '../goods/heading.ts';
import { fieldKey, lexemeOf, wordsOf } from '../own-fields/values.ts';
import { headings } from '../headings/index.ts';
import { can } from '../permissions.ts';
import { termsOfContainers } from '../record/references.ts';
import { termOf } from '../record/search-columns.ts';
import type { Words } from '../record/pages/presenter-words.ts';
import type { Seizure } from '../record/store.ts';
import type { AlikeByGoods } from './store-goods.ts';
import type { AlikeByMarks, MarkedCounts } from './store-marked.ts';
import { countAlike, type AlikeCounts, type Shared } from './store-related.ts';

/** What is related to a record, of what the viewer may see. */
interface Related {
  readonly documents: Awaited<ReturnType<SeizuresContext['documentsOf']>>;
  readonly linked: readonly Linked[];
  readonly merged: readonly MergedHere[];
  readonly alike: AlikeCounts | undefined;
  readonly marked: MarkedCounts;
}

interface From extends Pick<SeizuresContext, 'documentsOf' | 'figures'> {
  readonly byGoods: AlikeByGoods;
  readonly byMarks: AlikeByMarks;
}

/** Own fields that name what goods are marked with. */
const marks = ['brand', 'pressMark'] as const;

export async function relatedTo(
  on: Queryable,
  { documentsOf, figures, byGoods, byMarks }: From,
  viewer: Viewer,
  seizure: Seizure,
  lang: Lang,
): Promise<Related> {
  const shared = sharedBy(seizure);
  const alikeTo = async ({ copied }: SeizuresContext['figures']): Promise<AlikeCounts | undefined> =>
    (copied && (await byGoods(copied, viewer, shared))) ?? countAlike(on, viewer, shared);
  const [documents, linked, merged, marked, alike] = await Promise.all([
    documentsOf(on, viewer, seizure.ref, lang),
    listLinked(on, viewer, seizure.id),
    listMerged(on, seizure),
    byMarks(on, viewer, shared),
    alikeTo(figures),
  ]);
  return { documents, linked, merged, marked, alike };
}

function markOf(line: GoodsLine | undefined): { name: string; text: string } | undefined {
  const name = marks.find(one => typeof line?.details[one] === 'string');
  return name === undefined ? undefined : { name, text: String(line?.details[name]) };
}

function prefixOf({ facts, lines }: Seizure['record']): string {
  const texts = [...Object.values(facts), ...lines.flatMap(({ details }) => Object.values(details))];
  const [found = ''] = termsOfContainers(texts.filter(one => typeof one === 'string').join('\n'));
  return found.slice('box='.length, 'box='.length + 4).toUpperCase();
}

function sharedBy({ id, status, seizureDate, record }: Seizure): Shared {
  const [line] = record.lines;
  const text = (name: string): string => (typeof record.facts[name] === 'string' ? record.facts[name] : '');
  const mark = markOf(line);
  return {
    id,
    year: Number(seizureDate.slice(0, 4)),
    product: line?.product ?? '',
    productTerm: line ? termOf(headings[line.heading].productList, line.product) : '',
    concealment: text('concealment'),
    departure: text('departure'),
    destination: text('destination'),
    mark: line && mark ? wordsOf(mark.text).map(word => lexemeOf(fieldKey(line.heading, mark.name), word)) : [],
    prefix: prefixOf(record),
    isInForce: status === 'submitted' || status === 'queried' || status === 'verified',
  };
}

/** The panel beside a record: its other parts, and counts that lead to their searches. Pure. */
export function presentRelated(
  viewer: Viewer,
  seizure: Seizure,
  { documents, linked, merged, alike, marked }: Related,
  words: Words,
) {
  const may = rights['database:write'](viewer) && can(viewer, 'merge', seizure);
  return {
    documents,
    linked: linked.map(one => ({
      ref: one.ref,
      note: words.t('duplicates:related.linked', { country: words.code('country', one.country) }),
      unlink: may ? words.t('duplicates:related.unlink', { ref: one.ref }) : '',
    })),
    merged: merged.map(one => ({
      ref: one.ref,
      note: words.t('duplicates:related.merged', { date: words.date(one.at.slice(0, 10)) }),
      mayUndo: may && one.isLast,
    })),
    counts: countsOf(seizure, { likeThisYear: 0, route: 0, hidden: 0, ...alike, ...marked }, words),
  };
}

function countsOf(seizure: Seizure, counts: AlikeCounts & MarkedCounts, words: Words) {
  const shared = sharedBy(seizure);
  const line = seizure.record.lines[0];
  const mark = markOf(line);
  const product = line ? words.product(line.heading, line.product) : '';
  const place = shared.concealment === '' ? '' : words.code('concealment', shared.concealment);
  const goods = { product: shared.product };
  const hidden = { ...goods, concealment: shared.concealment };
  const year = { from: `${shared.year}-01-01`, to: `${shared.year}-12-31` };
  const route = { ...goods, departure: shared.departure, destination: shared.destination };
  const stops = [shared.departure, shared.destination].filter(Boolean).map(code => words.code('country', code));
  const row = (count: number, key: string, note: string, query: Readonly<Record<string, string>>, more = {}) => ({
    count,
    text: words.t(`duplicates:related.${key}`, { count, number: words.number(count), ...more }),
    note,
    href: `/seizures?${new URLSearchParams(query)}`,
  });
  return [
    row(counts.likeThisYear, 'likeThisYear', [product, place].join(', '), { ...hidden, ...year }),
    row(counts.route, 'route', [product, stops.join(' – ')].join(', '), route),
    row(counts.hidden, 'hidden', [product, place].join(', '), hidden),
    ...(line && mark
      ? [row(counts.mark, 'mark', '', { heading: line.heading, [mark.name]: mark.text }, { mark: mark.text })]
      : []),
    row(counts.container, 'container', '', { container: shared.prefix }, { prefix: shared.prefix }),
  ].filter(({ count }) => count > 0);
}
