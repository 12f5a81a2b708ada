import { spread } from '../labels.ts';
import { amount, escapeText, fitText, label, px, textWidth } from '../svg.ts';
import type { Scale } from '../axis.ts';

/** What the recorded of every column is made of: counts that add up, never units that do not. */
export interface TrendPart {
  readonly name: string;
  /** One a column. */
  readonly values: readonly (number | null)[];
}

interface PartsFrame {
  readonly right: number;
  readonly zero: number;
  readonly bar: number;
  readonly scale: Scale;
  centre(index: number): number;
}

/** Dark and light in turn, so that neighbours differ in grey; after five they come again. */
const tones = 5;

function toneOf(at: number): string {
  return `chart-stack is-${(at % tones) + 1}`;
}

/** From the first part at the foot upwards, in pixels. */
function segments(parts: readonly TrendPart[], index: number, scale: Scale): { top: number; bottom: number }[] {
  let sum = 0;
  return parts.map(({ values }) => {
    const bottom = scale.at(sum);
    sum += amount(values[index]);
    return { top: scale.at(sum), bottom };
  });
}

export function drawParts(
  parts: readonly TrendPart[],
  index: number,
  frame: PartsFrame,
  format: (value: number) => string,
): string {
  const left = frame.centre(index) - frame.bar / 2;
  return segments(parts, index, frame.scale)
    .map(({ top, bottom }, at) => {
      if (!(bottom > top)) return '';
      const part = parts[at]!;
      const title = `<title>${escapeText(`${part.name}: ${format(amount(part.values[index]))}`)}</title>`;
      const box = `x="${px(left)}" y="${px(top)}" width="${px(frame.bar)}" height="${px(bottom - top)}"`;
      return `<rect class="${toneOf(at)}" ${box}>${title}</rect>`;
    })
    .join('');
}

/** Names with last values at the right, each with a line to its part of the last column. */
export function namesOfParts(
  parts: readonly TrendPart[],
  last: number,
  frame: PartsFrame & { readonly top: number },
  width: number,
  format: (value: number) => string,
): string {
  const x = frame.right + 22;
  const labels = segments(parts, last, frame.scale).map(({ top, bottom }, at) => ({
    y: (top + bottom) / 2,
    wanted: (top + bottom) / 2,
    height: 15,
    text: `${parts[at]!.name} ${format(amount(parts[at]!.values[last]))}`,
  }));
  return spread(labels, frame.top - 12, frame.zero + 10)
    .map(({ y, wanted, text }) => {
      const from = frame.centre(last) + frame.bar / 2 + 2;
      const short = fitText(text, width - 22);
      const whole = short === text ? '' : `<title>${escapeText(text)}</title>`;
      return (
        `<path class="chart-leader" d="M${px(from)} ${px(wanted)}L${px(x - 4)} ${px(y)}"/>` +
        `<text class="chart-tick" x="${px(x)}" y="${px(y + 4)}">${whole}${escapeText(short)}</text>`
      );
    })
    .join('');
}

/** Samples with the names of the parts, for a phone. */
export function keyOfParts(parts: readonly TrendPart[], y: number, width: number): { svg: string; height: number } {
  let [x, foot] = [0, y];
  const svg = parts.map(({ name }, at) => {
    const short = fitText(name, width - 22);
    const wide = 22 + textWidth(short) + 14;
    if (x > 0 && x + wide - 14 > width) [x, foot] = [0, foot + 18];
    const sample = `<rect class="${toneOf(at)}" x="${px(x)}" y="${px(foot - 9)}" width="16" height="10"/>`;
    const one = sample + label(short, x + 22, foot, 'chart-tick');
    x += wide;
    return one;
  });
  return { svg: svg.join(''), height: parts.length === 0 ? 0 : foot - y + 18 };
}
