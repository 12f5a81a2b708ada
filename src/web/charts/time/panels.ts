import { cutLabel, lines, wrapText } from '../labels.ts';
import { escapeText, figure, label, length, linked, px, textWidth, type Named } from '../svg.ts';
import { drawPanelLines, endTexts, type PanelFrame } from './panel-lines.ts';
import { bestText, extentOf, type TimePoint } from './point.ts';

export interface Panel {
  readonly name: string;
  /** At the right of its head, as "+14 %". */
  readonly change?: string;
  readonly points: readonly TimePoint[];
  /** A point with a ring and a few words. */
  readonly mark?: { readonly index: number; readonly label: string };
  /** Its cases; needs `linked`. */
  readonly href?: string;
  /** Its numbers in words, on hover. */
  readonly desc?: string;
}

export interface Panels extends Named {
  readonly panels: readonly Panel[];
  /** Of the periods; first, middle and last are written. */
  readonly labels: readonly string[];
  /** 956 for three across, 358 on a phone for two. */
  readonly width: number;
  readonly narrow?: boolean;
  readonly format: (value: number) => string;
  /** What stands in no panel of its own: a grey one. */
  readonly rest?: { readonly label: string; readonly note?: string; readonly href?: string };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** What lines after the first add to the heads. */
  readonly more: number;
}

const headHeight = 24;
const pitch = 176;
const plotTop = 46;
const plotBottom = 139;

function columnsOf(narrow: boolean): { across: number; gap: number } {
  return narrow ? { across: 2, gap: 18 } : { across: 3, gap: 26 };
}

function frameOf(panel: Panel, place: Place, format: (value: number) => string): PanelFrame {
  const ends = endTexts(panel.points, format).map(({ text, isStrong }) => textWidth(text, isStrong));
  const first = panel.points[0] === undefined ? '' : bestText(panel.points[0], format);
  const right = place.x + place.width - Math.max(20, ...ends) - 10;
  const left = place.x + 4;
  const peak = Math.max(0, ...panel.points.flatMap(extentOf));
  const [top, zero] = [place.y + place.more + plotTop, place.y + place.more + plotBottom];
  const step = (right - left) / Math.max(1, panel.points.length - 1);
  return {
    left,
    right,
    top,
    zero,
    first,
    edge: place.x + place.width,
    x: index => (panel.points.length === 1 ? (left + right) / 2 : left + step * index),
    y: value => zero - (peak > 0 ? Math.max(0, value) / peak : 0) * (zero - top),
  };
}

/** First, middle and last period; the middle one only where it touches neither. */
function timeLabels(labels: readonly string[], frame: PanelFrame): string {
  const y = frame.zero + 15;
  const [first, last] = [labels[0], labels.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (labels.length === 1) return label(first, frame.x(0), y, 'chart-tick', 'middle');
  const at = Math.floor((labels.length - 1) / 2);
  const middle = labels[at]!;
  const half = textWidth(middle) / 2 + 8;
  const ends = Math.min(frame.right + textWidth(last) / 2, frame.edge);
  const fits = frame.x(at) - half > frame.left + textWidth(first) && frame.x(at) + half < ends - textWidth(last);
  return (
    label(first, frame.left, y, 'chart-tick') +
    (fits && labels.length > 2 ? label(middle, frame.x(at), y, 'chart-tick', 'middle') : '') +
    label(last, ends, y, 'chart-tick', 'end')
  );
}

/** Room of a head beside its change. */
function headRoom({ change = '' }: Panel, width: number): number {
  return width - (change === '' ? 0 : textWidth(change) + 14);
}

/** The heads are 13 px: a twelfth wider than what is measured. */
function headLines(panel: Panel, width: number): string[] {
  return wrapText(panel.name, headRoom(panel, width) / 1.13, 2);
}

function head(panel: Panel, { x, y, width, more }: Place): string {
  const change = panel.change ?? '';
  const room = headRoom(panel, width);
  const written =
    more > 0
      ? lines(headLines(panel, width), x, y + 14, 'chart-head')
      : cutLabel(panel.name, room / 1.13, x, y + 14, 'chart-head');
  const name = `<g><title>${escapeText(panel.name)}</title>${written}</g>`;
  return linked(name, panel.href === undefined ? undefined : { href: panel.href }, {
    x,
    y: y - 2,
    width: room,
    height: headHeight + more,
  }).concat(
    change === '' ? '' : label(change, x + width, y + 14, 'chart-change', 'end'),
    `<path class="chart-rule" d="M${px(x)} ${px(y + more + headHeight + 5)}H${px(x + width)}"/>`,
  );
}

function drawPanel(chart: Panels, panel: Panel, place: Place): string {
  const frame = frameOf(panel, place, chart.format);
  const middle = (frame.top + frame.zero) / 2;
  return (
    head(panel, place) +
    `<path class="chart-grid" d="M${px(frame.left)} ${px(middle)}H${px(frame.right)}"/>` +
    `<path class="chart-zero" d="M${px(frame.left)} ${px(frame.zero)}H${px(frame.right)}"/>` +
    drawPanelLines(panel, frame, chart.format) +
    timeLabels(chart.labels, frame)
  );
}

function drawRest(rest: NonNullable<Panels['rest']>, { x, y, width, more }: Place): string {
  const named = wrapText(rest.label, (width - 24) / 1.13, 2);
  const noted = rest.note === undefined ? [] : wrapText(rest.note, width - 24, 4);
  const text =
    lines(named, x + 12, y + 26, 'chart-head') + lines(noted, x + 12, y + 30 + named.length * 14, 'chart-tick');
  const box =
    `<rect class="chart-rest" x="${px(x)}" y="${px(y)}" width="${px(width)}" ` +
    `height="${pitch - 18 + more}" rx="4"/>`;
  return box + linked(text, rest.href === undefined ? undefined : { href: rest.href }, { x, y, width, height: 44 });
}

/**
 * Lines side by side, each with its own scale from zero: this year solid, what is estimated dashed on its hatched
 * interval, the year before dotted. Three across, two on a phone.
 */
export function panels(chart: Panels): string {
  const width = length(chart.width);
  const { across, gap } = columnsOf(chart.narrow ?? false);
  const wide = (width - gap * (across - 1)) / across;
  const more = chart.narrow && chart.panels.some(panel => headLines(panel, wide).length > 1) ? 14 : 0;
  const count = chart.panels.length + (chart.rest ? 1 : 0);
  const placeOf = (index: number): Place => ({
    x: (index % across) * (wide + gap),
    y: Math.floor(index / across) * (pitch + more),
    width: wide,
    more,
  });
  return figure('chart-panels', width, Math.max(1, Math.ceil(count / across)) * (pitch + more) - 16, chart, [
    ...chart.panels.map((panel, index) => drawPanel(chart, panel, placeOf(index))),
    chart.rest ? drawRest(chart.rest, placeOf(chart.panels.length)) : '',
  ]);
}
