import { intervalStrip, shareIntervals, type ShareRow } from '../../../web/charts/index.ts';
import { shareOf } from '../../statistics/proportions.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { Sources } from '../../cells/sources.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import { floorOf, type Score } from '../../indicators/score.ts';
import { ratioOf, type Found, type TalliedShare, type Tally } from '../finding/found.ts';
import { countryName } from './presenter-rail.ts';
import { laterText, pointsOf, squaresOf } from './presenter-strip.ts';
import { intervalText, outcomeText, shareText, supportText, times } from './presenter-words.ts';

/** Logarithms of ten under which a chance is not told more closely. */
const leastPower = -30;

/** Quarters that have room on a phone. */
const narrowPoints = 5;

/** How much more often the outcome is found with the signs than without. */
export function evidenceOf(found: Found, sources: Sources) {
  const { names } = sources;
  const { share, base } = found;
  const outcome = outcomeText(found, sources);
  const title = names.text('risk:evidence.title', {
    share: shareText(share.hits, share.cases, names),
    base: shareText(base.hits - share.hits, base.cases - share.cases, names),
  });
  const chart = (width: number, narrow: boolean): string =>
    shareIntervals({
      ...{ title, width, narrow, rows: shareRows(found, sources) },
      format: value => shareText(value, 1, names),
    });
  return {
    section: { title, note: names.text('risk:evidence.note', { outcome }), id: 'evidence' },
    chart: { wide: chart(560, false), narrow: chart(340, true) },
    items: numbersOf(found, sources),
    compared: comparedOf(found, sources),
  };
}

interface Compared {
  readonly label: string;
  readonly share: TalliedShare;
  readonly isStrong?: boolean;
}

/** All signs, the others without the one that carries most, and all other cases. */
function comparedOf({ share, base, signs, leftOut }: Found, sources: Sources): Compared[] {
  const { names } = sources;
  const others = leftOut.map((one, at) => ({
    sign: signs[at],
    rest: less(one.share, share),
    lift: one.lift.ratio ?? 0,
  }));
  // The sign that carries most: without it the lift is lowest.
  const strongest = others.toSorted((one, other) => one.lift - other.lift)[0];
  const sign = strongest?.sign && valueName(strongest.sign.field, strongest.sign.value, sources);
  return [
    { label: names.text('risk:evidence.all', { count: signs.length }), share, isStrong: true },
    ...(strongest && sign ? [{ label: names.text('risk:evidence.without', { sign }), share: strongest.rest }] : []),
    { label: names.label('risk:evidence.others'), share: less(base, share) },
  ];
}

function shareRows(found: Found, sources: Sources): ShareRow[] {
  return comparedOf(found, sources).map(({ label, share: { cases, hits, low, high }, isStrong = false }) => ({
    ...{ label, isStrong, note: supportText({ cases, hits }, sources.names) },
    share: cases === 0 ? null : hits / cases,
    interval: cases === 0 ? undefined : [low, high],
  }));
}

function less(all: Tally, part: Tally): TalliedShare {
  const { cases, hits, low, high } = shareOf({ cases: all.cases - part.cases, hits: all.hits - part.hits });
  return { cases, hits, low, high };
}

function numbersOf(found: Found, sources: Sources) {
  const { names } = sources;
  const item = (key: string, value: string) => ({ label: names.label(`risk:numbers.${key}`), value });
  const [largest] = found.members;
  const { share } = formatsOf(names);
  return [
    item('lift', `${times(found.lift.ratio, names)}, ${intervalText(found.lift, names)}`),
    item(
      'expected',
      names.text('risk:numbers.expectedText', {
        expected: names.quantity(Math.round(found.expected * 10) / 10),
        cases: names.count(found.share.cases),
        hits: names.count(found.share.hits),
      }),
    ),
    item('adjusted', `${times(found.adjustedLift.ratio, names)}, ${intervalText(found.adjustedLift, names)}`),
    item('test', chanceText(found.logTail / Math.LN10)),
    item('q', chanceText(Math.log10(Math.max(found.adjusted, Number.MIN_VALUE)))),
    item(
      'support',
      names.text('risk:numbers.supportText', {
        count: found.members.length,
        members: names.count(found.members.length),
        share: largest ? share(largest.cases, found.share.cases) : '–',
      }),
    ),
    item('without', `${times(found.withoutLargest.ratio, names)}, ${intervalText(found.withoutLargest, names)}`),
  ];
}

/** "< 10⁻³⁰", "0.004" of a logarithm of ten. */
function chanceText(power: number): string {
  const raised = (value: number): string =>
    `10${[...String(value)].map(sign => (sign === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? ''))).join('')}`;
  if (power < leastPower) return `< ${raised(leastPower)}`;
  return power < -3 ? `≈ ${raised(Math.round(power))}` : `≈ ${(10 ** power).toPrecision(1)}`;
}

/** What came after the period it was found in. */
export function laterOf(found: Found, score: Score | undefined, sources: Sources) {
  const { names } = sources;
  const points = pointsOf(found, score, sources);
  const state =
    score === undefined ? 'unkept' : score.hits + score.misses === 0 ? 'none' : score.state.replace(' ', '_');
  const cases = score ? score.hits + score.misses : 0;
  const title = names.text(`risk:scored.title.${state}`, {
    count: cases,
    hits: names.text('risk:hits', { count: score?.hits ?? 0, number: names.count(score?.hits ?? 0) }),
    cases: names.count(cases),
    chance: names.quantity(Math.round((score?.expected ?? 0) * 10) / 10),
  });
  const strip = (width: number, narrow: boolean): string =>
    intervalStrip({
      ...{ title, points: narrow ? points.slice(-narrowPoints) : points, width, height: 240, narrow },
      format: value => times(value, names),
      chance: names.label('risk:scored.chance'),
      found: names.label('risk:scored.found'),
      later: names.label('risk:scored.later'),
    });
  return {
    section: { title, note: names.label('risk:scored.note'), id: 'scored' },
    chart: { wide: strip(850, false), narrow: strip(340, true) },
    svg: score ? squaresOf(score, 300, names.text('risk:later.squares', { text: laterText(score, sources) })) : '',
    text: score ? laterText(score, sources) : names.label('risk:later.unkept'),
    fall: [fallText(found, score, sources), ruleText(found, sources)].filter(text => text !== '').join(' '),
  };
}

function fallText({ share, lift }: Found, score: Score | undefined, { names }: Sources): string {
  if (score === undefined || score.fall === 'none') return '';
  return names.text(`risk:fall.${score.fall.replace(' ', '_')}`, {
    before: times(lift.ratio, names),
    now: times(Number.isFinite(score.lift.ratio) ? score.lift.ratio : null, names),
    share: shareText(share.hits, share.cases, names),
    later: shareText(score.share.hits, score.share.cases, names),
  });
}

function ruleText({ lift }: Found, { names }: Sources): string {
  return names.text('risk:rule', { floor: times(floorOf(ratioOf(lift)), names) });
}

/** Each sign left out in turn; nothing of a single sign. */
export function leftOutOf(found: Found, sources: Sources) {
  const { names } = sources;
  if (found.leftOut.length === 0) return undefined;
  const line = (label: string, tally: Tally, lift: Found['lift'], reading: string) => ({
    label,
    cells: [
      names.count(tally.hits),
      names.count(tally.cases),
      shareText(tally.hits, tally.cases, names),
      times(lift.ratio, names),
      intervalText(lift, names),
    ],
    reading,
  });
  const carries = found.leftOut.findIndex(({ reading }) => reading === 'carries');
  const idle = found.leftOut.findIndex(({ reading }) => reading === 'adds little' || reading === 'implied');
  const called = (at: number): string => {
    const sign = found.signs[at];
    return sign ? valueName(sign.field, sign.value, sources) : '';
  };
  const title =
    carries >= 0
      ? names.text('risk:leftOut.carries', { sign: called(carries) })
      : idle >= 0
        ? names.text('risk:leftOut.idle', { sign: called(idle) })
        : names.label('risk:leftOut.each');
  return {
    section: { title, note: names.label('risk:leftOut.note'), id: 'left-out' },
    heads: ['signs', 'hits', 'cases', 'share', 'lift', 'interval', 'reading'].map(key =>
      names.label(`risk:leftOut.${key}`),
    ),
    rows: [
      line(names.text('risk:evidence.all', { count: found.signs.length }), found.share, found.lift, ''),
      ...found.leftOut.map(({ share, lift, reading }, at) =>
        line(
          names.text('risk:leftOut.without', { sign: called(at) }),
          share,
          lift,
          names.label(`risk:reading.${reading.replace(' ', '_')}`),
        ),
      ),
    ],
  };
}

/** Members by their cases, the most first. */
export function membersOf(found: Found, sources: Sources) {
  const { names } = sources;
  return {
    title: names.label('risk:members.title'),
    items: found.members
      .slice(0, 8)
      .map(member => ({ label: countryName(member.country, sources), value: supportText(member, names) })),
  };
}
