import { barList, columnChart, flowMap } from '../../web/charts/index.ts';
import type { DimensionName } from '../cells/dimension.ts';
import { valueName } from '../cells/presenter-values.ts';
import type { Sources } from '../cells/sources.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { timeOfCopy } from '../question/presenter-time.ts';
import type { KeptCount } from '../risk/kept/store-indicators.ts';
import { addressOfSituation } from '../situations/subject.ts';
import type { Counted, OverviewData } from './read.ts';

/** What stands on the card of a room beside its words. */
export interface Picture {
  readonly svg?: string;
  /** What the picture says, as a sentence. */
  readonly text: string;
}

const width = 344;
const height = 150;
const most = { bars: 5, ways: 8 };

/** The pictures of the rooms, by their keys, and when they were counted. Pure. */
export function drawOverview(data: OverviewData, sources: Sources) {
  const { names } = sources;
  const asOf = timeOfCopy(data.asOf, names);
  const pictures: Readonly<Record<string, Picture | undefined>> =
    data.total === 0
      ? { trends: { text: names.label('analysis:overview.none') } }
      : {
          trends: monthsOf(data, sources),
          routes: waysOf(data, sources),
          crossTable: barsOf('heading', data.headings, data, sources),
          concealment: barsOf('hiding', data.hiding, data, sources),
          situations: barsOf('product', data.products, data, sources),
        };
  return { pictures, asOf };
}

function monthsOf({ months, total }: OverviewData, sources: Sources): Picture {
  const { names } = sources;
  const [peak] = months.toSorted((a, b) => b.cases - a.cases);
  const nameOf = (month: string): string => valueName('month', month, sources);
  const text = names.text('analysis:overview.months', {
    count: total,
    number: names.count(total),
    month: nameOf(peak?.month ?? ''),
    most: names.count(peak?.cases ?? 0),
  });
  const svg = columnChart({
    title: text,
    ...{ width, height, incompleteLast: true, whole: true, format: names.count },
    values: months.map(({ month, cases }) => ({
      label: nameOf(month).charAt(0).toLocaleUpperCase(names.lang),
      value: cases,
      title: `${nameOf(month)}${names.label('common:colon')} ${names.count(cases)}`,
    })),
  });
  return { svg, text };
}

function waysOf({ ways }: OverviewData, sources: Sources): Picture {
  const { names } = sources;
  const [widest] = ways;
  if (!widest) return { text: names.label('analysis:overview.noWay') };
  const text = names.text('analysis:overview.ways', {
    count: widest.cases,
    way: valueName('way', widest.values.join('>'), sources),
    number: names.count(widest.cases),
  });
  const svg = flowMap({
    title: text,
    flows: ways
      .slice(0, most.ways)
      .map(({ values: [from = null, to = null], cases }) => ({
        from: from ?? '',
        to: to ?? '',
        value: cases,
        title: `${valueName('way', `${from}>${to}`, sources)}${names.label('common:colon')} ${names.count(cases)}`,
      })),
    name: code => names.of('country', code),
    ...{ width, height: 160, narrow: true },
  });
  return { svg, text };
}

/** The values of most cases, as bars; products lead to their situations. */
function barsOf(
  field: DimensionName & ('heading' | 'hiding' | 'product'),
  values: readonly Counted[],
  { total }: OverviewData,
  sources: Sources,
): Picture {
  const { names } = sources;
  const [first] = values;
  if (!first) return { text: names.label('analysis:overview.noValue') };
  const { share } = formatsOf(names);
  const nameOf = ({ values: [value = null] }: Counted): string => valueName(field, value, sources);
  const text = names.text(`analysis:overview.first_${field}`, {
    name: nameOf(first),
    share: share(first.cases, total),
  });
  const isLinked = field === 'product';
  const svg = barList({
    title: text,
    ...(isLinked ? { linked: true } : {}),
    ...{ width, row: 24, labelWidth: 150, format: names.count },
    items: values
      .slice(0, most.bars)
      .map(one => ({
        label: nameOf(one),
        value: one.cases,
        ...(isLinked ? { href: addressOfSituation('product', String(one.values[0])) } : {}),
      })),
  });
  return { svg, text };
}

/** Indicators kept by the offices whose own the viewer sees. */
export function keptOf({ kept, givenUp }: KeptCount, { names }: Sources): Picture {
  if (kept + givenUp === 0) return { text: names.label('analysis:overview.keptNone') };
  const words = { count: kept, kept: names.count(kept), givenUp: names.count(givenUp) };
  return { text: names.text('analysis:overview.kept', words) };
}

/** The newest report that readers have. */
export function newestOf(
  report: { readonly title: string; readonly publishedAt: string | null } | undefined,
  { names }: Sources,
): Picture {
  if (!report) return { text: names.label('analysis:overview.reportNone') };
  const words = { title: report.title, date: names.date((report.publishedAt ?? '').slice(0, 10)) };
  return { text: names.text('analysis:overview.report', words) };
}
