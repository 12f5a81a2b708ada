import { setImmediate } from 'node:timers/promises';
import type { NumbersTable } from '../../../web/charts/index.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import { countText, halfWidth, paperWidth } from '../drawn/figure.ts';
import { coverMap } from '../drawn/cover.ts';
import { goodsTable, quantitiesText, sectionFigures } from '../drawn/goods.ts';
import { membersTable, methodParts, regionsTable } from '../drawn/method.ts';
import { plainOf, spoken, standfirst, textIn, wholeText } from '../drawn/text.ts';
import type { Loaded } from '../pages/load.ts';
import { versionText } from '../pages/presenter-report.ts';
import type { PrintedSection } from '../figures/figures.ts';
import { sections as listed } from '../sections.ts';
import type { SectionKey } from '../sections.ts';
import { Paper } from './paper.ts';
import { ink } from './type.ts';

type Composed = Omit<Loaded, 'viewer'>;
type PageOf = ReadonlyMap<string, number>;

/** Hears how far the making is, after each part; what it throws ends it. */
export type OnPart = (at: {
  readonly done: number;
  /** Null until it was laid out once. */
  readonly ofPages: number | null;
  readonly percent: number;
}) => void;

interface Laying {
  readonly isDraft: boolean;
  readonly pages: Map<string, number>;
  readonly onPart: (done: number, share: number) => void;
}

/** The report as a tagged PDF. It is laid out twice: the contents name pages that are known after the first time. */
export async function composePdf(loaded: Composed, isDraft: boolean, onPart: OnPart = () => undefined) {
  const pages = new Map<string, number>();
  const first = await layOut(loaded, {
    ...{ isDraft, pages },
    onPart: (done, share) => onPart({ done, ofPages: null, percent: 50 * share }),
  });
  return layOut(loaded, {
    ...{ isDraft, pages },
    onPart: (done, share) => onPart({ done, ofPages: first.pages, percent: 50 + 50 * share }),
  });
}

async function layOut(loaded: Composed, { isDraft, pages, onPart }: Laying) {
  const { words, title, sections } = loaded;
  const foot = isDraft ? words.t('report:paper.draft', { title }) : title;
  const paper = new Paper(
    { title, lang: words.lang === 'fr' ? 'fr-FR' : 'en-GB', author: words.t('report:paper.author') },
    { title, foot },
  );
  cover(paper, loaded, isDraft);
  contents(paper, loaded, pages);
  for (const [at, section] of sections.entries()) {
    pages.set(section.key, paper.pageNumber() + 1);
    chapter(paper, loaded, section.key);
    onPart(paper.pageNumber(), (at + 1) / (sections.length + 2));
    // Others of the process have their turn, and it hears whether it is still wanted.
    await setImmediate();
  }
  method(paper, loaded, pages);
  members(paper, loaded, pages);
  onPart(paper.pageNumber(), 1);
  return paper.close();
}

function cover(paper: Paper, { title, drawing, report, words }: Composed, isDraft: boolean): void {
  const printed = report.printed;
  const map = printed ? coverMap(printed, drawing) : undefined;
  paper.cover(
    say => {
      say('P', words.t('report:paper.author'), 60, { size: 11, weight: 600, fill: '#ffffff' });
      say('Title', title, 150, { size: 40, weight: 700, fill: '#ffffff' });
      if (printed) say('P', wholeText(printed, drawing), 290, { size: 14, fill: '#d6e0ee' });
      const cases = (printed?.sections ?? [])
        .map(one => `${words.t(`report:part.${one.code}.name`)}: ${countText(one.cases.now, drawing.names)}`)
        .join('   ');
      say('P', cases, 656, { size: 11, weight: 600, fill: ink.gold });
      say('P', versionText({ report, words }), 720, { size: 8.5, fill: '#d6e0ee' });
      if (isDraft) say('P', words.t('report:file.isDraft'), 760, { size: 11, weight: 700, fill: ink.gold });
      if (printed?.isDemonstration)
        say('P', words.t('report:demonstration'), 780, { size: 9, weight: 600, fill: ink.gold });
      if (map) say('P', map.caption, 622, { size: 8.5, fill: '#d6e0ee' });
    },
    map && { ...map, y: 366 },
  );
}

function contents(paper: Paper, { report, drawing, words }: Composed, pages: PageOf): void {
  const { t } = words;
  const printed = report.printed;
  paper.begin(t('report:contents'), t('report:contents'));
  paper.heading(1, t('report:contents'));
  const row = (key: string, name: string, cells: readonly string[]): string[] => [
    name,
    ...cells,
    String(pages.get(key) ?? ''),
  ];
  paper.table(
    [
      t('report:column.section'),
      t('report:column.cases'),
      t('report:column.seizures'),
      t('report:column.quantity'),
      t('report:paper.page'),
    ],
    [
      ...(printed?.sections ?? []).map(one =>
        row(one.code, `${listed.find(({ key }) => key === one.code)?.number} ${t(`report:part.${one.code}.name`)}`, [
          countText(one.cases.now, drawing.names),
          countText(one.lines.now, drawing.names),
          quantitiesText(one.quantities, drawing).slice(0, 3).join('; ') || '–',
        ]),
      ),
      row('', t('report:column.all'), [
        countText(printed?.cases.now, drawing.names),
        countText(printed?.lines.now, drawing.names),
        t('report:notAdded'),
      ]),
      row('method', t('report:method.title'), ['', '', '']),
      row('members', t('report:paper.members'), ['', '', '']),
    ],
    [170, 55, 60, 150, 48],
  );
  paper.text(t('report:contentsNote'));
  paper.text(t('report:outside', { cases: countText(printed?.outside.now, drawing.names) }));
  paper.end();
}

function chapter(paper: Paper, loaded: Composed, key: SectionKey): void {
  const { report, drawing, words } = loaded;
  const section = loaded.sections.find(one => one.key === key);
  const printed = report.printed?.sections.find(({ code }) => code === key);
  if (!section || !printed) return;
  const { names } = drawing;
  const name = words.t(`report:part.${key}.name`);
  const number = listed.find(one => one.key === key)?.number ?? 0;
  const { title, text } = textIn(section, names);
  const numbers = loaded.numbers(key);
  paper.begin(`${number} ${name}`, `${number} ${name}`);
  paper.text(words.t('report:sectionNumber', { number, name }), { size: 9, weight: 600, fill: ink.accent });
  paper.heading(1, title === '' ? name : plainOf(spoken(title, numbers, names).flat()));
  paper.text(standfirst(printed, drawing), { size: 12 });
  for (const parts of spoken(text, numbers, names)) paper.text(plainOf(parts));
  if (printed.headings.length === 0) paper.text(words.t('report:tooFew'));
  figuresOf(paper, loaded, printed);
  studiesOf(paper, loaded, key);
  coverageOf(paper, loaded, printed);
  paper.end();
}

function figuresOf(paper: Paper, { drawing }: Composed, printed: PrintedSection): void {
  for (const figure of sectionFigures(printed, drawing)) {
    const svg = figure.draw?.(figure.isHalf ? halfWidth * 1.6 : paperWidth, false) ?? '';
    paper.keepTogether(svg);
    paper.heading(2, `${figure.number} ${figure.title}`);
    paper.text(figure.sub, { size: 8.5, fill: ink.quiet });
    if (svg !== '') paper.figure(svg, figure.alt);
    if (figure.id.endsWith('-groups')) tableOf(paper, goodsTable(printed, drawing), [150, 62, 62, 62, 147]);
    else tableOf(paper, figure.table, figure.table.head.length === 2 ? [360, 123] : [300, 92, 91]);
  }
}

function studiesOf(paper: Paper, { cases, drawing, words }: Composed, key: SectionKey): void {
  for (const study of cases.filter(one => one.key === key && one.isReleased)) {
    const isFrench = drawing.names.lang === 'fr';
    paper.heading(2, `${words.t('report:studies')}: ${isFrench ? study.titleFr : study.titleEn}`);
    paper.text(isFrench ? study.textFr : study.textEn);
    paper.text(words.t('report:study.source', { ref: study.ref }), { size: 8.5, fill: ink.quiet });
  }
}

function coverageOf(
  paper: Paper,
  { drawing }: Composed,
  { coverage }: { coverage?: Parameters<typeof caseCoverage>[0] },
): void {
  if (!coverage) return;
  const shown = caseCoverage(coverage, drawing.names);
  paper.table(
    [shown.title, ''],
    shown.rows.map(({ label, value }) => [label, value]),
    [360, 123],
  );
}

function tableOf(paper: Paper, table: NumbersTable, widths: readonly number[]): void {
  paper.table(
    table.head,
    table.rows.map(row => row.map(cell => String(typeof cell === 'object' ? cell.text : cell))),
    widths,
  );
}

function method(paper: Paper, { report, drawing, words }: Composed, pages: Map<string, number>): void {
  pages.set('method', paper.pageNumber() + 1);
  paper.begin(words.t('report:method.title'), words.t('report:method.title'));
  paper.heading(1, words.t('report:method.title'));
  for (const part of methodParts(report, drawing, words)) {
    paper.heading(2, part.title);
    for (const one of part.text) paper.text(one);
  }
  paper.heading(2, words.t('report:method.who'));
  tableOf(paper, regionsTable(report, drawing), [240, 81, 81, 81]);
  paper.end();
}

/** Annex: Members in the order of their names. */
function members(paper: Paper, { report, drawing, words }: Composed, pages: Map<string, number>): void {
  pages.set('members', paper.pageNumber() + 1);
  paper.begin(words.t('report:paper.members'), words.t('report:paper.members'));
  paper.heading(1, words.t('report:paper.members'));
  for (const section of report.printed?.sections ?? []) {
    const table = membersTable(section, drawing);
    if (!table) continue;
    paper.heading(2, table.caption);
    tableOf(paper, table, [300, 92, 91]);
  }
  paper.end();
}
