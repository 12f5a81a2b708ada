import { valueName } from '../../cells/presenter-values.ts';
import type { DimensionName } from '../../cells/dimension.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import type { PrintedReport, PrintedSection } from '../figures/figures.ts';
import { sections as listed, type SectionKey } from '../sections.ts';
import { countText, type Drawing } from './figure.ts';
import { widestRoute } from './ways.ts';

/** A number of the report with what it counts. */
export interface Headline {
  readonly number: string;
  readonly text: string;
  /** The section it comes from; of the whole report none. */
  readonly section?: SectionKey;
}

/** Headlines of a report. */
const most = 12;

type Said = Readonly<Record<string, string | number>>;

/** The report in twelve figures at most: only what may be printed, so that a small one has fewer. */
export function headlines(report: PrintedReport, drawing: Drawing): Headline[] {
  return [
    ...ofWhole(report, drawing),
    ...report.sections.flatMap(section => ofSection(section, drawing)),
    ...ofLargest(report, drawing),
    ...ofCoverage(report, drawing),
  ].slice(0, most);
}

function headline(key: string, number: string, said: Said, { names }: Drawing): Headline {
  return { number, text: names.text(`report:headline.${key}`, said) };
}

function ofWhole({ cases, lines, members, membersAsked }: PrintedReport, drawing: Drawing): Headline[] {
  const { names, before } = drawing;
  const counts = [
    ...(typeof cases.now === 'number'
      ? [headline('cases', names.count(cases.now), { count: cases.now }, drawing)]
      : []),
    ...(typeof lines.now === 'number'
      ? [headline('seizures', names.count(lines.now), { count: lines.now }, drawing)]
      : []),
    headline('members', names.count(members), { count: members, asked: names.count(membersAsked) }, drawing),
  ];
  const change = changeText(cases, drawing);
  return change === undefined ? counts : [...counts, headline('change', change, { before }, drawing)];
}

function changeText({ now, before }: PrintedReport['cases'], { names }: Drawing): string | undefined {
  if (typeof now !== 'number' || typeof before !== 'number' || before === 0) return undefined;
  return formatsOf(names).change(now, before);
}

function ofSection({ code, cases }: PrintedSection, drawing: Drawing): Headline[] {
  if (typeof cases.now !== 'number' || cases.now === 0) return [];
  const { names, before } = drawing;
  const change = changeText(cases, drawing);
  const said = { count: cases.now, section: sectionName(code, drawing), before, change: change ?? '' };
  const key = change === undefined ? 'section' : 'sectionChange';
  return [{ ...headline(key, countText(cases.now, names), said, drawing), section: code }];
}

const fields: readonly (readonly ['transport' | 'detection' | 'concealment', DimensionName])[] = [
  ['transport', 'conveyance'],
  ['detection', 'detection'],
  ['concealment', 'hiding'],
];

/** The widest route of all, and of the section with the most cases how they came, were found and were hidden. */
function ofLargest(report: PrintedReport, drawing: Drawing): Headline[] {
  const route = widestRoute(report, drawing);
  const told = report.sections.filter(({ cases }) => typeof cases.now === 'number' && cases.now > 0);
  const [largest] = told.toSorted((a, b) => Number(b.cases.now) - Number(a.cases.now));
  return [
    ...(route ? [headline('route', route.cases, { way: route.way }, drawing)] : []),
    ...(largest ? fields.flatMap(([name, dimension]) => ofField(largest, name, dimension, drawing)) : []),
  ];
}

function ofField(
  section: PrintedSection,
  name: (typeof fields)[number][0],
  dimension: DimensionName,
  drawing: Drawing,
): Headline[] {
  const rows = (section.by[name] ?? []).filter(({ value }) => value !== null && value !== 'others');
  const whole = section.cases.now;
  // One that is held may be the most frequent.
  if (typeof whole !== 'number' || rows.some(({ cases }) => cases.now === 'held')) return [];
  const told = rows.filter(({ cases }) => typeof cases.now === 'number');
  const [first] = told.toSorted((a, b) => Number(b.cases.now) - Number(a.cases.now));
  if (first === undefined) return [];
  const said = { name: valueName(dimension, first.value, drawing), section: sectionName(section.code, drawing) };
  const share = formatsOf(drawing.names).share(Number(first.cases.now), whole);
  return [{ ...headline(name, share, said, drawing), section: section.code }];
}

function ofCoverage({ coverage }: PrintedReport, drawing: Drawing): Headline[] {
  if (!coverage) return [];
  const { share } = formatsOf(drawing.names);
  const days = coverage.delay === null ? undefined : Math.round(coverage.delay);
  return [
    headline('verified', share(coverage.verified, coverage.cases), {}, drawing),
    ...(days === undefined ? [] : [headline('delay', drawing.names.count(days), { count: days }, drawing)]),
    headline('complete', share(coverage.complete, coverage.cases), {}, drawing),
  ];
}

function sectionName(code: SectionKey, { names }: Drawing): string {
  return names.label(`report:part.${code}.in`);
}

/** "2 Drugs". */
export function numberedName(code: SectionKey, { names }: Pick<Drawing, 'names'>): string {
  const number = listed.find(({ key }) => key === code)?.number ?? 0;
  return `${number} ${names.label(`report:part.${code}.name`)}`;
}
