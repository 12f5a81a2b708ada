import { escapeText, px } from '../svg.ts';
import type { CoverageShown, FigureShown, NumbersTable, Wording } from '../views.ts';
import { inlineSheet } from './inline-sheet.ts';
import { fontFaces, measureText, type Weight } from './public-sans.ts';
import { paper, plainText, richText, textAt, type Block } from './rich-text.ts';

/**
 * A figure as it leaves the portal: with all that it must not be read without. Words are in the language of the file.
 */
export interface FigureDocument {
  /** Of the file, without its ending. */
  readonly name: string;
  /** The finding. */
  readonly title: string;
  /** Measure, unit, period, count. */
  readonly sub?: Wording | undefined;
  /** The wide drawing; of a heat table, heatDrawing(). */
  readonly svg: string;
  readonly key?: FigureShown['key'];
  /** The whole question, each field with its value. */
  readonly question: readonly (readonly [label: string, value: string])[];
  /** What stands under it: how to read it, what was found, whose borders. */
  readonly note?: Wording | undefined;
  readonly coverage?: CoverageShown | undefined;
  readonly table: NumbersTable;
  /** Where it is from, and the time of the data. */
  readonly source: string;
  /** Names of the two sheets of a workbook. */
  readonly sheets: { readonly numbers: string; readonly about: string };
}

const margin = 24;
const coverageColumn = 300;
const family = 'Public Sans, Arial, Helvetica, sans-serif';

function sizeOf(svg: string): { width: number; height: number } {
  const [, width = '0', height = '0'] = /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** A drawing without what only a page can do: its links and the surfaces that are hit. */
function still(svg: string): string {
  return svg.replace(/<rect class="chart-hit"[^>]*\/>/g, '').replace(/<a [^>]*>|<\/a>/g, '');
}

function placed(svg: string, x: number, y: number): string {
  return inlineSheet(still(svg)).replace('<svg ', `<svg x="${px(x)}" y="${px(y)}" `);
}

function keyBlock(key: FigureDocument['key'], x: number, y: number, width: number): Block {
  let [pen, row] = [x, y];
  const look = { size: 12, weight: 400 as const };
  const parts = (key ?? []).map(({ svg, label, before }) => {
    const sign = svg === undefined ? 0 : sizeOf(svg.replace(/ class="[^"]*"/, '')).width + 8;
    const ahead = before === undefined ? 0 : measureText(before, look) + 8;
    const wide = ahead + sign + measureText(label, look);
    if (pen > x && pen + wide > x + width) [pen, row] = [x, row + 20];
    const at = pen;
    pen += wide + 20;
    return (
      (before === undefined ? '' : textAt(before, at, row + 12, { size: 12, fill: paper.ink2 })) +
      (svg === undefined ? '' : placed(svg, at + ahead, row + 1)) +
      textAt(label, at + ahead + sign, row + 12, { size: 12, fill: paper.ink2 })
    );
  });
  return { svg: parts.join(''), height: parts.length === 0 ? 0 : row - y + 26 };
}

/** Coverage in columns, then its note. */
function coverageBlock(coverage: CoverageShown, x: number, y: number, width: number): Block {
  const across = Math.max(1, Math.floor((width + margin) / (coverageColumn + margin)));
  const each = (width - margin * (across - 1)) / across;
  const rows = Math.ceil(coverage.rows.length / across);
  const cells = coverage.rows.map(({ label, value }, index) => {
    const left = x + Math.floor(index / rows) * (each + margin);
    const foot = y + 40 + (index % rows) * 19;
    return (
      textAt(label, left, foot, { size: 12, fill: paper.ink2 }) +
      textAt(value, left + each, foot, { size: 12, weight: 600, anchor: 'end' })
    );
  });
  const top = y + 32 + rows * 19;
  const note = coverage.note
    ? richText(coverage.note, x, top, width, { size: 12, lineHeight: 17 })
    : { svg: '', height: 0 };
  const rule = `<path d="M${px(x)} ${px(y)}H${px(x + width)}" stroke="${paper.line}" fill="none"/>`;
  const head = textAt(coverage.title, x, y + 19, { size: 12, weight: 600 });
  return { svg: rule + head + cells.join('') + note.svg, height: 32 + rows * 19 + note.height + 6 };
}

function weightsIn(svg: string): Weight[] {
  const named = [...svg.matchAll(/ font-weight="(500|600|700)"/g)].map(([, weight]) => Number(weight) as Weight);
  return [...new Set<Weight>([400, ...named])].sort();
}

/**
 * The figure as one drawing that stands alone on white: finding, measure, key, picture, question, coverage and source.
 * Looks are attributes and the font is inside, unless its texts will be outlines.
 */
export function documentSvg(figure: FigureDocument, lang: string, { withFont = true } = {}): string {
  const drawing = sizeOf(figure.svg);
  const inner = Math.max(drawing.width, 480);
  const [width, x] = [inner + margin * 2, margin];
  let y: number = margin;
  const parts: string[] = [];
  const add = ({ svg, height }: Block, after = 0): void => {
    parts.push(svg);
    y += height + after;
  };
  add(richText([{ text: figure.title }], x, y, inner, { size: 16, strong: 700, fill: paper.ink, lineHeight: 22 }), 2);
  if (figure.sub) add(richText(figure.sub, x, y, inner, { size: 13, lineHeight: 18 }), 8);
  add(keyBlock(figure.key, x, y, inner));
  add({ svg: placed(figure.svg, x, y), height: drawing.height }, 14);
  if (figure.note) add(richText(figure.note, x, y, inner, { size: 12, lineHeight: 17 }), 6);
  if (figure.question.length > 0) {
    const colon = lang === 'fr' ? '\u00a0: ' : ': ';
    const asked = figure.question.map(([label, value]) => `${label}${colon}${value}`).join(' · ');
    add(richText(asked, x, y, inner, { size: 12, lineHeight: 17 }), 8);
  }
  if (figure.coverage) add(coverageBlock(figure.coverage, x, y, inner), 6);
  add(richText(figure.source, x, y, inner, { size: 12, fill: paper.ink3, lineHeight: 17 }), margin - 6);
  const body = parts.join('');
  const faces = withFont
    ? `<style>${fontFaces(weightsIn(body), /[\u0100-\u02ba\u1e00-\u1eff]/.test(body))}</style>`
    : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${escapeText(lang)}" role="img" width="${px(width)}" ` +
    `height="${px(y)}" viewBox="0 0 ${px(width)} ${px(y)}" font-family="${family}" font-size="12">` +
    `<title>${escapeText(figure.title)}</title>` +
    `<desc>${escapeText(plainText(figure.sub))}</desc>${faces}` +
    `<rect width="100%" height="100%" fill="${paper.ground}"/>${body}</svg>`
  );
}
