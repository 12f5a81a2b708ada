import { legOf, type Criteria } from '../../seizures/index.ts';
import type { Sources } from '../cells/sources.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { recordsAddress, type Question } from '../question/question.ts';
import { sizeOf, type FlowOf } from './flows.ts';
import { focusOf, type RouteData } from './read.ts';
import type { Ends, RouteFields } from './fields.ts';

/** What the figures of the page say their numbers with. */
export interface RouteFrame extends ReturnType<typeof formatsOf> {
  readonly question: Question<RouteFields>;
  readonly data: RouteData;
  readonly sources: Sources;
  /** '' for cases, else a unit. */
  readonly measure: string;
  readonly focus: string | undefined;
  country(code: string): string;
  way(flow: { readonly from: string; readonly to: string }): string;
  size(flow: FlowOf): number;
  /** Of `size`, with its unit where a sentence needs it. */
  number(size: number): string;
  sized(size: number): string;
  records(narrowed: Partial<Criteria>): string;
  /** Where the cases of a flow are. */
  hrefOf(flow: { readonly from: string; readonly to: string }): string;
}

/** The filters that find the cases between two ends. */
const filters: Readonly<Record<Exclude<Ends, 'steps'>, readonly ['departure' | 'origin', 'destination' | 'country']>> =
  { ends: ['departure', 'destination'], origin: ['origin', 'destination'], seizure: ['departure', 'country'] };

export function frameOf(question: Question<RouteFields>, data: RouteData, sources: Sources): RouteFrame {
  const { names } = sources;
  const { measure } = question.asked;
  const country = (code: string): string => names.of('country', code);
  const records = (narrowed: Partial<Criteria>): string => recordsAddress(question, narrowed);
  const number = (size: number): string => (measure === '' ? names.count(size) : names.sum(size));
  return {
    ...formatsOf(names),
    ...{ question, data, sources, measure, country, records, number },
    focus: focusOf(question),
    way: ({ from, to }) => `${country(from)} → ${country(to)}`,
    size: flow => sizeOf(flow, measure),
    sized: size =>
      measure === ''
        ? names.text('analysis:routes.cases', { count: size, number: names.count(size) })
        : `${names.sum(size)}\u00a0${names.unit(measure, size)}`,
    hrefOf({ from, to }) {
      if (data.ends === 'steps') return records({ leg: legOf(from, to) });
      const [one, other] = filters[data.ends];
      return records({ [one]: [from], [other]: [to] });
    },
  };
}
