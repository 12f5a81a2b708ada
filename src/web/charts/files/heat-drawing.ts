import { figure, px, textWidth } from '../svg.ts';
import type { HeatCell, HeatTable } from '../views.ts';
import { hatchBox } from '../hatch.ts';
import { wrapText } from '../labels.ts';
import { measureText } from './public-sans.ts';
import { textAt, paper } from './rich-text.ts';

const row = 30;
const fills = ['', '#eef4fc', '#d8e6f8', '#b5d0f0', '#84b0e6', '#1457a8'] as const;

interface Columns {
  readonly name: number;
  readonly unit: number;
  readonly cell: number;
}

interface Line {
  readonly label: string;
  readonly unit: string;
  readonly cells: readonly HeatCell[];
  readonly instead?: string | undefined;
  readonly isFoot: boolean;
  readonly isQuiet: boolean;
}

function linesOf(heat: HeatTable): Line[] {
  const body = heat.groups.flatMap(group =>
    group.rows.map(
      (one, at): Line => ({
        label: at === 0 ? group.label : '',
        unit: one.unit ?? '',
        cells:
          heat.sumHead === undefined
            ? one.cells
            : [...one.cells, { ...(one.sum ?? { text: '' }), kind: one.sum?.kind ?? 'sum' }],
        instead: one.instead,
        isFoot: false,
        isQuiet: false,
      }),
    ),
  );
  const foot = (heat.foot ?? []).map(
    ({ label, unit = '', quiet = false, cells }): Line => ({ label, unit, cells, isFoot: true, isQuiet: quiet }),
  );
  return [...body, ...foot];
}

function rectAt(x: number, y: number, width: number, height: number, look: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" ${look}/>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawCell(cell: HeatCell, { x, y, width, height }: Box, isFoot: boolean): string {
  const tone = cell.tone ?? 0;
  const box = { left: x + 1, right: x + width, top: y + 1, bottom: y + height };
  const ground =
    tone > 0
      ? rectAt(box.left, box.top, width - 1, height - 1, `fill="${fills[tone]}"`)
      : cell.kind === 'held'
        ? `<path d="${hatchBox(box)}" stroke="${paper.line}" fill="none"/>`
        : '';
  const frame = cell.framed
    ? rectAt(x + 2, y + 2, width - 3, height - 3, `fill="none" stroke="${paper.ink}" stroke-width="2"`)
    : '';
  const isQuiet = cell.kind === 'few' || cell.kind === 'held' || cell.kind === 'zero';
  const text = textAt(String(cell.text), x + width - 8, y + 20, {
    size: 12,
    anchor: 'end',
    weight: tone === 5 || cell.kind === 'sum' || (isFoot && !isQuiet) ? 600 : 400,
    fill: tone === 5 ? '#fff' : isQuiet ? paper.ink2 : paper.ink,
    italic: cell.kind === 'few' || cell.kind === 'held' || cell.kind === 'small',
  });
  return ground + frame + text + (cell.over ? overSign(cell, x + width, y, tone) : '');
}

/** A triangle before the number. */
function overSign(cell: HeatCell, right: number, y: number, tone: number): string {
  const x = right - 8 - measureText(String(cell.text), { size: 12, weight: 600 }) - 11;
  return `<path d="M${px(x)} ${px(y + 19)}l3.5 -7l3.5 7z" fill="${tone === 5 ? '#fff' : paper.ink}"/>`;
}

function drawHead(heat: HeatTable, columns: Columns, height: number): string {
  const names = [...heat.columns.map(({ label }) => label), ...(heat.sumHead === undefined ? [] : [heat.sumHead])];
  const look = { size: 12, weight: 600 as const, fill: paper.ink2 };
  const unit = heat.unitHead
    ? textAt(heat.unitHead, columns.name + columns.unit - 8, height - 8, { ...look, anchor: 'end' })
    : '';
  const cells = names.map((name, at) => {
    const lines = wrapText(name, columns.cell - 12, 3);
    const right = columns.name + columns.unit + columns.cell * (at + 1) - 8;
    return lines
      .map((line, index) =>
        textAt(line, right, height - 8 - (lines.length - 1 - index) * 14, { ...look, anchor: 'end' }),
      )
      .join('');
  });
  return textAt(heat.rowHead, 0, height - 8, look) + unit + cells.join('');
}

/** How wide its columns are: names get what the cells leave, and no word of a head or cell is cut. */
function columnsOf(heat: HeatTable, lines: readonly Line[], width: number): Columns {
  const heads = [...heat.columns.map(({ label }) => label), heat.sumHead ?? ''];
  const count = heat.columns.length + (heat.sumHead === undefined ? 0 : 1);
  const words = heads.flatMap(head => head.split(' ').map(word => textWidth(word, true) + 16));
  const texts = lines.flatMap(({ cells }) => cells.map(({ text }) => textWidth(String(text)) + 20));
  const least = Math.max(44, ...words, ...texts);
  const unit = heat.unitHead
    ? Math.max(56, ...[heat.unitHead, ...lines.map(line => line.unit)].map(text => textWidth(text, true) + 16))
    : 0;
  const room = Math.max(200, Math.min(420, width - unit - count * Math.max(80, least)));
  const name = Math.min(room, Math.max(80, ...lines.map(({ label }) => textWidth(label, true) + 16)));
  return { name, unit, cell: Math.max(least, (width - name - unit) / Math.max(1, count)) };
}

/** The lines of the name of a row, three at most. */
function namesOf({ label }: Line, { name }: Columns): string[] {
  return wrapText(label, (name - 8) / 1.06, 3);
}

/** A heat table as a drawing, for files: the page has it as a table. */
export function heatDrawing(heat: HeatTable, width = 956): string {
  const lines = linesOf(heat);
  const count = heat.columns.length + (heat.sumHead === undefined ? 0 : 1);
  const columns = columnsOf(heat, lines, width);
  const { name, unit, cell } = columns;
  const whole = name + unit + cell * count;
  const head = 20 + 14 * Math.max(1, ...heat.columns.map(({ label }) => wrapText(label, cell - 12, 3).length));
  const rule = (y: number): string => `<path d="M0 ${px(y)}H${px(whole)}" stroke="${paper.line}" fill="none"/>`;
  let foot = head;
  const drawn = lines.map(line => {
    const y = foot;
    const names = namesOf(line, columns);
    const height = row + 14 * (Math.max(1, names.length) - 1);
    foot += height;
    const weight = line.isQuiet ? 400 : 600;
    const label = names.map((text, at) => textAt(text, 0, y + 20 + at * 14, { size: 12, weight })).join('');
    const unitText = textAt(line.unit, name + unit - 8, y + 20, { size: 12, anchor: 'end', fill: paper.ink2 });
    const shift = line.instead === undefined ? 0 : heat.columns.length;
    const instead =
      line.instead === undefined
        ? ''
        : textAt(line.instead, name + unit + 8, y + 20, { size: 12, fill: paper.ink2, italic: true });
    const cells = (line.instead === undefined ? line.cells : line.cells.slice(-1)).map((one, index) =>
      drawCell(one, { x: name + unit + cell * (index + shift), y, width: cell, height }, line.isFoot && !line.isQuiet),
    );
    return (line.isFoot ? rule(y) : '') + label + (line.unit === '' ? '' : unitText) + instead + cells.join('');
  });
  return figure('chart-heat-table', whole, foot + 4, { title: heat.caption }, [
    drawHead(heat, columns, head),
    rule(head),
    ...drawn,
  ]);
}
