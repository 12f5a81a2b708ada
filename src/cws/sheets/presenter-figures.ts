import { rights, type Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { wordsIn } from '../../reference/index.ts';
import type { SheetFigures } from './figures.ts';
import type { Frozen } from './snapshot.ts';
import { presentLists, presentRoutes, type ListsFigure, type RoutesFigure } from './presenter-lists.ts';
import { presentQuantities, type QuantitiesFigure } from './presenter-quantities.ts';
import { presentCases, type CasesFigure } from './presenter-time.ts';
import { changeFrom, datesText, sumsText, type Fact, type Reading } from './snapshot-view.ts';

/**
 * The query beside the figures: in words, when and what was counted, and the way to the records for a viewer who may
 * take it.
 */
export interface QueryView {
  readonly conditions: readonly Fact[];
  readonly counted: string;
  readonly scope: string;
  readonly synthetic: string;
  /** "27 verified, 11 submitted, 2 queried"; '' where it was not kept. */
  readonly statuses: string;
  readonly open?: {
    readonly href: string;
    readonly note: string;
    /** The same search in the room of the analysis, as it is today. */
    readonly analysis: readonly { readonly href: string; readonly label: string }[];
  };
}

/** Frozen figures as views/cws/sheets/_figures.ejs draws them. */
export interface FiguresView {
  readonly facts: readonly Fact[];
  /** Instead of figures, when nothing was found. */
  readonly empty: string;
  readonly cases?: CasesFigure;
  readonly quantities?: QuantitiesFigure;
  readonly routes?: RoutesFigure;
  readonly lists?: ListsFigure;
  readonly query: QueryView;
}

/** Pages of the analysis that take any search, and where they are called. */
const analysed = [
  ['trends', 'trends'],
  ['routes', 'routes'],
  ['concealment', 'concealment'],
  ['cross-table', 'crossTable'],
] as const;

/** Draws frozen figures in a language. The viewer decides only whether the way into the database is shown. */
export function presentFigures(
  frozen: Frozen,
  lang: Language,
  viewer: Viewer,
  { figures, lists, texts }: SheetFigures,
): FiguresView {
  const reading: Reading = { frozen, names: figures.names(lang), words: wordsIn(lang, { lists, texts }) };
  const query = presentQuery(reading, lang, viewer);
  if (frozen.figures.cases === 0)
    return { facts: factsOf(reading), empty: reading.names.label('cwssheets:empty'), query };
  const [quantities, routes, many] = [presentQuantities(reading), presentRoutes(reading), presentLists(reading)];
  return {
    facts: factsOf(reading),
    empty: '',
    cases: presentCases(reading),
    ...(quantities ? { quantities } : {}),
    ...(routes ? { routes } : {}),
    ...(many ? { lists: many } : {}),
    query,
  };
}

function factsOf(reading: Reading): Fact[] {
  const {
    frozen: { figures, membersAsked },
    names,
  } = reading;
  const { period, cases, before, units, members } = figures;
  return [
    { label: names.label('cwssheets:facts.period'), value: datesText(period.from, period.until, reading) },
    {
      label: names.label('cwssheets:facts.cases'),
      value: names.count(cases),
      rest: changeFrom(before, cases, reading),
    },
    { label: names.label('cwssheets:facts.quantities'), value: sumsText(units, reading, 3) },
    {
      label: names.label('cwssheets:facts.members'),
      value: names.count(members),
      rest: names.text('cwssheets:facts.of', { whole: names.count(membersAsked) }),
    },
  ];
}

function presentQuery({ frozen, names, words }: Reading, lang: Language, viewer: Viewer): QueryView {
  const { cases, synthetic, statuses } = frozen.figures;
  return {
    conditions: frozen.words[lang],
    counted: names.text('cwssheets:query.counted', { time: words.time(frozen.takenAt) }),
    scope: names.text('cwssheets:query.scope', { count: cases, number: names.count(cases) }),
    statuses: statuses
      ? names.text('cwssheets:query.statuses', {
          verified: names.count(statuses.verified),
          submitted: names.count(statuses.submitted),
          queried: names.count(statuses.queried),
        })
      : '',
    synthetic:
      synthetic === 0
        ? ''
        : names.text('cwssheets:query.synthetic', { count: synthetic, number: names.count(synthetic) }),
    ...(rights['database:read'](viewer)
      ? {
          open: {
            href: `/seizures?${frozen.query}`,
            note: names.label('cwssheets:query.openNote'),
            analysis: analysed.map(([page, label]) => ({
              href: `/analysis/${page}?${frozen.query}`,
              label: names.label(`analysis:${label}.section`),
            })),
          },
        }
      : {}),
  };
}
