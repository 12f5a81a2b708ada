import { now as portalNow } from '../../text/clock.ts';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { BadRequest, type FieldProblem } from '../../errors.ts';
import type { Language, Texts } from '../../i18n/index.ts';
import type { Lists, Offices } from '../../reference/index.ts';
import { publishedFigures, type Condition, type FiguresCriteria, type PublishedFigures } from '../../seizures/index.ts';
import type { CountFigures, CwsContext } from '../context.ts';
import { frozenSchema, type Frozen } from './snapshot.ts';
import { readTyped } from './query.ts';

/** What figures of sheets need of the website's context. */
export type FiguresContext = Pick<CwsContext, 'lists' | 'offices' | 'texts' | 'seizures' | 'countFigures'>;

/** What the figures of sheets work with. */
export interface SheetFigures {
  readonly figures: PublishedFigures;
  readonly count: CountFigures;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly texts: Texts;
  readonly now: () => Date;
}

/**
 * Opens the figures over the website's context. `now` decides which day a period may reach, and when they were counted.
 */
export function sheetFigures(
  { lists, offices, texts, seizures, countFigures: count }: FiguresContext,
  now: () => Date = portalNow,
): SheetFigures {
  return { figures: publishedFigures(seizures, now), count, lists, offices, texts, now };
}

/** A query that can be drawn, or what is wrong with it: `path` is the parameter, '' for the query as a whole. */
type ReadQuery =
  | { readonly criteria: FiguresCriteria; readonly region?: string }
  | { readonly problems: readonly FieldProblem[] };

/** Checks a query by the search's own validator: an unknown parameter or code is a problem, never ignored. */
function readQuery(typed: string, { figures, offices }: SheetFigures): ReadQuery {
  const { parameters, region, problems } = readTyped(typed, offices);
  if (problems.length > 0) return { problems };
  try {
    return { criteria: figures.read(parameters), ...(region === undefined ? {} : { region }) };
  } catch (error) {
    if (error instanceof BadRequest) return { problems: error.fields };
    throw error;
  }
}

/**
 * Counts the figures of a query and fixes them with it. Only records released to all are counted, whoever publishes.
 * Returns the problems of a query that cannot be drawn, at the field `query`. `on` is the transaction that
 * publishes the sheet, or the copy that figures are counted in where they are only shown.
 */
export async function freeze(
  on: Queryable,
  viewer: Viewer,
  typed: string,
  context: SheetFigures,
): Promise<{ frozen: Frozen } | { problems: readonly FieldProblem[] }> {
  const read = readQuery(typed, context);
  if ('problems' in read) return { problems: atField(read.problems, viewer.lang, context.texts) };
  const { criteria, region } = read;
  const takenAt = context.now().toISOString();
  const frozen: Frozen = frozenSchema.parse({
    shape: 2,
    takenAt,
    query: context.figures.queryString(criteria),
    ...(region === undefined ? {} : { region }),
    words: { en: wordsIn('en'), fr: wordsIn('fr') },
    membersAsked: context.figures.membersAsked(criteria),
    figures: await context.count(on, viewer, criteria, takenAt.slice(0, 10)),
  });
  return { frozen };

  /** A region by its name instead of its countries. */
  function wordsIn(lang: 'en' | 'fr'): Condition[] {
    const all = context.figures.words(criteria, lang);
    if (region === undefined) return [...all];
    const label = context.texts.t[lang]('cwssheets:query.region');
    const value = context.texts.t[lang]('cwssheets:query.regionOf', {
      name: context.offices.name(region, lang),
      count: criteria.country.length,
    });
    const others = context.figures.words({ ...criteria, country: [] }, lang);
    return [{ label, value }, ...others];
  }
}

/** Problems of single parameters as problems of the one field they were typed into, each naming its parameter. */
function atField(problems: readonly FieldProblem[], lang: Language, { t }: Texts): FieldProblem[] {
  return problems.map(({ path, key, values }) =>
    path === ''
      ? { path: 'query', key, ...(values ? { values } : {}) }
      : { path: 'query', key: 'cwssheets:query.parameter', values: { name: path, said: t[lang](key, { ...values }) } },
  );
}
