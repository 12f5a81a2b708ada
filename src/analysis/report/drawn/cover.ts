import { flowMap } from '../../../web/charts/index.ts';
import type { PrintedReport } from '../figures/figures.ts';
import { altOf, paperWidth } from './figure.ts';
import type { Drawing } from './figure.ts';

/** Routes drawn on the cover. */
const widest = 12;

/**
 * The widest printed routes of all sections, as one map with its caption; nothing where no route is printed. A route
 * that a section does not print is not added, so that a sum tells nothing of it.
 */
export function coverMap({ sections }: PrintedReport, { names, period }: Drawing) {
  const sums = new Map<string, { readonly from: string; readonly to: string; readonly cases: number }>();
  for (const { from, to, cases } of sections.flatMap(({ ways }) => ways?.flows ?? [])) {
    const key = `${from}>${to}`;
    sums.set(key, { from, to, cases: (sums.get(key)?.cases ?? 0) + cases });
  }
  const flows = [...sums.values()].sort((a, b) => b.cases - a.cases).slice(0, widest);
  if (flows.length === 0) return undefined;
  const country = (code: string): string => names.of('country', code);
  const way = ({ from, to }: (typeof flows)[number]): string => `${country(from)} → ${country(to)}`;
  const caption = names.text('report:paper.coverMap', { period, count: flows.length, ways: names.count(flows.length) });
  return {
    caption,
    alt: altOf(
      caption,
      flows.map(flow => [way(flow), names.count(flow.cases)]),
    ),
    svg: flowMap({
      title: caption,
      width: paperWidth,
      height: 318,
      name: country,
      flows: flows.map(flow => ({
        from: flow.from,
        to: flow.to,
        value: flow.cases,
        text: names.count(flow.cases),
        title: `${way(flow)}: ${names.count(flow.cases)}`,
      })),
    }),
  };
}
