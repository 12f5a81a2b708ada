import { amount, figure, length, px, type Named } from '../svg.ts';

export interface HitSquares extends Named {
  readonly hits: number;
  readonly misses: number;
  /** How many hits chance would have given: a tick over the squares; the words beside say so. */
  readonly chance?: number;
  readonly width: number;
}

const side = 9;
const step = 12;
const top = 5;
/** More are drawn as one square for several. */
const most = 400;

/** One square for each later case, hits filled and misses outlined; for each several where they are very many. */
export function hitSquares(chart: HitSquares): string {
  const width = length(chart.width);
  const counted = (value: number): number => Math.round(amount(value));
  const each = Math.max(1, Math.ceil((counted(chart.hits) + counted(chart.misses)) / most));
  const [hits, misses] = [Math.round(counted(chart.hits) / each), Math.round(counted(chart.misses) / each)];
  const across = Math.max(1, Math.floor((width + step - side) / step));
  const rows = Math.max(1, Math.ceil((hits + misses) / across));
  const squares = Array.from({ length: hits + misses }, (_, index) => {
    const [x, y] = [(index % across) * step, Math.floor(index / across) * step + top];
    return index < hits
      ? `<rect class="chart-hit-square" x="${px(x)}" y="${px(y)}" width="${side}" height="${side}"/>`
      : `<rect class="chart-miss-square" x="${px(x + 0.5)}" y="${px(y + 0.5)}" ` +
          `width="${side - 1}" height="${side - 1}"/>`;
  });
  const given = amount(chart.chance) / each;
  const at = Math.min(given, hits + misses);
  const [x, y] = [(at % across) * step - (step - side) / 2, Math.floor(at / across) * step];
  const tick =
    chart.chance !== undefined && hits + misses > 0
      ? `<path class="chart-chance" d="M${px(Math.max(1, x))} ${px(y)}V${px(y + top + side)}"/>`
      : '';
  return figure('chart-squares', width, rows * step + top, chart, [...squares, tick]);
}
