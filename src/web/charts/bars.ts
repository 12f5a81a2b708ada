import { wrapText } from './labels.ts';
import { amount, escapeText, figure, fitText, label, length, linked, px, textWidth, type Named } from './svg.ts';

export interface BarItem {
  readonly label: string;
  readonly value: number;
  /** What stands at the bar's end; the number unless given. */
  readonly text?: string;
  /** What to compare it with, as the year before or the usual share: an upright line. */
  readonly before?: number | undefined;
  /** In a column of its own at the right, as a share. */
  readonly aside?: string | undefined;
  /** Grey: not stated. */
  readonly isQuiet?: boolean | undefined;
  /** What it is made of; needs `linked`, and rows of 24 to be hit. */
  readonly href?: string;
}

export interface BarList extends Named {
  readonly items: readonly BarItem[];
  readonly width: number;
  /** Height of one row; 18 unless given. */
  readonly row?: number;
  /** Most room for the labels; longer ones go on to a second line in rows of 26, then end in an ellipsis. */
  readonly labelWidth?: number;
  readonly format?: (value: number) => string;
}

/** Height of a row that holds a label of two lines. */
export const twoLines = 26;

/** Bars from the left, one an item, label before and number at the end. */
export function barList(list: BarList): string {
  const width = length(list.width);
  const row = list.row ?? 18;
  const format = list.format ?? String;
  const widest = Math.max(0, ...list.items.map(item => textWidth(item.label)));
  const labels = Math.min(widest, list.labelWidth ?? width * 0.4);
  const start = Math.ceil(labels) + 10;
  const texts = list.items.map(item => item.text ?? (Number.isFinite(item.value) ? format(item.value) : ''));
  const aside = Math.max(0, ...list.items.map(item => textWidth(item.aside ?? '')));
  const side = Math.max(0, ...texts.map(text => textWidth(text, true))) + (aside > 0 ? aside + 16 : 0);
  const context = Math.max(1, width - start - side - 8);
  const peak = Math.max(0, ...list.items.flatMap(item => [amount(item.value), amount(item.before)]));
  const thick = Math.min(12, row - 6);

  const parts = list.items.map((item, index) => {
    const long = peak > 0 ? (amount(item.value) / peak) * context : 0;
    const shown = long > 0 ? Math.max(1, long) : 0;
    const top = index * row;
    const name = nameOf(item.label, row >= twoLines ? 2 : 1, labels + 1, top + row / 2 + 4);
    // The space keeps the words apart for who hears them.
    const bar =
      `${name} <rect class="chart-bar${item.isQuiet ? ' is-context' : ''}" x="${px(start)}" ` +
      `y="${px(top + (row - thick) / 2)}" width="${px(shown)}" height="${px(thick)}" rx="1"/>` +
      upright(item.before, peak, { start, context, top: top + 2, height: row - 4 }) +
      label(texts[index]!, start + shown + beyond(item, peak, shown, context) + 6, top + row / 2 + 4, 'chart-number') +
      (item.aside === undefined ? '' : label(item.aside, width, top + row / 2 + 4, 'chart-tick', 'end'));
    return linked(bar, item.href === undefined ? undefined : { href: item.href }, { x: 0, y: top, width, height: row });
  });
  return figure('chart-bars', width, Math.max(1, list.items.length * row), list, parts);
}

/** The label in as many lines as it may have, the whole of it on hover where they cannot hold it. */
function nameOf(text: string, most: number, width: number, middle: number): string {
  const lines = textWidth(text) <= width || most === 1 ? [fitText(text, width)] : wrapText(text, width, most);
  const whole = lines.join(' ') === text ? '' : `<title>${escapeText(text)}</title>`;
  return lines
    .map((line, at) => {
      const y = middle + (at - (lines.length - 1) / 2) * 12;
      return `<text class="chart-label" x="0" y="${px(y)}">${at === 0 ? whole : ''}${escapeText(line)}</text>`;
    })
    .join(' ');
}

/** The line a bar is compared with. */
function upright(
  before: number | undefined,
  peak: number,
  place: { start: number; context: number; top: number; height: number },
): string {
  if (before === undefined || !Number.isFinite(before) || !(peak > 0)) return '';
  const x = place.start + (amount(before) / peak) * place.context;
  const path = `M${px(x)} ${px(place.top)}v${px(place.height)}`;
  return `<path class="chart-before-halo" d="${path}"/><path class="chart-before" d="${path}"/>`;
}

/** How far the number moves so that the line does not strike through it. */
function beyond(item: BarItem, peak: number, shown: number, context: number): number {
  if (item.before === undefined || !(peak > 0)) return 0;
  const at = (amount(item.before) / peak) * context;
  const isNear = at > shown - 4 && at < shown + 44;
  return isNear ? at - shown : 0;
}

export interface ProgressPart {
  readonly value: number;
  /** Names the colour: ready, repair, duplicate, refused, done, rest. */
  readonly kind: string;
}

export interface ProgressBar extends Named {
  readonly parts: readonly ProgressPart[];
  readonly width: number;
  readonly height?: number;
}

const gap = 3;
const least = 3;

/** One bar in parts of the whole, three pixels apart; a part that is not nothing is never too thin to see. */
export function progressBar(bar: ProgressBar): string {
  const width = length(bar.width);
  const height = bar.height ?? 8;
  const parts = bar.parts.filter(part => amount(part.value) > 0);
  const total = parts.reduce((sum, part) => sum + amount(part.value), 0);
  const context = Math.max(0, width - gap * (parts.length - 1));
  const small = parts.filter(part => (amount(part.value) / total) * context < least);
  const rest = total - small.reduce((sum, part) => sum + amount(part.value), 0);
  const share = (part: ProgressPart): number =>
    small.includes(part) ? least : (amount(part.value) / rest) * (context - least * small.length);
  let x = 0;
  const rects = parts.map(part => {
    const long = Math.max(1, share(part));
    const rect =
      `<rect class="chart-part is-${part.kind.replace(/[^a-z0-9-]/gi, '')}" x="${px(x)}" y="0" ` +
      `width="${px(long)}" height="${px(height)}" rx="1"/>`;
    x += long + gap;
    return rect;
  });
  const empty = `<rect class="chart-part is-rest" x="0" y="0" width="${px(width)}" height="${px(height)}" rx="2"/>`;
  return figure('chart-progress', width, height, bar, parts.length > 0 ? rects : [empty]);
}
