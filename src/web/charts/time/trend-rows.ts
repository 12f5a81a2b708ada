import { lines, wrapText } from '../labels.ts';
import { amount, label, px, textWidth } from '../svg.ts';
import { isKnown } from './point.ts';

/** A row under a trend, on its axis of time. */
export interface TrendRow {
  readonly label: string;
  /** One a column; null where it is not known. */
  readonly values: readonly (number | null)[];
  readonly kind: 'columns' | 'numbers';
  readonly format?: (value: number) => string;
  /** The value a full column stands for; the largest unless given. */
  readonly most?: number;
}

/** What a row needs to know of the chart over it. */
interface RowFrame {
  readonly left: number;
  readonly right: number;
  readonly slot: number;
  readonly bar: number;
  readonly narrow: boolean;
  centre(index: number): number;
}

const rise = 27;

/** On a phone the name stands over the row. */
function heightOf(row: TrendRow, frame: RowFrame): number {
  return (row.kind === 'columns' ? rise + 22 : 24) + (frame.narrow ? 18 : 0);
}

export function rowsHeight(rows: readonly TrendRow[], frame: RowFrame): number {
  return rows.reduce((sum, row) => sum + heightOf(row, frame), 0);
}

/** Numbers so far apart that none touches the next; the last one stands. */
function numbersOf(row: TrendRow, frame: RowFrame, y: (index: number) => number): string {
  const texts = row.values.map(value => (isKnown(value) ? (row.format ?? String)(value) : ''));
  const widest = Math.max(0, ...texts.map(text => textWidth(text)));
  const every = Math.max(1, Math.ceil((widest + 3) / Math.max(frame.slot, 1)));
  return texts
    .map((text, index) =>
      text !== '' && (texts.length - 1 - index) % every === 0
        ? label(text, frame.centre(index), y(index), 'chart-tick', 'middle')
        : '',
    )
    .join('');
}

export function drawRows(rows: readonly TrendRow[], frame: RowFrame, from: number, side: number): string {
  let top = from;
  return rows
    .map(row => {
      const base = top + heightOf(row, frame) - 4;
      const above = frame.narrow ? label(row.label, 0, top + 14, 'chart-tick') : '';
      top += heightOf(row, frame);
      const named = wrapText(row.label, side - 16, 2);
      const beside = frame.narrow
        ? ''
        : lines(
            named,
            frame.right + 14,
            base - (named.length - 1) * 7 - (row.kind === 'columns' ? 5 : 0),
            'chart-tick',
          );
      if (row.kind === 'numbers') return above + beside + numbersOf(row, frame, () => base);
      const most = row.most ?? Math.max(1, ...row.values.map(amount));
      const tall = (index: number): number => Math.min(rise, (amount(row.values[index]) / most) * rise);
      const columns = row.values.map((_, index) =>
        tall(index) > 0
          ? `<rect class="chart-bar is-context" x="${px(frame.centre(index) - frame.bar / 2)}" ` +
            `y="${px(base - tall(index))}" width="${px(frame.bar)}" height="${px(tall(index))}"/>`
          : '',
      );
      const zero = `<path class="chart-zero" d="M${px(frame.left)} ${px(base)}H${px(frame.right)}"/>`;
      return above + beside + columns.join('') + zero + numbersOf(row, frame, index => base - tall(index) - 5);
    })
    .join('');
}
