import type { NumbersTable } from '../../../web/charts/index.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import { halfWidth, paperWidth } from '../drawn/figure.ts';
import type { ReportFigure } from '../drawn/figure.ts';
import { goodsTable, sectionFigures } from '../drawn/goods.ts';
import { plainOf, spoken, standfirst, textIn } from '../drawn/text.ts';
import type { PrintedSection } from '../figures/figures.ts';
import type { Loaded } from '../pages/load.ts';
import { altOfStudy, studyText } from '../pages/presenter-report.ts';
import { sections as listed } from '../sections.ts';
import type { SectionRow } from '../store-reports.ts';
import type { Paper, Photo } from './paper.ts';
import type { Table } from './table.ts';
import { ink } from './type.ts';

/** What a PDF is made of: the report in a language, and the pictures of its case studies by the case. */
export type Composed = Omit<Loaded, 'viewer'> & { readonly photos: ReadonlyMap<string, Omit<Photo, 'alt'>> };

/** A section: its finding and text, its figures, its case studies, and who reported. */
export function chapter(paper: Paper, loaded: Composed, section: SectionRow): void {
  const { report, drawing, words } = loaded;
  const { key } = section;
  const printed = report.printed?.sections.find(({ code }) => code === key);
  if (!printed) return;
  const { names } = drawing;
  const name = words.t(`report:part.${key}.name`);
  const number = listed.find(one => one.key === key)?.number ?? 0;
  const { title, text } = textIn(section, names);
  const numbers = loaded.numbers(key);
  paper.begin(`${number} ${name}`, `${number} ${name}`);
  const over = { size: 9, weight: 600, fill: ink.accent, gap: 4 };
  paper.text(words.t('report:sectionNumber', { number, name }), over);
  paper.heading(1, title === '' ? name : plainOf(spoken(title, numbers, names).flat()));
  paper.text(standfirst(printed, drawing), { size: 12, gap: 10 });
  paper.columns(spoken(text, numbers, names).map(plainOf));
  if (section.writerNames.length > 0) {
    const signed = { names: section.writerNames.join(', '), reader: section.acceptedBy ?? '–' };
    paper.text(words.t('report:signed', signed), { size: 8.5, fill: ink.quiet, gap: 12 });
  }
  if (printed.headings.length === 0) paper.text(words.t('report:tooFew'));
  figuresOf(paper, loaded, printed);
  for (const study of loaded.cases.filter(one => one.key === key && one.isReleased)) studyOf(paper, loaded, study);
  coverageOf(paper, loaded, printed);
  paper.end();
}

/** Figures over the whole width one by one, those of half of it in twos. */
function figuresOf(paper: Paper, { drawing, words }: Composed, printed: PrintedSection): void {
  const figures = sectionFigures(printed, drawing);
  for (const figure of figures.filter(({ isHalf }) => !isHalf)) {
    if (figure.draw) paper.figures([drawnOf(figure, paperWidth)]);
    if (!figure.id.endsWith('-groups')) continue;
    const table = goodsTable(printed, drawing);
    paper.heading(3, words.t('report:paper.tableOf', { caption: table.caption }));
    paper.table(plainTable(table, [150, 62, 62, 62, 147]));
  }
  const halves = figures.filter(({ isHalf }) => isHalf);
  for (let at = 0; at < halves.length; at += 2) {
    const pair = halves.slice(at, at + 2);
    paper.figures(pair.map(figure => drawnOf(figure, pair.length > 1 ? halfWidth : paperWidth)));
  }
}

function drawnOf(figure: ReportFigure, width: number) {
  return { ...figure, svg: figure.draw?.(width, false) ?? '' };
}

function studyOf(paper: Paper, { photos, drawing, words }: Composed, study: Composed['cases'][number]): void {
  const { title, text } = studyText(study, drawing.names.lang);
  const photo = photos.get(study.id);
  const from = { ref: study.ref, picture: study.pictureRef ?? '' };
  paper.beside(photo && { ...photo, alt: altOfStudy(study, words, drawing.names.lang) }, [
    { kind: 'H2', text: words.t('report:paper.study', { title }), size: 11, weight: 700 },
    ...text.split(/\n\s*\n/).map(one => ({ kind: 'P', text: one, size: 9.5 })),
    {
      kind: 'P',
      text: words.t(photo ? 'report:study.sourcePicture' : 'report:study.source', from),
      ...{ size: 8, fill: ink.quiet },
    },
  ]);
}

/** Who reported, how late and how completely. */
function coverageOf(paper: Paper, { drawing, words }: Composed, { coverage }: PrintedSection): void {
  if (!coverage) return;
  const { rows } = caseCoverage(coverage, drawing.names);
  const said = rows.map(({ label, value }) => drawing.names.text('report:paper.row', { label, value }));
  paper.beside(undefined, [
    { kind: 'H2', text: words.t('report:paper.coverage'), size: 11, weight: 700 },
    { kind: 'P', text: said.join(' '), size: 9.5 },
    { kind: 'P', text: words.t('report:paper.effort'), size: 9.5 },
  ]);
}

export function plainTable(table: NumbersTable, widths: readonly number[]): Table {
  const rows = table.rows.map(row => row.map(cell => String(typeof cell === 'object' ? cell.text : cell)));
  return { head: table.head, rows, widths };
}
