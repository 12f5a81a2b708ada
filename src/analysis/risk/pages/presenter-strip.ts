import { hitSquares, intervalStrip, type IntervalPoint } from '../../../web/charts/index.ts';
import type { Sources } from '../../cells/sources.ts';
import type { Score } from '../../indicators/score.ts';
import type { Quarter } from '../../indicators/quarters.ts';
import type { Found } from '../finding/found.ts';
import { quarterText, shareText, times } from './presenter-words.ts';

/** Quarters that are drawn; older ones are in the table of the page alone. */
const mostQuarters = 8;

/** Quarters with matching cases: those it was found in, then those that came later. */
export function pointsOf(found: Found, score: Score | undefined, sources: Sources): IntervalPoint[] {
  const { names } = sources;
  const note = (hits: number, cases: number): string =>
    names.text('risk:hitsOf', { hits: names.count(hits), cases: names.count(cases) });
  const before = found.quarters
    .filter(({ cases }) => cases > 0)
    .slice(-mostQuarters)
    .map(
      ({ quarter, cases, hits, ratio, low, high }): IntervalPoint => ({
        label: quarterText(quarter, sources),
        note: note(hits, cases),
        value: ratio,
        interval: low === null || high === null ? undefined : [low, high],
      }),
    );
  const later = (score?.quarters ?? [])
    .filter(({ cases }) => cases > 0)
    .slice(-mostQuarters)
    .map(
      ({ quarter, cases, hits, lift }: Quarter): IntervalPoint => ({
        label: quarterText(quarter, sources),
        note: note(hits, cases),
        value: Number.isFinite(lift.ratio) ? lift.ratio : null,
        interval: Number.isFinite(lift.high) ? [lift.low, lift.high] : undefined,
        isLater: true,
      }),
    );
  return [...before, ...later];
}

/** From the least to the most of some rows: their strips have one scale. */
export function rangeOf(rows: readonly (readonly IntervalPoint[])[]): readonly [number, number] {
  const values = rows.flatMap(points =>
    points.flatMap(({ value, interval }) => [value ?? 1, ...(interval ?? [])]).filter(value => value > 0),
  );
  return [Math.min(1, ...values), Math.max(2, ...values)];
}

/** The small strip of a row. */
export function smallStrip(
  points: readonly IntervalPoint[],
  range: readonly [number, number],
  title: string,
  { names }: Sources,
): string {
  return intervalStrip({
    ...{ points, range, title, width: 150, height: 60, small: true },
    format: value => times(value, names),
    ...{ chance: '', found: '', later: '' },
  });
}

/** One square for each later case; nothing where there is none. */
export function squaresOf(score: Score, width: number, title: string): string {
  if (score.hits + score.misses === 0) return '';
  return hitSquares({ title, hits: score.hits, misses: score.misses, chance: score.expected, width });
}

/** "24 hits, 12 misses (67 %; by chance 1.8)" */
export function laterText({ hits, misses, expected }: Score, { names }: Sources): string {
  if (hits + misses === 0) return names.label('risk:later.none');
  return names.text('risk:later.text', {
    hits: names.text('risk:hits', { count: hits, number: names.count(hits) }),
    misses: names.text('risk:misses', { count: misses, number: names.count(misses) }),
    share: shareText(hits, hits + misses, names),
    chance: names.quantity(Math.round(expected * 10) / 10),
  });
}

/** "steady over 6 quarters" */
export function stabilityText(found: Found, { names }: Sources): string {
  const count = found.quarters.filter(({ cases }) => cases > 0).length;
  return names.text(`risk:stability.${found.stability.replace(' ', '_')}`, { count, number: names.count(count) });
}
