import { scaleLinear } from 'd3-scale';
import { lines, wrapText } from '../labels.ts';
import { escapeText, figure, label, length, linked, px, textWidth, type Named } from '../svg.ts';

export interface ShareRow {
  readonly label: string;
  /** Below the label, as "31 of 44". */
  readonly note?: string | undefined;
  /** 0 to 1; null where nothing was counted. */
  readonly share: number | null;
  readonly interval?: readonly [low: number, high: number] | undefined;
  /** The one the others are compared with. */
  readonly isStrong?: boolean | undefined;
  readonly href?: string | undefined;
}

export interface ShareIntervals extends Named {
  readonly rows: readonly ShareRow[];
  readonly width: number;
  readonly narrow?: boolean;
  /** Of a share, as "70 %". */
  readonly format: (share: number) => string;
}

function isShare(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 1;
}

interface Frame {
  readonly width: number;
  /** For the names. */
  readonly room: number;
  /** From row to row. */
  readonly pitch: number;
  x(share: number): number;
}

/** The name of a row in two lines at most, and its note. */
function drawName(row: ShareRow, top: number, frame: Frame): string {
  const named = wrapText(row.label, frame.room, 2);
  const note = row.note === undefined ? '' : label(row.note, 0, top + 14 + named.length * 14, 'chart-tick');
  const text = lines(named, 0, top + 14, row.isStrong ? 'chart-number' : 'chart-label');
  const whole = `<g><title>${escapeText(row.label)}</title>${text}${note}</g>`;
  const surface = { x: 0, y: top, width: frame.room, height: frame.pitch - 2 };
  return linked(whole, row.href === undefined ? undefined : { href: row.href }, surface);
}

function drawShare(row: ShareRow, y: number, frame: Frame, format: ShareIntervals['format']): string {
  if (!isShare(row.share)) return '';
  const strong = row.isStrong ? ' is-strong' : '';
  const [from, to] = row.interval?.every(isShare) ? row.interval : [row.share, row.share];
  const text = format(row.share);
  const right = Math.max(frame.x(to), frame.x(row.share) + 4) + 8;
  const [x, anchor] =
    right + textWidth(text, true) > frame.width ? ([frame.x(from) - 8, 'end'] as const) : ([right, 'start'] as const);
  return (
    `<g><title>${escapeText([row.label, text, row.note].filter(Boolean).join(', '))}</title>` +
    `<path class="chart-share${strong}" d="M${px(frame.x(from))} ${px(y)}H${px(frame.x(to))}"/>` +
    `<circle class="chart-share-dot${strong}" cx="${px(frame.x(row.share))}" cy="${px(y)}" r="4.5"/></g>` +
    label(text, x, y + 4, 'chart-number chart-halo', anchor)
  );
}

/** Shares as dots with their intervals, on a scale from nothing to all. */
export function shareIntervals(chart: ShareIntervals): string {
  const width = length(chart.width);
  const named = Math.max(0, ...chart.rows.map(row => Math.max(textWidth(row.label, true), textWidth(row.note ?? ''))));
  const room = Math.min(named + 4, width * (chart.narrow ? 0.4 : 0.42));
  const most = Math.max(1, ...chart.rows.map(row => wrapText(row.label, room, 2).length));
  const x = scaleLinear([0, 1], [room + 18, Math.max(room + 40, width - 20)]).clamp(true);
  const frame: Frame = { width, room, pitch: 23 + most * 14, x };
  const bottom = Math.max(1, chart.rows.length) * frame.pitch + 4;
  const grid = (chart.narrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map(
    tick =>
      `<path class="chart-${tick === 0 ? 'zero' : 'grid'}" d="M${px(x(tick))} 0V${px(bottom)}"/>` +
      label(chart.format(tick), x(tick), bottom + 17, 'chart-tick', 'middle'),
  );
  const rows = chart.rows.map((row, index) => {
    const top = index * frame.pitch;
    return drawName(row, top, frame) + drawShare(row, top + 18, frame, chart.format);
  });
  return figure('chart-shares', width, bottom + 22, chart, [...grid, ...rows]);
}
