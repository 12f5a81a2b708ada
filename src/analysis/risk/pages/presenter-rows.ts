import type { Score, State } from '../../indicators/score.ts';
import { halves } from '../../cells/dimension.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { Sources } from '../../cells/sources.ts';
import type { Order } from '../finding/fields.ts';
import type { Found } from '../finding/found.ts';
import type { Recounted } from '../kept/recount.ts';
import type { KeptIndicator } from '../kept/store-indicators.ts';
import { laterText, pointsOf, rangeOf, smallStrip, squaresOf, stabilityText } from './presenter-strip.ts';
import { intervalText, noveltyOf, plainOf, sentenceOf, shareText, supportText, times } from './presenter-words.ts';

/** An indicator in a list, with its place in it. */
export interface Listed {
  readonly found: Found;
  readonly score?: Score | undefined;
  readonly href: string;
  readonly ref?: string | undefined;
  readonly keptAt?: string | undefined;
  /** Of its state, where it is kept. */
  readonly state?: State | undefined;
  /** To keep it. */
  readonly keep?: { readonly action: string } | undefined;
}

const looks: Readonly<Record<State, readonly [tone: string, icon: string]>> = {
  'too early': ['info', 'clock-3'],
  holds: ['good', 'circle-check'],
  fading: ['warn', 'trending-down'],
  'given up': ['bad', 'circle-x'],
};

export function stateTag(state: State, { names }: Sources) {
  const [tone, icon] = looks[state];
  return { label: names.label(`risk:state.${state.replace(' ', '_')}`), tone, icon };
}

const weights: Readonly<Record<Order, (one: Listed) => number>> = {
  lift: ({ found }) => found.lift.low ?? 0,
  later: ({ score }) => (score && score.hits + score.misses > 0 ? score.hits / (score.hits + score.misses) : -1),
  cases: ({ found }) => found.share.cases,
  newest: ({ keptAt }) => Date.parse(keptAt ?? ''),
};

/** Those first of which an order has most: by lift, the highest lower end. */
export function inOrder(listed: readonly Listed[], order: Order = 'lift'): Listed[] {
  return listed.toSorted((one, other) => weights[order](other) - weights[order](one));
}

/** Rows with one scale for their strips. */
export function rowsOf(sorted: readonly Listed[], sources: Sources) {
  const points = new Map(sorted.map(one => [one, pointsOf(one.found, one.score, sources)]));
  const range = rangeOf([...points.values()]);
  return sorted.map(one => rowOf(one, points.get(one) ?? [], range, sources));
}

function rowOf(one: Listed, points: ReturnType<typeof pointsOf>, range: readonly [number, number], sources: Sources) {
  const { names } = sources;
  const { found, score } = one;
  const sentence = sentenceOf(found, sources);
  const plain = plainOf(sentence);
  const { base } = found;
  return {
    sentence,
    plain,
    href: one.href,
    heading: headingOf(found, sources),
    ref: one.ref,
    isFading: one.state === 'fading',
    tags: [...(one.state ? [stateTag(one.state, sources)] : []), noveltyOf(found, sources)],
    lift: times(found.lift.ratio, names),
    interval: intervalText(found.lift, names),
    support: supportText(found.share, names),
    base: names.text('risk:base', { share: shareText(base.hits, base.cases, names) }),
    strip: { svg: smallStrip(points, range, names.text('risk:stripTitle', { title: plain }), sources) },
    stability: stabilityText(found, sources),
    later: score && {
      svg: squaresOf(score, 190, names.text('risk:later.squares', { text: laterText(score, sources) })),
      text: laterText(score, sources),
    },
    keep: one.keep,
  };
}

export type RowShown = ReturnType<typeof rowOf>;

function headingOf(found: Found, sources: Sources) {
  const { field, value } = found.outcome;
  const code = field === 'heading' ? value : field === 'product' ? halves(value, '/')[0] : groupHeading(field, value);
  if (code === undefined) return undefined;
  return { ...sources.names.heading(code), more: valueName(field, value, sources) };
}

function groupHeading(field: string, value: string): string | undefined {
  if (field !== 'group') return undefined;
  return halves(value, value.includes('/') ? '/' : ':')[0];
}

/** A kept indicator with what is counted of it now. */
export interface KeptNow {
  readonly kept: KeptIndicator;
  readonly now: Recounted | undefined;
}

/** The state it is shown in: what was given up stays so. */
export function stateOf({ kept, now }: KeptNow): State | undefined {
  return kept.givenUpAt === null ? now?.score.state : 'given up';
}
