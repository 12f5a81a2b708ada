import { differenceRow, toldDifferences } from '../drawn/differences.ts';
import { methodParts, type MethodPart } from '../drawn/method.ts';
import type { Composed } from './chapter.ts';
import type { Paper } from './paper.ts';
import { halfPage, ink, page } from './type.ts';

const body = { size: 9, width: halfPage };
const head = { size: 11.5, weight: 600, width: halfPage };
/** How the figures are made: each part in the shorter of two columns, and what a later count would change. */
export function method(paper: Paper, loaded: Composed): void {
  const parts = methodParts(loaded.report, loaded.drawing, loaded.words);
  const feet = [0, 0];
  const placed = parts.map(part => {
    const column = (feet[0] ?? 0) <= (feet[1] ?? 0) ? 0 : 1;
    const top = feet[column] ?? 0;
    feet[column] = top + highOf(paper, part);
    return { part, column, top };
  });
  const y = paper.take(Math.max(...feet));
  for (const { part, column, top } of placed)
    drawPart(paper, loaded, part, { x: page.margin + column * (halfPage + page.gutter), y: y + top });
  changes(paper, loaded);
}

function highOf({ pen }: Paper, { key, text }: MethodPart): number {
  const own = key === 'case' ? caseHeight : 0;
  return 42 + own + text.reduce((sum, one) => sum + pen.room(one, body) + 5, 0);
}

function drawPart(
  paper: Paper,
  loaded: Composed,
  { key, title, text }: MethodPart,
  place: { x: number; y: number },
): void {
  const { pen } = paper;
  const { x, y } = place;
  pen.say('H2', title, x, y, head);
  pen.rule(y + 18, { x, width: halfPage, line: 0.8, fill: ink.text });
  let at = y + 26;
  for (const [order, one] of text.entries()) {
    at += 5 + pen.say('P', one, x, at, body);
    if (key === 'case' && order === 0) at += drawCase(paper, loaded, x, at);
  }
}

const caseHeight = 62;

/** One case with three seizures, drawn; answers the room it takes. */
function drawCase({ pen }: Paper, { words }: Composed, x: number, y: number): number {
  const goods = ['first', 'second', 'third'].map(key => words.t(`report:method.drawn.${key}`));
  const wide = (halfPage - 16 - 2 * 6) / goods.length;
  pen.ornament(doc =>
    doc
      .roundedRect(x + 0.5, y, halfPage - 1, 44, 3)
      .lineWidth(0.8)
      .strokeColor(ink.text)
      .stroke(),
  );
  pen.say('P', words.t('report:method.drawn.case'), x + 8, y + 5, { size: 8, weight: 500 });
  for (const [at, text] of goods.entries()) {
    const left = x + 8 + at * (wide + 6);
    pen.ornament(doc => doc.roundedRect(left, y + 19, wide, 19, 2).fill('#d5dee9'));
    pen.say('P', text, left + 5, y + 23.5, { size: 7.5, width: wide - 8 });
  }
  pen.say('P', words.t('report:method.drawn.seizures'), x, y + 48, { size: 8, fill: ink.quiet });
  return caseHeight;
}

/** What would change if the figures were counted again, as it was counted last: what every reader may be told. */
function changes(paper: Paper, { report, comparison, drawing, words }: Composed): void {
  paper.heading(2, words.t('report:paper.changes'));
  if (!comparison || !report.printed) return paper.text(words.t('report:paper.notCompared'), { size: 9.5 });
  const all = comparison.differences;
  const told = toldDifferences(all, report.printed);
  const [time, rest] = [words.time(comparison.doneAt), all.length - told.length];
  const said = [words.t('report:paper.compared', { count: all.length, number: words.count(all.length), time })];
  if (rest > 0) said.push(words.t('report:paper.changesUntold', { count: rest, number: words.count(rest) }));
  paper.text(said.join(' '), { size: 9 });
  if (told.length > 0)
    paper.table({
      head: ['section', 'figure', 'frozen', 'today', 'change'].map(key => words.t(`report:paper.changed.${key}`)),
      rows: told.map(one => {
        const { name, frozen, now, change } = differenceRow(one, { words, drawing });
        return [words.t(`report:part.${one.section}.short`), name, frozen, now, change];
      }),
      widths: [92, 171.28, 80, 80, 60],
      numbers: [2, 3, 4],
      isTight: true,
    });
}
