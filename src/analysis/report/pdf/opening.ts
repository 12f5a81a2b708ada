import { formatsOf } from '../../coverage/presenter-coverage.ts';
import { headlines, numberedName } from '../drawn/headlines.ts';
import { regionsTable } from '../drawn/method.ts';
import { wholeText } from '../drawn/text.ts';
import type { PrintedReport } from '../figures/figures.ts';
import { plainTable, type Composed } from './chapter.ts';
import type { Paper } from './paper.ts';
import { ink, page } from './type.ts';

const across = 3;
const gap = 20;
const width = (page.inner - (across - 1) * gap) / across;

/** The report in twelve figures: three across, each with the section it comes from. */
export function figuresPage(
  paper: Paper,
  { report, drawing, words }: Composed,
  pages: ReadonlyMap<string, number>,
): void {
  const { printed } = report;
  if (!printed) return;
  const { pen } = paper;
  const shown = headlines(printed, drawing);
  paper.text(wholeText(printed, drawing), { size: 12, gap: 22 });
  const texts = { size: 10.5, width };
  for (let at = 0; at < shown.length; at += across) {
    const row = shown.slice(at, at + across);
    const high = 74 + Math.max(...row.map(({ text }) => pen.room(text, texts)));
    const y = paper.take(Math.max(high, 132));
    for (const [column, { number, text, section }] of row.entries()) {
      const x = page.margin + column * (width + gap);
      pen.rule(y, { x, width, line: 1.5, fill: ink.accent });
      pen.say('P', number, x, y + 10, { size: 28, weight: 700, fill: ink.accent, width });
      const foot = y + 50 + pen.say('P', text, x, y + 50, texts);
      const from = section
        ? words.t('report:paper.from', { name: numberedName(section, drawing), page: pages.get(section) ?? '' })
        : words.t('report:paper.fromAll', { page: pages.get('who') ?? '' });
      pen.say('P', from, x, foot + 3, { size: 8, fill: ink.quiet, width });
    }
  }
}

/** Who reported, region by region, and how completely, section by section. */
export function whoPage(paper: Paper, { report, drawing, words }: Composed): void {
  const { printed } = report;
  if (!printed) return;
  const regions = regionsTable(report, drawing);
  paper.text(`${regions.caption}.`, { size: 12, gap: 14 });
  paper.table(plainTable(regions, [240, 81, 81, 81.28]));
  paper.heading(2, words.t('report:paper.completeness'));
  paper.table({ ...completeness(printed, drawing), widths: [143.28, 64, 64, 72, 70, 70] });
  paper.text(words.t('report:paper.completenessNote'), { size: 8.5 });
}

/** Of the whole and of each section that is divided: who reported, how late, how much was checked. */
function completeness(printed: PrintedReport, drawing: Composed['drawing']) {
  const { names } = drawing;
  const { share } = formatsOf(names);
  const rows = [
    ...printed.sections.map(({ code, members, coverage }) => ({
      name: numberedName(code, drawing),
      members,
      coverage,
    })),
    { name: names.label('report:paper.all'), members: printed.members, coverage: printed.coverage },
  ];
  const columns = ['section', 'members', 'steady', 'delay', 'verified', 'complete'];
  return {
    head: columns.map(key => names.label(`report:paper.column.${key}`)),
    rows: rows.map(({ name, members, coverage }) => [
      name,
      coverage ? names.count(members) : '–',
      coverage ? names.count(coverage.steady.members) : '–',
      coverage && coverage.delay !== null ? names.count(Math.round(coverage.delay)) : '–',
      coverage ? share(coverage.verified, coverage.cases) : '–',
      coverage ? share(coverage.complete, coverage.cases) : '–',
    ]),
    numbers: [1, 2, 3, 4, 5],
  };
}
