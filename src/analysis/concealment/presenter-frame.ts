import type { Sources } from '../cells/sources.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import type { DimensionName, Value } from '../cells/dimension.ts';
import type { Slot } from '../cells/layout.ts';
import { valueName } from '../cells/presenter-values.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { pages } from '../question/presenter-question.ts';
import { addressOf, recordsAddress, type Question } from '../question/question.ts';
import { notStated, type ConcealmentFields } from './fields.ts';
import { gridOf, type Grid, type Opened } from './grid.ts';
import { most, type ConcealmentData } from './read.ts';

type Narrowing = readonly (readonly [DimensionName, readonly Value[]])[];

/** What the figures of the page say their numbers with. */
export interface ConcealmentFrame extends ReturnType<typeof formatsOf> {
  readonly question: Question<ConcealmentFields>;
  readonly data: ConcealmentData;
  readonly sources: Sources;
  readonly grid: Grid;
  means(slot: Slot): string;
  place(slot: Slot): string;
  /** The same over a column, in a word or two where it has such a name. */
  head(slot: Slot): string;
  value(name: DimensionName, value: Value): string;
  /** The list of the cases of some values; undefined where no filter finds them. */
  records(values: Narrowing): string | undefined;
  /** This page with another cell or product opened. */
  opening(change: Partial<Opened> & { readonly group?: string }, at: string): string;
}

export function frameOf(
  question: Question<ConcealmentFields>,
  data: ConcealmentData,
  sources: Sources,
): ConcealmentFrame {
  const { names } = sources;
  const value = (name: DimensionName, code: Value): string => valueName(name, code, sources);
  const slotName =
    (name: DimensionName) =>
    ({ kind, values }: Slot): string =>
      kind === 'others'
        ? names.text('analysis:value.others', { count: values.length, number: names.count(values.length) })
        : value(name, values[0] ?? null);
  const wanted = (name: DimensionName, count: number) => ({
    name,
    most: count,
    order: 'size' as const,
    label: (code: Value) => value(name, code),
  });
  return {
    ...formatsOf(names),
    ...{ question, data, sources, value },
    grid: gridOf(data.cells, wanted(data.means, most.rows), wanted(data.places, most[data.places])),
    means: slotName(data.means),
    place: slotName(data.places),
    head: slot => {
      const [code = null] = slot.values;
      const isOne = data.places === 'concealment' && slot.kind === 'value' && code !== null;
      return isOne ? names.short('concealment', code) : slotName(data.places)(slot);
    },
    records(values) {
      const filters = values.map(([name, codes]) => narrowedTo(name, codes, sources));
      const criteria = narrowed(question.criteria, filters, sources.lists);
      return criteria && recordsAddress({ ...question, criteria });
    },
    opening({ row, column, group }, at) {
      const { asked } = question;
      return `${addressOf(pages.concealment, question, {
        ...asked,
        ...(row === undefined ? {} : { row: row ?? notStated }),
        ...(column === undefined ? {} : { column: column ?? notStated }),
        ...(group === undefined ? {} : { group }),
      })}#${at}`;
    },
  };
}
