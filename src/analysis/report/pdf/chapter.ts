import type { NumbersTable } from '../../../web/charts/index.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import { halfWidth, paperWidth, type ReportFigure } from '../drawn/figure.ts';
import { foundText } from '../drawn/found.ts';
import { goodsTable, sectionFigures } from '../drawn/goods.ts';
import { membersTable } from '../drawn/method.ts';
import { plainOf, signedText, spoken, standfirst, textIn } from '../drawn/text.ts';
import type { PrintedSection } from '../figures/figures.ts';
import type { Loaded } from '../pages/load.ts';
import { altOfStudy, sourceOf, studyText } from '../pages/presenter-report.ts';
import { sections as listed } from '../sections.ts';
import type { Comparison } from '../store-counts.ts';
import type { SectionRow } from '../store-reports.ts';
import type { Paper, Photo } from './paper.ts';
import { tableHeight, type Table } from './table.ts';
import { halfPage, ink, page as sheet } from './type.ts';

/** What a PDF is made of: the report in a language, and the pictures of its case studies by the case. */
export interface Composed extends Omit<Loaded, 'viewer'> {
  readonly photos: ReadonlyMap<string, Omit<Photo, 'alt'>>;
  /** What a later count would change. */
  readonly comparison: Comparison | undefined;
}

/** A section: its finding and text, its figures, its case studies, and who reported. Answers its page. */
export function chapter(paper: Paper, loaded: Composed, section: SectionRow, follows: boolean): number | undefined {
  const { report, drawing, words } = loaded;
  const { key } = section;
  const printed = report.printed?.sections.find(({ code }) => code === key);
  if (!printed) return undefined;
  const { names } = drawing;
  const name = words.t(`report:part.${key}.name`);
  const number = listed.find(one => one.key === key)?.number ?? 0;
  const { title, text } = textIn(section, names);
  const numbers = loaded.numbers(key);
  const page = paper.begin(`${number} ${name}`, follows);
  const over = { size: 9, weight: 600, fill: ink.accent, gap: 4 };
  paper.text(words.t('report:sectionNumber', { number, name }), over);
  paper.heading(1, title === '' ? name : plainOf(spoken(title, numbers, names).flat()));
  paper.text(standfirst(printed, drawing), { size: 12, gap: 10 });
  paper.columns(spoken(text, numbers, names).map(plainOf));
  paper.text(signedText(section, words), { size: 8.5, fill: ink.quiet, gap: 12 });
  if (printed.headings.length === 0) paper.text(words.t('report:tooFew'));
  const figures = sectionFigures(printed, drawing);
  const [halves, wide] = [figures.filter(({ isHalf }) => isHalf), figures.filter(({ isHalf }) => !isHalf)];
  for (const figure of wide) wideFigure(paper, loaded, printed, figure);
  pairs(paper, halves.slice(0, opening));
  for (const study of loaded.cases.filter(one => one.key === key && one.isReleased)) studyOf(paper, loaded, study);
  foundAndCovered(paper, loaded, printed);
  pairs(paper, halves.slice(opening));
  membersOf(paper, loaded, printed);
  paper.end();
  return page;
}

/** Figures of half a page before the text of how the cases were found. */
const opening = 2;

/** A figure over the whole width; that of the goods with its table. */
function wideFigure(paper: Paper, { drawing, words }: Composed, printed: PrintedSection, figure: ReportFigure): void {
  if (figure.draw) paper.figures([drawnOf(figure, paperWidth)]);
  if (!figure.id.endsWith('-groups')) return;
  const table = goodsTable(printed, drawing);
  paper.heading(3, words.t('report:paper.tableOf', { number: figure.number, caption: table.caption }));
  paper.text(words.t('report:paper.tableNote'), { size: 8, fill: ink.quiet, gap: 4 });
  paper.table({
    ...plainTable(table, goodsWidths(table.head.length)),
    numbers: table.head.map((_, at) => at).slice(1),
    isTight: true,
  });
}

/** The name has what the columns of numbers leave: cases of two years, seizures, units, other units, Members. */
function goodsWidths(columns: number): number[] {
  const units = Array.from({ length: columns - 5 }, (_, at) => (columns > 7 && at === columns - 6 ? 96 : 54));
  const others = [46, 46, 48, ...units, 48];
  return [sheet.inner - others.reduce((sum, one) => sum + one, 0), ...others];
}

/** Members in the order of their names, down the left half and then the right one. */
function membersOf(paper: Paper, { drawing }: Composed, printed: PrintedSection): void {
  const table = membersTable(printed, drawing);
  if (!table) return;
  const half = Math.ceil(table.rows.length / 2);
  const [left, right] = [table.rows.slice(0, half), table.rows.slice(half)];
  const rows = left.map((row, at) => [...row, '', ...(right[at] ?? ['', '', ''])]);
  paper.keep(tableHeight(rows.length, true));
  paper.heading(3, table.caption);
  paper.table({
    ...plainTable({ ...table, head: [...table.head, '', ...table.head], rows }, [...memberWidths, 16, ...memberWidths]),
    ...{ numbers: [1, 2, 5, 6], names: [0, 4], isTight: true },
  });
}

const memberWidths = [125.64, 54, 54];

/** Figures of half the width in twos; one of which nothing is told is its table alone. */
function pairs(paper: Paper, figures: readonly ReportFigure[]): void {
  const drawn = figures.filter(({ draw }) => draw);
  for (let at = 0; at < drawn.length; at += 2) {
    const pair = drawn.slice(at, at + 2);
    paper.figures(pair.map(figure => drawnOf(figure, pair.length > 1 ? halfWidth : paperWidth)));
  }
}

function drawnOf(figure: ReportFigure, width: number) {
  return { ...figure, svg: figure.draw?.(width, false) ?? '' };
}

function studyOf(paper: Paper, { photos, drawing, words }: Composed, study: Composed['cases'][number]): void {
  const { title, text } = studyText(study, drawing.names.lang);
  const photo = photos.get(study.id);
  paper.beside(photo && { ...photo, alt: altOfStudy(study, words, drawing.names.lang) }, [
    { kind: 'H2', text: words.t('report:paper.study', { title }), size: 11, weight: 700 },
    ...text.split(/\n\s*\n/).map(one => ({ kind: 'P', text: one, size: 9.5 })),
    { kind: 'P', text: sourceOf(study, { words, drawing }), size: 8, fill: ink.quiet },
  ]);
}

/** How the cases were found, and at its right in a frame who reported, how late and how completely. */
function foundAndCovered(paper: Paper, { drawing, words }: Composed, printed: PrintedSection): void {
  if (!printed.coverage) return;
  const { pen } = paper;
  const { names } = drawing;
  const found = foundText(printed, drawing);
  const { rows } = caseCoverage(printed.coverage, names);
  const covered = rows.map(({ label, value }) => names.text('report:paper.row', { label, value }));
  const [text, inset] = [{ size: 9.5, width: halfPage }, 10];
  const boxed = { size: 8.5, width: halfPage - 2 * inset };
  const box = [covered.join(' '), words.t('report:paper.effort')];
  const boxHeight = 2 * inset + 20 + box.reduce((sum, one) => sum + pen.room(one, boxed) + 4, 0);
  const y = paper.take(Math.max(boxHeight, 20 + pen.room(found, text)) + 16);
  const head = { size: 10.5, weight: 700 };
  if (found !== '') {
    pen.say('H2', words.t('report:found.title'), sheet.margin, y, head);
    pen.say('P', found, sheet.margin, y + 18, text);
  }
  const left = found === '' ? sheet.margin : sheet.margin + halfPage + sheet.gutter;
  pen.ornament(doc => doc.rect(left, y, halfPage, boxHeight).lineWidth(0.8).strokeColor(ink.text).stroke());
  pen.say('H2', words.t('report:paper.coverage'), left + inset, y + inset, head);
  let at = y + inset + 18;
  for (const one of box) at += 4 + pen.say('P', one, left + inset, at, boxed);
}

export function plainTable(table: NumbersTable, widths: readonly number[]): Table {
  const rows = table.rows.map(row => row.map(cell => String(typeof cell === 'object' ? cell.text : cell)));
  return { head: table.head, rows, widths };
}
