import type { Viewer } from '../../access/index.ts';
import { readCriteria, type Searching } from '../../seizures/index.ts';
import { addYears, today } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import type { DimensionName } from '../cells/dimension.ts';
import { countCases } from '../cells/search-cells.ts';
import { monthsBefore } from '../question/question.ts';
import type { Kind } from './subject.ts';

/** Cases of one code in the last twelve months and in the same days of the year before. */
export interface Counted {
  readonly code: string;
  readonly now: number;
  readonly before: number;
}

export type IndexData = Readonly<Record<Kind, readonly Counted[]>>;

/** The products and countries of most cases, and the Members that reported any. A country counts where it is an end. */
export async function readIndex(context: AnalysisContext, viewer: Viewer): Promise<IndexData> {
  const to = today();
  const from = monthsBefore(to, 11);
  const { figures, lists, offices } = context;
  const plain = readCriteria({}, lists, offices);
  const over = (earliest: string, latest: string): Searching => ({
    ...{ viewer, lists, offices },
    words: context.seizures.words,
    criteria: { ...plain, from: earliest, to: latest },
  });
  const count = async (names: readonly DimensionName[]): Promise<Counted[]> => {
    const [now, before] = await Promise.all(
      [over(from, to), over(addYears(from, -1), addYears(to, -1))].map(searching =>
        countCases(figures, searching, names),
      ),
    );
    const sums = new Map<string, Counted>();
    const add = (cells: typeof now, time: 'now' | 'before'): void => {
      for (const { values, cases } of cells ?? [])
        for (const code of new Set(values.filter(value => value !== null))) {
          const known = sums.get(code) ?? { code, now: 0, before: 0 };
          sums.set(code, { ...known, [time]: known[time] + cases });
        }
    };
    add(now, 'now');
    add(before, 'before');
    return [...sums.values()].sort((a, b) => b.now - a.now || (a.code < b.code ? -1 : 1));
  };
  const [product, country, member] = await Promise.all([
    count(['product']),
    count(['departure', 'destination']),
    count(['country']),
  ]);
  return { product, country, member };
}
