import { lines, wrapText } from '../labels.ts';
import { amount, escapeText, figure, label, length, linked, px, textWidth, type Named } from '../svg.ts';
import { isKnown } from './point.ts';

export interface UnitPanel {
  /** The whole, large, as "427,438". */
  readonly value: string;
  /** Its unit, and what it was, as "kg (year before 388,211)". */
  readonly label: string;
  readonly columns: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly title: string;
    readonly href?: string | undefined;
    /** Not complete: pale. */
    readonly isOpen?: boolean | undefined;
  }[];
  /** Below, as which months are not complete. */
  readonly note?: string | undefined;
}

export interface UnitColumns extends Named {
  readonly panels: readonly UnitPanel[];
  /** 956 for three across, 358 on a phone for one. */
  readonly width: number;
  readonly narrow?: boolean;
  readonly format: (value: number) => string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const gap = 26;
const headFoot = 18;
const rise = 44;
const target = 24;
/** The value is 17 px and bold, its label 13 px. */
const largeText = 1.38;
const headText = 1.1;

function pitchOf(chart: UnitColumns): number {
  return headFoot + 24 + rise + 20 + (chart.panels.some(({ note }) => note !== undefined) ? 32 : 8);
}

function drawPanel(panel: UnitPanel, { x, y, width }: Place, format: (value: number) => string): string {
  const zero = y + headFoot + 24 + rise;
  const peak = Math.max(0, ...panel.columns.map(({ value }) => amount(value)));
  const slot = width / Math.max(1, panel.columns.length);
  const bar = Math.max(1, Math.min(slot * 0.86, 34));
  const largest = panel.columns.findIndex(({ value }) => amount(value) === peak);
  const columns = panel.columns.map((column, index) => {
    if (!isKnown(column.value)) return '';
    const centre = x + slot * (index + 0.5);
    const share = peak > 0 ? amount(column.value) / peak : 0;
    const tall = share > 0 ? Math.max(1, share * rise) : 0;
    const rect =
      `<rect class="chart-bar${column.isOpen ? ' is-open' : ''}" x="${px(centre - bar / 2)}" y="${px(zero - tall)}" ` +
      `width="${px(bar)}" height="${px(tall)}"><title>${escapeText(column.title)}</title></rect>`;
    const to = column.href === undefined || slot < target ? undefined : { href: column.href, name: column.title };
    return linked(rect, to, { x: centre - slot / 2, y: zero - rise, width: slot, height: rise });
  });
  const top = peak > 0 ? format(peak) : '';
  const over = Math.min(Math.max(x + slot * (largest + 0.5), x + textWidth(top) / 2), x + width - textWidth(top) / 2);
  const value = textWidth(panel.value, true) * largeText;
  const head = wrapText(panel.label, (width - value - 6) / headText, 2);
  return (
    label(panel.value, x, y + headFoot, 'chart-large') +
    lines(head, x + value + 6, y + headFoot - 9 * (head.length - 1), 'chart-change') +
    columns.join('') +
    (top === '' ? '' : label(top, over, zero - rise - 5, 'chart-number', 'middle')) +
    `<path class="chart-zero" d="M${px(x)} ${px(zero)}H${px(x + width)}"/>` +
    timeLabels(panel, x, slot, zero + 15) +
    (panel.note === undefined ? '' : lines(wrapText(panel.note, width, 2), x, zero + 32, 'chart-tick'))
  );
}

function timeLabels({ columns }: UnitPanel, x: number, slot: number, y: number): string {
  const widest = Math.max(0, ...columns.map(column => textWidth(column.label)));
  const every = Math.max(1, Math.ceil((widest + 4) / slot));
  return columns
    .map((column, index) =>
      (columns.length - 1 - index) % every === 0
        ? label(column.label, x + slot * (index + 0.5), y, 'chart-tick', 'middle')
        : '',
    )
    .join('');
}

/** Quantities side by side, a unit each and never added; each with its own scale, which its largest column says. */
export function unitColumns(chart: UnitColumns): string {
  const width = length(chart.width);
  const across = chart.narrow ? 1 : Math.max(1, Math.min(3, chart.panels.length));
  const wide = chart.narrow ? width : (width - gap * 2) / 3;
  const pitch = pitchOf(chart);
  const rows = Math.max(1, Math.ceil(chart.panels.length / across));
  return figure(
    'chart-units',
    width,
    rows * pitch,
    chart,
    chart.panels.map((panel, index) =>
      drawPanel(
        panel,
        { x: (index % across) * (wide + gap), y: Math.floor(index / across) * pitch, width: wide },
        chart.format,
      ),
    ),
  );
}
