import type { CoverageShown, FigureShown, HeatTable, NumberCell, NumbersTable } from '../../../web/charts/views.ts';
import { narrowed } from '../../cells/drill.ts';
import type { Sources } from '../../cells/sources.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import type { Part } from '../../question/files.ts';
import { recordsAddress } from '../../question/question.ts';
import { daysOf } from '../../cells/dimension.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import type { Score } from '../../indicators/score.ts';
import { quarterName } from '../finding/cases.ts';
import type { Found, Measured, NamedSign, TalliedShare } from '../finding/found.ts';
import type { RiskQuestion } from '../finding/read-query.ts';
import type { RiskSearch } from '../finding/store-searches.ts';
import { methodBox } from './presenter-rail.ts';
import { stateTag, type Listed } from './presenter-rows.ts';
import { stabilityText } from './presenter-strip.ts';
import {
  filtersFor,
  intervalText,
  outcomeText,
  plainOf,
  quarterText,
  sentenceOf,
  shareText,
  supportText,
  times,
} from './presenter-words.ts';
import { countCell, quantityCell, shareCell } from '../../cells/number-cells.ts';
import { numberCell } from '../../../web/charts/index.ts';

/** Who reported and how it was found: no figure leaves without. */
export function coverageShown(
  coverage: Coverage | undefined,
  search: Pick<RiskSearch, 'method' | 'readAt' | 'changeSeq'> | undefined,
  sources: Sources,
): CoverageShown | undefined {
  const who = coverage && caseCoverage(coverage, sources.names);
  const how = search && methodBox(search, undefined, sources);
  const first = who ?? how;
  return first && { title: first.title, rows: [...(who?.rows ?? []), ...(how?.rows ?? [])], note: (how ?? first).note };
}

type About = Pick<FigureShown, 'title' | 'sub' | 'coverage'>;

/** Indicators of a list with their numbers; its drawing is for files, the page has rows. */
export function listPart(listed: readonly Listed[], about: About, sources: Sources): Part {
  const { names } = sources;
  const heads = (...keys: string[]): string[] => keys.map(key => names.label(`risk:figure.${key}`));
  const named = listed.map(one => ({
    ...one,
    title: plainOf(sentenceOf(one.found, sources)),
    stands: one.state ? stateTag(one.state, sources).label : '–',
  }));
  const lifts = ['lift', 'low', 'high'];
  return {
    figure: {
      ...{ id: 'indicators', ...about },
      table: {
        caption: about.title,
        head: heads(
          ...['indicator', 'ref', 'outcome', 'state', ...lifts, 'hits', 'cases', 'share', 'base', 'quarters'],
          ...['laterHits', 'laterMisses', 'chance'],
        ),
        rows: named.map(({ found, score, title, ref, href, stands }) => [
          { text: title, href },
          ref ?? '–',
          outcomeText(found, sources),
          stands,
          ...liftCells(found.lift, sources),
          ...shareCells(found.share, sources).slice(0, 3),
          shareCell(found.base.hits, found.base.cases, names),
          stabilityText(found, sources),
          ...laterCells(score, sources),
        ]),
      },
    },
    heat: {
      caption: about.title,
      rowHead: names.label('risk:figure.indicator'),
      columns: heads('lift', 'interval', 'support', 'base', 'laterHits', 'laterMisses', 'state').map(label => ({
        label,
      })),
      groups: named.map(({ found, score, title, ref, stands }) => ({
        label: ref === undefined ? title : `${ref} ${title}`,
        rows: [
          {
            cells: [
              { text: times(found.lift.ratio, names), kind: 'sum' as const },
              { text: intervalText(found.lift, names) },
              { text: supportText(found.share, names) },
              { text: shareText(found.base.hits, found.base.cases, names) },
              { text: score ? names.count(score.hits) : '–' },
              { text: score ? names.count(score.misses) : '–' },
              { text: stands },
            ],
          },
        ],
      })),
    },
  };
}

function liftCells({ ratio, low, high }: Measured, { names }: Sources): NumberCell[] {
  return [ratio, low, high].map(value =>
    value === null ? '–' : numberCell(Math.round(value * 1000) / 1000, () => times(value, names)),
  );
}

/** Hits, cases, share and its interval. */
function shareCells(tally: TalliedShare, sources: Sources, href?: string): NumberCell[] {
  const { names } = sources;
  return [
    countCell(tally.hits, names),
    countCell(tally.cases, names, href),
    shareCell(tally.hits, tally.cases, names),
    ...(tally.cases === 0 ? ['–', '–'] : [shareCell(tally.low, 1, names), shareCell(tally.high, 1, names)]),
  ];
}

function laterCells(score: Score | undefined, { names }: Sources): NumberCell[] {
  if (!score) return ['–', '–', '–'];
  return [
    countCell(score.hits, names),
    countCell(score.misses, names),
    quantityCell(Math.round(score.expected * 10) / 10, names),
  ];
}

/** What the figures of one indicator are made of. */
export interface Drawn {
  readonly found: Found;
  readonly score: Score | undefined;
  readonly question: RiskQuestion | undefined;
  readonly coverage: CoverageShown | undefined;
}

/** The list of the cases with some signs; undefined where no filter says one of them. */
function recordsOf(
  { question }: Drawn,
  signs: readonly NamedSign[],
  sources: Sources,
  when: 'found' | 'later' = 'found',
  period?: { readonly from: string; readonly to: string },
): string | undefined {
  const { narrowed: filters, without } = filtersFor(signs, sources);
  if (question === undefined || signs.length === 0 || without.length > 0) return undefined;
  const { criteria } = question;
  const whole = when === 'found' ? criteria : { ...criteria, from: addDays(criteria.to, 1), to: today() };
  const asked = narrowed(whole, [filters, period ?? {}], sources.lists);
  return asked && recordsAddress({ ...question, criteria: asked });
}

interface Titled {
  readonly section: { readonly title: string; readonly note: string };
}

interface Shown extends Titled {
  readonly chart: FigureShown['chart'];
}

interface Compared {
  readonly label: string;
  readonly share: TalliedShare;
}

/** The share with all signs and without, as numbers. */
export function evidenceFigure(
  drawn: Drawn,
  { section: { title, note }, chart, compared }: Shown & { readonly compared: readonly Compared[] },
  sources: Sources,
): FigureShown {
  const href = recordsOf(drawn, drawn.found.signs, sources);
  return {
    ...{ id: 'evidence', title, sub: note, chart, coverage: drawn.coverage },
    table: {
      caption: title,
      head: headsOf(sources, 'which', 'hits', 'cases', 'share', 'shareLow', 'shareHigh'),
      rows: compared.map(({ label, share }, at) => [label, ...shareCells(share, sources, at === 0 ? href : undefined)]),
    },
    links: href ? [{ label: sources.names.label('risk:cases.open'), href }] : [],
  };
}

/** The lift of each quarter it was found in and that came later. */
export function scoredFigure(drawn: Drawn, { section: { title, note }, chart }: Shown, sources: Sources): FigureShown {
  const { names } = sources;
  const { found, score } = drawn;
  const line = (
    quarter: number,
    hits: number,
    cases: number,
    lift: Measured,
    when: 'found' | 'later',
  ): NumberCell[] => [
    quarterText(quarter, sources),
    names.label(`risk:scored.${when}`),
    countCell(hits, names),
    countCell(
      cases,
      names,
      cases === 0 ? undefined : recordsOf(drawn, found.signs, sources, when, daysOf(quarterName(quarter))),
    ),
    ...liftCells(lift, sources),
  ];
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    ...{ id: 'scored', title, sub: note, chart, coverage: drawn.coverage },
    table: {
      caption: title,
      head: headsOf(sources, 'quarter', 'when', 'hits', 'cases', 'lift', 'low', 'high'),
      rows: [
        ...found.quarters.map(one => line(one.quarter, one.hits, one.cases, one, 'found')),
        ...(score?.quarters ?? []).map(({ quarter, hits, cases, lift: { ratio, low, high } }) =>
          line(quarter, hits, cases, { ratio: finite(ratio), low: finite(low), high: finite(high) }, 'later'),
        ),
      ],
    },
  };
}

interface LeftOutShown extends Titled {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[]; readonly reading: string }[];
}

/** Each sign left out in turn; its drawing is for files, the page has the table. */
export function leftOutPart(drawn: Drawn, { section, heads, rows }: LeftOutShown, sources: Sources): Part {
  const { found } = drawn;
  const [, , , , , interval = '', reading = ''] = heads;
  const measures = [
    { share: found.share, lift: found.lift },
    ...found.leftOut.map(({ share, lift }) => ({ share, lift })),
  ];
  const numbers = measures.map(({ share, lift }) => [
    ...shareCells(share, sources).slice(0, 3),
    ...liftCells(lift, sources),
  ]);
  const table: NumbersTable = {
    caption: section.title,
    head: [...headsOf(sources, 'which', 'hits', 'cases', 'share', 'lift', 'low', 'high'), reading],
    rows: rows.map(({ label, reading: read }, at) => [label, ...(numbers[at] ?? []), read]),
  };
  const heat: HeatTable = {
    caption: section.title,
    rowHead: heads[0] ?? '',
    columns: [...heads.slice(1, 5), interval, reading].map(label => ({ label })),
    groups: rows.map(({ label, cells, reading: read }) => ({
      label,
      rows: [{ cells: [...cells, read].map(text => ({ text })) }],
    })),
  };
  return { figure: { id: 'left-out', title: section.title, sub: section.note, table, coverage: drawn.coverage }, heat };
}

function headsOf({ names }: Sources, ...keys: readonly string[]): string[] {
  return keys.map(key => names.label(`risk:figure.${key}`));
}
