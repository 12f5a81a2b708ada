import type { Viewer } from '../../../access/index.ts';
import { publishedSearches } from '../../../seizures/index.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import type { AnalysisContext } from '../../context.ts';
import { evidenceOf } from '../../indicators/evidence.ts';
import { frameOf, nearRows } from '../../indicators/frame.ts';
import { score, type Score } from '../../indicators/score.ts';
import { fewestDisclosed } from '../../statistics/disclosure.ts';
import { codesOf, rowsOf, type CodedCases } from '../finding/cases.ts';
import { described, ratioOf, shareFrom, type Found } from '../finding/found.ts';
import { readKept, searchingOf, type RiskQuestion } from '../finding/read-query.ts';
import { countAlike } from '../finding/search-cases.ts';
import type { KeptIndicator } from './store-indicators.ts';

/** An indicator as a viewer may see it now. */
export interface Recounted {
  readonly question: RiskQuestion;
  /**
   * For the office that kept it as it was found. For its RILO counted again, in what the RILO may see; undefined where
   * that has no such case.
   */
  readonly found: Found | undefined;
  /** Counted now, in what the viewer may see. */
  readonly score: Score;
  /** All cases after the period that state the outcome. */
  readonly later: number;
}

type Context = Pick<AnalysisContext, 'figures' | 'lists' | 'offices' | 'seizures'>;

/**
 * Counts an indicator again within a viewer's scope: the period it was found in for whoever did not find it, and what
 * was seized after it. Undefined where the lists no longer know its question.
 */
export async function recount(
  context: Context,
  viewer: Viewer,
  indicator: Pick<KeptIndicator, 'query' | 'officeId' | 'found' | 'to'>,
): Promise<Recounted | undefined> {
  const question = readKept(indicator.query, context);
  if (question === undefined) return undefined;
  const isOwn = indicator.officeId === viewer.office.id;
  const { signs, outcome } = indicator.found;
  const named = [...signs, outcome];
  const from = isOwn ? addDays(indicator.to, 1) : question.criteria.from;
  const alike =
    from > today()
      ? []
      : await countAlike(context.figures, searchingOf(context, viewer, question, { from, to: today() }), named, {
          until: indicator.to,
          codesOf: sign => codesOf(sign, context.lists),
        });
  const at = named.map((_sign, attribute) => ({ attribute, code: 1 }));
  const [own, result] = [at.slice(0, -1), at.at(-1) ?? { attribute: 0, code: 1 }];
  const before = alike.filter(({ isLater }) => !isLater);
  const found = isOwn ? indicator.found : describedIn(indicator.found, rowsOf(before, named));
  const later = rowsOf(
    alike.filter(({ isLater }) => isLater),
    named,
  ).cases;
  const kept = found ?? indicator.found;
  return {
    question,
    found,
    score: score(
      {
        signs: own,
        outcome: result,
        share: shareFrom(kept.share),
        base: shareFrom(kept.base),
        lift: ratioOf(kept.lift),
      },
      later,
    ),
    later: frameOf(later, result).stated.length,
  };
}

/** The evidence of an indicator in other cases; undefined where none has its signs, or none its outcome. */
function describedIn(kept: Found, coded: CodedCases): Found | undefined {
  const at = [...kept.signs, kept.outcome].map((_sign, attribute) => ({ attribute, code: 1 }));
  const [own, result] = [at.slice(0, -1), at.at(-1) ?? { attribute: 0, code: 1 }];
  const frame = frameOf(coded.cases, result);
  if (nearRows(frame, own).matching.length === 0 || frame.all.hits === 0) return undefined;
  const { novelty, logTail, adjusted, folded } = kept;
  return { ...described(evidenceOf(frame, own), coded), novelty, logTail, adjusted, folded };
}

/** What may be read beyond the office: evidence of no fewer hits than any published group has cases. */
export function disclosable(found: Found | undefined): Found | undefined {
  return found !== undefined && found.share.hits >= fewestDisclosed ? found : undefined;
}

/**
 * An indicator counted in the records that every Member may open: what goes into an alert is read beyond the office,
 * and must not tell by subtraction how many others there are. Undefined where these have too few hits.
 */
export async function countForAll(
  context: Context,
  viewer: Viewer,
  { query, found, to }: Pick<KeptIndicator, 'query' | 'found' | 'to'>,
): Promise<Found | undefined> {
  const question = readKept(query, context);
  if (question === undefined) return undefined;
  const named = [...found.signs, found.outcome];
  const searching = searchingOf(context, viewer, question, { from: question.criteria.from, to });
  const alike = await countAlike(context.figures, publishedSearches(searching).open, named, {
    until: to,
    codesOf: sign => codesOf(sign, context.lists),
  });
  return disclosable(describedIn(found, rowsOf(alike, named)));
}
