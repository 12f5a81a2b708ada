import type { Option } from '../../fields/index.ts';
import { keySign } from '../../web/charts/index.ts';
import { timeOfCopy } from '../question/presenter-time.ts';
import { withFiles, type Part } from '../question/files.ts';
import type { CaseCell } from '../cells/search-cells.ts';
import type { DimensionName, Value } from '../cells/dimension.ts';
import { narrowedTo } from '../cells/drill.ts';
import { dimensionLabel, dimensionOptions, valueName } from '../cells/presenter-values.ts';
import { caseCoverage, quantityCoverage } from '../coverage/presenter-coverage.ts';
import { addressOf, recordsAddress, type Question } from '../question/question.ts';
import { elsewhere, inSentence, pages, questionForm, subjectOf } from '../question/presenter-question.ts';
import { counted, shows, type CrossFields } from './fields.ts';
import { findingOf, frameOf, heatOf, numbersOf } from './presenter-cases.ts';
import type { Sources } from '../cells/sources.ts';
import { hasMoreUnits, quantitiesOf, quantityNumbers } from './presenter-quantities.ts';
import type { CrossData } from './read.ts';

/** Values of the third field that get a table each. */
const mostTables = 6;

/** `/analysis/cross-table`. Pure. */
export function presentCrossTable(question: Question<CrossFields>, data: CrossData, sources: Sources) {
  const { names } = sources;
  const [row = 'group', column = 'conveyance', within] = data.dimensions;
  const total = totalOf(data.cases);
  const called = (name: DimensionName): string => inSentence(dimensionLabel(name, names));
  return {
    title: names.label('analysis:crossTable.section'),
    head: {
      title: names.text('analysis:crossTable.title', {
        of: subjectOf(question, names),
        row: called(row),
        column: called(column),
      }),
      scope: names.text('analysis:question.scope', {
        count: total,
        number: names.count(total),
        ...datesOf(question, sources),
      }),
    },
    question: questionForm(question, ownFields(question, data, sources), 'crossTable', sources),
    elsewhere: elsewhere(question, 'crossTable', names),
    views: viewsOf(question, sources),
    parts: withFiles(
      total === 0
        ? [emptyPart(question, data, sources)]
        : [
            ...caseParts(question, data, [row, column], within, sources),
            ...(data.measure === 'cases' || data.measure === 'lines'
              ? quantityPart(question, data, [row, column], sources)
              : []),
          ],
      pages.crossTable,
      question,
      question.asked,
    ),
    asOf: timeOfCopy(data.asOf, names),
  };
}

function datesOf({ criteria }: Question, { names }: Sources) {
  return { from: names.date(criteria.from), to: names.date(criteria.to) };
}

function ownFields(
  { asked, criteria }: Question<CrossFields>,
  { dimensions, measure, lines }: CrossData,
  { names }: Sources,
) {
  const options: readonly Option[] = dimensionOptions(criteria.heading, dimensions, names);
  const none = { value: '', label: names.label('analysis:field.none') };
  const orders = ['size', 'own'].map(value => ({ value, label: names.label(`analysis:field.order_${value}`) }));
  return [
    { name: 'row', value: dimensions[0] ?? '', options },
    { name: 'column', value: dimensions[1] ?? '', options },
    { name: 'measure', value: measure, options: measureOptions(measure, lines, names) },
    { name: 'within', value: asked.within, options: [none, ...options] },
    { name: 'order', value: asked.order || 'size', options: orders },
  ];
}

/** Cases, seizures, and the units of most lines. */
function measureOptions(measure: string, lines: CrossData['lines'], names: Sources['names']): Option[] {
  const counts = new Map<string, number>();
  for (const { unit, lines: count, quantity } of lines)
    if (unit !== null && quantity !== null) counts.set(unit, (counts.get(unit) ?? 0) + count);
  const units = [...counts].toSorted(([, one], [, other]) => other - one).map(([unit]) => unit);
  const isUnit = !counted.some(one => one === measure);
  return [
    ...counted.map(value => ({ value, label: names.label(`analysis:trends.measure_${value}`) })),
    ...[...new Set([...units.slice(0, 12), ...(isUnit ? [measure] : [])])].map(value => ({
      value,
      label: names.unit(value, 2),
    })),
  ];
}

function viewsOf(question: Question<CrossFields>, { names }: Sources) {
  const { asked } = question;
  return {
    label: names.label('analysis:crossTable.show'),
    items: shows.map(show => ({
      label: names.label(`analysis:crossTable.show_${show}`),
      href: addressOf(pages.crossTable, question, { ...asked, show: show === 'numbers' ? undefined : show }),
      current: (asked.show || 'numbers') === show,
    })),
  };
}

function emptyPart(question: Question<CrossFields>, { coverage }: CrossData, { names }: Sources): Part {
  return {
    figure: {
      id: 'cases',
      title: names.label('analysis:empty.title'),
      empty: {
        text: names.label('analysis:empty.text'),
        action: {
          label: names.label('analysis:empty.widen'),
          href: addressOf(
            pages.crossTable,
            { ...question, plain: { ...question.plain, from: undefined, to: undefined } as never },
            question.asked,
          ),
        },
      },
      coverage: caseCoverage(coverage, names),
    },
  };
}

/** One table, or one for each of the largest values of the field within. */
function caseParts(
  question: Question<CrossFields>,
  data: CrossData,
  pair: readonly [DimensionName, DimensionName],
  within: DimensionName | undefined,
  sources: Sources,
): Part[] {
  const all = data.measured ?? data.cases;
  const cases = totalOf(data.cases);
  if (all.length === 0) return [noQuantity(data, sources)];
  if (within === undefined) return [casePart(question, data, pair, { cells: all, cases, id: 'cases' }, sources)];
  const casesOf = Map.groupBy(data.cases, ({ values }) => values[2] ?? null);
  const groups = [...Map.groupBy(all, ({ values }) => values[2] ?? null)]
    .map(([value, cells]) => ({ value, cells, total: totalOf(cells) }))
    .toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || b.total - a.total);
  return groups
    .slice(0, mostTables)
    .map(({ value, cells }, at) =>
      casePart(
        question,
        data,
        pair,
        { cells, cases: totalOf(casesOf.get(value) ?? []), id: `cases-${at + 1}`, within: { name: within, value } },
        sources,
      ),
    );
}

function totalOf(cells: readonly CaseCell[]): number {
  return cells.reduce((sum, { cases }) => sum + cases, 0);
}

/** Cases there are, but none with a quantity in the unit. */
function noQuantity({ measure, coverage }: CrossData, { names }: Sources): Part {
  return {
    figure: {
      id: 'cases',
      title: names.text('analysis:crossTable.noQuantity', { unit: names.unit(measure, 2) }),
      empty: { text: names.label('analysis:crossTable.noQuantityText') },
      coverage: quantityCoverage(coverage, names),
    },
  };
}

interface Of {
  readonly id: string;
  readonly cells: readonly CaseCell[];
  /** Cases these are of. */
  readonly cases: number;
  readonly within?: { readonly name: DimensionName; readonly value: Value };
}

function casePart(
  question: Question<CrossFields>,
  { coverage, measure }: CrossData,
  pair: readonly [DimensionName, DimensionName],
  { id, cells, cases: count, within }: Of,
  sources: Sources,
): Part {
  const { names } = sources;
  const filter = within && narrowedTo(within.name, [within.value], sources);
  const frame = frameOf(question, cells, pair, { within: within ? filter : {}, measure }, sources);
  const { kind, unit } = frame.measure;
  const over = within ? `${valueName(within.name, within.value, sources)}${names.label('common:colon')} ` : '';
  const title = `${over}${findingOf(frame, sources)}`;
  const href = within ? filter && recordsAddress(question, filter) : recordsAddress(question);
  return {
    figure: {
      id,
      title,
      sub: names.text(`analysis:crossTable.sub_${kind}`, { unit }),
      key: [
        {
          before: names.label('analysis:concealment.keyFrom'),
          svg: keySign('heat'),
          label: names.label('analysis:concealment.keyTo'),
        },
        ...(kind === 'quantity' ? [] : ['keyOver', 'keySmall']).map(key => ({
          label: names.label(`analysis:crossTable.${key}`),
        })),
      ],
      table: numbersOf(frame, title, sources),
      links: href ? [{ label: names.text('analysis:openCases', { count, number: names.count(count) }), href }] : [],
      coverage: kind === 'quantity' ? oneUnitCoverage(coverage, names) : caseCoverage(coverage, names),
    },
    heat: heatOf(frame, question.asked.show || 'numbers', title, sources),
  };
}

/** Who reported, and how much of the cases a sum of one unit rests on. */
function oneUnitCoverage(coverage: CrossData['coverage'], names: Sources['names']) {
  const [who, how] = [caseCoverage(coverage, names), quantityCoverage(coverage, names)];
  return { ...who, rows: [...who.rows, ...how.rows.slice(0, 1)] };
}

function quantityPart(
  question: Question<CrossFields>,
  data: CrossData,
  pair: readonly [DimensionName, DimensionName],
  sources: Sources,
): Part[] {
  const { names } = sources;
  // Goods that are nowhere the first of their case have a quantity too.
  const cells = [...data.cases, ...data.lines.map(({ values }) => ({ values, cases: 0 }))];
  const frame = frameOf(question, cells, pair, { within: {}, measure: 'cases' }, sources);
  const title = names.label('analysis:crossTable.quantities');
  const heat = quantitiesOf(frame, data.lines, title, sources);
  if (heat.groups.length === 0) return [];
  return [
    {
      figure: {
        id: 'quantities',
        title,
        sub: names.label('analysis:crossTable.subQuantities'),
        ...(hasMoreUnits(frame, data.lines) ? { note: names.label('analysis:crossTable.moreUnits') } : {}),
        table: quantityNumbers(frame, data.lines, title, sources),
        coverage: quantityCoverage(data.coverage, names),
      },
      heat,
    },
  ];
}
