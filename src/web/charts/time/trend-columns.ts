import { axisWidth, bottomLabels, gridLines, roundScale, type Scale } from '../axis.ts';
import { hatchBox } from '../hatch.ts';
import { lines, spread, wrapText } from '../labels.ts';
import { escapeText, figure, label, length, linked, px, textWidth, type Named } from '../svg.ts';
import { bestOf, bestText, extentOf, isKnown, type TimePoint, type Worded } from './point.ts';
import { drawParts, keyOfParts, namesOfParts, type TrendPart } from './trend-parts.ts';
import { drawRows, rowsHeight, type TrendRow } from './trend-rows.ts';

export interface TrendColumn extends TimePoint {
  readonly label: string;
  /** Under the label, as the year, or "to 24th". */
  readonly note?: string | undefined;
  /** Instead of the label where there is little room. */
  readonly initial?: string | undefined;
  /** All its numbers in words: on hover, and the name of its link. */
  readonly title: string;
  /** Its cases; needs `linked`. */
  readonly href?: string | undefined;
}

export interface TrendColumns extends Named {
  readonly columns: readonly TrendColumn[];
  /** 956 beside a column of coverage, 358 on a phone. */
  readonly width: number;
  /** From the top of the scale to zero; 220 unless given. */
  readonly plot?: number;
  /** For a phone: initials, the last number only, and the names below. */
  readonly narrow?: boolean;
  readonly format: (value: number) => string;
  /** Values are counts: the axis has whole numbers only. */
  readonly whole?: boolean;
  readonly words: { readonly recorded: Worded; readonly toCome: Worded; readonly before: string };
  /** The recorded in parts on one another, named at the right instead of `recorded`. */
  readonly parts?: readonly TrendPart[];
  /** On the same axis of time below, as Members reporting. */
  readonly rows?: readonly TrendRow[];
}

/** Where things stand, in pixels. */
export interface TrendFrame {
  readonly left: number;
  readonly right: number;
  readonly zero: number;
  readonly slot: number;
  readonly bar: number;
  readonly scale: Scale;
  readonly narrow: boolean;
  centre(index: number): number;
}

const top = 24;
const side = 132;
/** Names of parts stand with their numbers, behind a line to each. */
const partsSide = 196;
/** The least side of what is to be hit. */
const target = 24;

function sideOf(chart: TrendColumns): number {
  return chart.parts ? partsSide : side;
}

function frameOf(chart: TrendColumns, width: number): TrendFrame {
  const narrow = chart.narrow ?? false;
  const zero = top + length(chart.plot ?? (narrow ? 186 : 220));
  const fine = roundScale(chart.columns.flatMap(extentOf), top, zero);
  const scale = chart.whole ? { ...fine, ticks: fine.ticks.filter(Number.isInteger) } : fine;
  const left = axisWidth(scale, chart.format);
  const right = Math.max(left + 10, narrow ? width : width - sideOf(chart));
  const slot = (right - left) / Math.max(1, chart.columns.length);
  const bar = Math.max(1, Math.min(slot * (narrow ? 0.82 : 0.63), 64));
  return { left, right, zero, slot, bar, scale, narrow, centre: index => left + slot * (index + 0.5) };
}

function tick(x: number, y: number, wide: number): string {
  const path = `M${px(x - wide / 2)} ${px(y)}H${px(x + wide / 2)}`;
  return `<path class="chart-before-halo" d="${path}"/><path class="chart-before" d="${path}"/>`;
}

function whisker(x: number, low: number, high: number, cap: number): string {
  const across = (y: number): string => `M${px(x - cap)} ${px(y)}H${px(x + cap)}`;
  const path = `${across(high)}M${px(x)} ${px(high)}V${px(low)}${across(low)}`;
  return `<path class="chart-whisker-halo" d="${path}"/><path class="chart-whisker" d="${path}"/>`;
}

/** Recorded solid, what is to come hatched on it, the band a whisker, the year before a tick. */
function drawColumn(chart: TrendColumns, column: TrendColumn, index: number, frame: TrendFrame): string {
  const { zero, bar, scale, slot } = frame;
  const x = frame.centre(index);
  const parts: string[] = [];
  const recorded = isKnown(column.recorded) ? Math.max(0, column.recorded) : 0;
  const foot = recorded > 0 ? Math.min(scale.at(recorded), zero - 1) : zero;
  if (chart.parts) parts.push(drawParts(chart.parts, index, frame, chart.format));
  else if (recorded > 0)
    parts.push(
      `<rect class="chart-bar" x="${px(x - bar / 2)}" y="${px(foot)}" width="${px(bar)}" height="${px(zero - foot)}"/>`,
    );
  if (isKnown(column.estimate) && column.estimate > recorded) {
    const box = { left: x - bar / 2 + 0.5, right: x + bar / 2 - 0.5, top: scale.at(column.estimate), bottom: foot };
    parts.push(
      `<rect class="chart-to-come" x="${px(box.left)}" y="${px(box.top)}" width="${px(bar - 1)}" ` +
        `height="${px(Math.max(1, box.bottom - box.top))}"/><path class="chart-hatch" d="${hatchBox(box)}"/>`,
    );
  }
  if (isKnown(column.before)) parts.push(tick(x, scale.at(Math.max(0, column.before)), Math.min(bar + 6, slot)));
  if (column.band?.every(isKnown))
    parts.push(whisker(x, scale.at(Math.max(0, column.band[0])), scale.at(column.band[1]), Math.min(5, bar / 3)));
  if (parts.length === 0 && !isKnown(column.recorded)) return '';
  const drawn = `<g><title>${escapeText(column.title)}</title>${parts.join('')}</g>`;
  const to = column.href === undefined || slot < target ? undefined : { href: column.href, name: column.title };
  return linked(drawn, to, { x: x - slot / 2, y: top, width: slot, height: zero - top });
}

/** The highest pixel of a column. */
function peakOf(column: TrendColumn, frame: TrendFrame): number {
  return Math.min(frame.zero, ...extentOf(column).map(value => frame.scale.at(value)));
}

/** The number over each column; where they do not fit, over the last one only, above what it reaches over. */
function numbers(chart: TrendColumns, frame: TrendFrame): string {
  const texts = chart.columns.map(column => bestText(column, chart.format));
  const widest = Math.max(0, ...texts.map(text => textWidth(text)));
  if (widest + 4 <= frame.slot)
    return texts
      .map((text, index) =>
        text === ''
          ? ''
          : label(text, frame.centre(index), peakOf(chart.columns[index]!, frame) - 7, 'chart-number', 'middle'),
      )
      .join('');
  const last = chart.columns.findLastIndex(column => bestOf(column) !== null);
  if (last < 0) return '';
  const wide = textWidth(texts[last]!, true);
  const right = Math.min(frame.centre(last) + wide / 2, frame.right);
  const reached = chart.columns.filter((_, index) => {
    const x = frame.centre(index);
    return x + frame.bar / 2 > right - wide - 3 && x - frame.bar / 2 < right + 3;
  });
  const foot = Math.min(...reached.map(column => peakOf(column, frame))) - 7;
  return label(texts[last]!, right, Math.max(12, foot), 'chart-number', 'end');
}

/** Names at the right, beside the last column that has something of what they name. */
function sideLabels(chart: TrendColumns, frame: TrendFrame): string {
  const x = frame.right + 14;
  const width = side - 16;
  const last = chart.columns.findLast(column => isKnown(column.recorded));
  if (!last) return '';
  const recorded = isKnown(last.recorded) ? last.recorded : 0;
  const middle = (low: number, high: number): number => (frame.scale.at(low) + frame.scale.at(high)) / 2;
  const named = (worded: Worded, y: number, kind: string) => {
    const strong = wrapText(worded.label, width, 2);
    const quiet = worded.note === undefined ? [] : wrapText(worded.note, width, 2);
    return { y, height: (strong.length + quiet.length) * 14 + 8, strong, quiet, kind };
  };
  const wanted = chart.parts ? [] : [named(chart.words.recorded, middle(0, recorded), 'recorded')];
  if (isKnown(last.estimate) && last.estimate > recorded)
    wanted.push(named(chart.words.toCome, middle(recorded, last.estimate), 'to-come'));
  if (isKnown(last.before)) {
    const strong = wrapText(chart.words.before, width - 22, 2);
    wanted.push({ y: frame.scale.at(last.before), height: strong.length * 14 + 8, strong, quiet: [], kind: 'before' });
  }
  return spread(wanted, top - 12, frame.zero + 6)
    .map(({ y, height, strong, quiet, kind }) => {
      const first = y - height / 2 + 15;
      if (kind === 'before') return beforeSample(x, first) + lines(strong, x + 22, first, 'chart-tick');
      return lines(strong, x, first, 'chart-side') + lines(quiet, x, first + strong.length * 14, 'chart-tick');
    })
    .join('');
}

function beforeSample(x: number, foot: number): string {
  return `<path class="chart-before" d="M${px(x)} ${px(foot - 4)}H${px(x + 16)}"/>`;
}

const samples = {
  before: beforeSample,
  recorded: (x: number, foot: number): string =>
    `<rect class="chart-bar" x="${px(x)}" y="${px(foot - 9)}" width="16" height="10"/>`,
  'to-come': (x: number, foot: number): string => {
    const box = { left: x + 0.5, right: x + 15.5, top: foot - 8.5, bottom: foot + 0.5 };
    return (
      `<rect class="chart-to-come" x="${px(box.left)}" y="${px(box.top)}" width="15" height="9"/>` +
      `<path class="chart-hatch" d="${hatchBox(box)}"/>`
    );
  },
};

function partNames(chart: TrendColumns, parts: readonly TrendPart[], frame: TrendFrame): string {
  const last = chart.columns.findLastIndex(column => isKnown(column.recorded));
  return last < 0 ? '' : namesOfParts(parts, last, { ...frame, top }, sideOf(chart), chart.format);
}

/** Samples with their names, one under another where they do not stand in a row; for a phone. */
function keyBelow(chart: TrendColumns, y: number, width: number): { svg: string; height: number } {
  const { recorded, toCome, before } = chart.words;
  const wanted: readonly { kind: keyof typeof samples; text: string; shown: boolean }[] = [
    { kind: 'recorded', text: recorded.label, shown: chart.parts === undefined },
    { kind: 'to-come', text: toCome.label, shown: chart.columns.some(({ estimate }) => isKnown(estimate)) },
    { kind: 'before', text: before, shown: chart.columns.some(column => isKnown(column.before)) },
  ];
  let [x, foot] = [0, y];
  const svg = wanted
    .filter(({ shown }) => shown)
    .map(({ kind, text }) => {
      const wide = 22 + textWidth(text) + 14;
      if (x > 0 && x + wide - 14 > width) [x, foot] = [0, foot + 18];
      const one = samples[kind](x, foot) + label(text.replace(/,$/, ''), x + 22, foot, 'chart-tick');
      x += wide;
      return one;
    });
  return { svg: svg.join(''), height: foot - y + 8 };
}

function timeLabels(chart: TrendColumns, frame: TrendFrame): { svg: string; height: number } {
  const texts = chart.columns.map(column => (frame.narrow ? (column.initial ?? column.label) : column.label));
  const notes = frame.narrow ? [] : chart.columns.map(column => column.note ?? '');
  const widest = Math.max(0, ...texts.map(text => textWidth(text)));
  const thinned = widest + 6 > frame.slot;
  const first = thinned
    ? bottomLabels(texts, frame.centre, frame.slot, frame.zero + 16)
    : texts.map((text, index) => label(text, frame.centre(index), frame.zero + 16, 'chart-tick', 'middle')).join('');
  const second = thinned
    ? ''
    : notes
        .map((text, at) => (text === '' ? '' : label(text, frame.centre(at), frame.zero + 30, 'chart-tick', 'middle')))
        .join('');
  return { svg: first + second, height: second === '' ? 20 : 34 };
}

/**
 * Columns over time from zero: recorded, still to come with its interval, and a year before; rows on the same axis of
 * time below. A period of which nothing is known draws nothing. Too many columns to be hit have no links.
 */
export function trendColumns(chart: TrendColumns): string {
  const width = length(chart.width);
  const frame = frameOf(chart, width);
  const times = timeLabels(chart, frame);
  const rows = chart.rows ?? [];
  const below = frame.zero + times.height;
  const key = frame.narrow ? keyBelow(chart, below + 14, width) : { svg: '', height: 0 };
  const keyParts = frame.narrow
    ? keyOfParts(chart.parts ?? [], below + 14 + key.height, width)
    : { svg: '', height: 0 };
  const rowsTop = below + (frame.narrow ? key.height + keyParts.height + 16 : 0);
  return figure('chart-trend', width, rowsTop + rowsHeight(rows, frame) + 4, chart, [
    gridLines(frame.scale, frame.left, frame.right, chart.format),
    ...chart.columns.map((column, index) => drawColumn(chart, column, index, frame)),
    `<path class="chart-zero" d="M${px(frame.left)} ${px(frame.zero)}H${px(frame.right)}"/>`,
    numbers(chart, frame),
    frame.narrow ? '' : chart.parts ? partNames(chart, chart.parts, frame) : sideLabels(chart, frame),
    times.svg,
    key.svg,
    keyParts.svg,
    drawRows(rows, frame, rowsTop, sideOf(chart)),
  ]);
}
