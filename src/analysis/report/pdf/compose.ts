import { setImmediate } from 'node:timers/promises';
import { countText } from '../drawn/figure.ts';
import { headlines } from '../drawn/headlines.ts';
import { quantitiesText, sectionFigures } from '../drawn/goods.ts';
import { plainOf, spoken, textIn } from '../drawn/text.ts';
import type { PrintedSection } from '../figures/figures.ts';
import { sections as listed } from '../sections.ts';
import type { SectionRow } from '../store-reports.ts';
import { chapter, plainTable, type Composed } from './chapter.ts';
import { cover } from './cover.ts';
import { method } from './method.ts';
import { figuresPage, whoPage } from './opening.ts';
import { Paper } from './paper.ts';
import { tableHeight, type Cell } from './table.ts';
import { ink } from './type.ts';

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
  const frozen = loaded.report.frozenAt;
  const dated = frozen ? words.t('report:paper.dated', { title, date: words.date(frozen.slice(0, 10)) }) : title;
  const foot = isDraft ? words.t('report:paper.draft', { title: dated }) : dated;
  const paper = new Paper(
    { title, lang: words.lang === 'fr' ? 'fr-FR' : 'en-GB', author: words.t('report:paper.author') },
    { title, foot },
  );
  cover(paper, loaded, isDraft);
  contents(paper, loaded, pages);
  part(paper, pages, { key: 'figures', title: figuresTitle(loaded) }, () => figuresPage(paper, loaded, pages));
  part(paper, pages, { key: 'who', title: words.t('report:paper.who') }, () => whoPage(paper, loaded));
  for (const [at, section] of sections.entries()) {
    const page = chapter(paper, loaded, section, isShort(loaded, sections[at - 1]));
    if (page !== undefined) pages.set(section.key, page);
    onPart(paper.pageNumber(), (at + 1) / (sections.length + 2));
    // Others of the process have their turn, and it hears whether it is still wanted.
    await setImmediate();
  }
  const writers = { method, tables };
  for (const { key, mark, title } of annexes(loaded))
    part(paper, pages, { key, mark, title }, () => writers[key](paper, loaded));
  onPart(paper.pageNumber(), 1);
  return paper.close();
}

/** Whether a section has too few cases to be divided: the next one stands under it. */
function isShort({ report }: Composed, section: SectionRow | undefined): boolean {
  return report.printed?.sections.find(({ code }) => code === section?.key)?.headings.length === 0;
}

function contents(paper: Paper, loaded: Composed, pages: PageOf): void {
  const { report, drawing, words, sections } = loaded;
  const { t } = words;
  const { names } = drawing;
  const { printed } = report;
  paper.begin(t('report:contents'));
  paper.heading(1, t('report:contents'));
  const pageOf = (key: string): Cell => [{ text: String(pages.get(key) ?? ''), size: 10, weight: 700 }];
  const row = (mark: string, name: string, key: string): Cell[] => [
    [{ text: mark, size: 10, fill: ink.quiet }],
    [{ text: name, size: 10, weight: 500 }],
    ...['', '', ''],
    pageOf(key),
  ];
  const one = (section: PrintedSection): Cell[] => {
    const own = sections.find(({ key }) => key === section.code);
    const finding = own ? plainOf(spoken(textIn(own, names).title, loaded.numbers(section.code), names).flat()) : '';
    return [
      [{ text: String(listed.find(({ key }) => key === section.code)?.number), size: 10, fill: ink.quiet }],
      [
        { text: t(`report:part.${section.code}.name`), size: 11.5, weight: 700 },
        ...(finding === '' ? [] : [{ text: finding, size: 8.5, fill: ink.quiet }]),
      ],
      [{ text: countText(section.cases.now, names), size: 10 }],
      [{ text: countText(section.lines.now, names), size: 10 }],
      quantitiesText(section.quantities, drawing)
        .slice(0, 3)
        .map(text => ({ text, size: 8.5 })),
      pageOf(section.code),
    ];
  };
  const bold = { size: 10, weight: 700 };
  paper.table({
    head: [
      '',
      ...['section', 'cases', 'seizures', 'quantity'].map(key => t(`report:column.${key}`)),
      t('report:paper.page'),
    ],
    rows: [
      row('', figuresTitle(loaded), 'figures'),
      row('', t('report:paper.who'), 'who'),
      ...(printed?.sections ?? []).map(one),
      [
        '',
        [{ ...bold, text: t('report:column.all') }],
        [{ ...bold, text: countText(printed?.cases.now, names) }],
        [{ ...bold, text: countText(printed?.lines.now, names) }],
        [{ ...bold, size: 8.5, text: t('report:notAdded') }],
        '',
      ],
      ...annexes(loaded).map(({ mark, title, key }) => row(mark, title, key)),
    ],
    widths: [20, 208, 56, 60, 98, 41.28],
    numbers: [2, 3, 5],
  });
  paper.text(t('report:contentsNote'), { size: 9 });
  paper.text(t('report:outside', { cases: countText(printed?.outside.now, names) }), { size: 9 });
  paper.end();
}

const annexKeys = ['method', 'tables'] as const;

function annexes({ words }: Composed) {
  const titles = { method: 'method.title', tables: 'paper.tables' } as const;
  return annexKeys.map((key, at) => ({ key, mark: 'AB'.charAt(at), title: words.t(`report:${titles[key]}`) }));
}

function figuresTitle({ report, drawing, words }: Composed): string {
  const count = report.printed ? headlines(report.printed, drawing).length : 0;
  return words.t('report:paper.inFigures', { count, period: drawing.period });
}

/** A part without a number of its own, before the chapters or after them, with its page for the contents. */
function part(
  paper: Paper,
  pages: Map<string, number>,
  { key, mark = '', title }: { readonly key: string; readonly mark?: string; readonly title: string },
  write: () => void,
): void {
  pages.set(key, paper.begin(`${mark} ${title}`.trim()));
  paper.heading(1, title);
  write();
  paper.end();
}

/** Room of the name of a section over its first table. */
const sectionHead = 24;

/** The numbers of all figures, in their order. */
function tables(paper: Paper, { report, drawing, words }: Composed): void {
  for (const section of report.printed?.sections ?? []) {
    const figures = sectionFigures(section, drawing).filter(({ id }) => !id.endsWith('-groups'));
    for (const [at, { number, title, table }] of figures.entries()) {
      paper.keep(tableHeight(table.rows.length) + (at === 0 ? sectionHead : 0));
      if (at === 0) paper.heading(2, words.t(`report:part.${section.code}.name`));
      paper.heading(3, `${number} ${title}`);
      paper.table(plainTable(table, table.head.length === 2 ? [360, 123] : [300, 92, 91]));
    }
  }
}
