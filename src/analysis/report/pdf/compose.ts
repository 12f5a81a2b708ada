import { setImmediate } from 'node:timers/promises';
import { countText } from '../drawn/figure.ts';
import { quantitiesText, sectionFigures } from '../drawn/goods.ts';
import { membersTable, methodParts, regionsTable } from '../drawn/method.ts';
import { plainOf, spoken, textIn } from '../drawn/text.ts';
import type { PrintedSection } from '../figures/figures.ts';
import { sections as listed } from '../sections.ts';
import { chapter, plainTable } from './chapter.ts';
import type { Composed } from './chapter.ts';
import { cover } from './cover.ts';
import { Paper } from './paper.ts';
import type { Cell } from './table.ts';
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
  const foot = isDraft ? words.t('report:paper.draft', { title }) : title;
  const paper = new Paper(
    { title, lang: words.lang === 'fr' ? 'fr-FR' : 'en-GB', author: words.t('report:paper.author') },
    { title, foot },
  );
  cover(paper, loaded, isDraft);
  contents(paper, loaded, pages);
  for (const [at, section] of sections.entries()) {
    pages.set(section.key, paper.pageNumber() + 1);
    chapter(paper, loaded, section);
    onPart(paper.pageNumber(), (at + 1) / (sections.length + 2));
    // Others of the process have their turn, and it hears whether it is still wanted.
    await setImmediate();
  }
  annex(paper, loaded, pages, 'method', () => method(paper, loaded));
  annex(paper, loaded, pages, 'tables', () => tables(paper, loaded));
  annex(paper, loaded, pages, 'members', () => members(paper, loaded));
  onPart(paper.pageNumber(), 1);
  return paper.close();
}

function contents(paper: Paper, loaded: Composed, pages: PageOf): void {
  const { report, drawing, words, sections } = loaded;
  const { t } = words;
  const { names } = drawing;
  const { printed } = report;
  paper.begin(t('report:contents'), t('report:contents'));
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
      ...(printed?.sections ?? []).map(one),
      [
        '',
        [{ ...bold, text: t('report:column.all') }],
        [{ ...bold, text: countText(printed?.cases.now, names) }],
        [{ ...bold, text: countText(printed?.lines.now, names) }],
        [{ ...bold, size: 8.5, text: t('report:notAdded') }],
        '',
      ],
      row('A', t('report:method.title'), 'method'),
      row('B', t('report:paper.tables'), 'tables'),
      row('C', t('report:paper.members'), 'members'),
    ],
    widths: [20, 208, 56, 60, 98, 41.28],
    numbers: [2, 3, 5],
  });
  paper.text(t('report:contentsNote'), { size: 8.5 });
  paper.text(t('report:outside', { cases: countText(printed?.outside.now, names) }), { size: 8.5 });
  paper.end();
}

const annexTitles = { method: 'method.title', tables: 'paper.tables', members: 'paper.members' } as const;

/** A part after the chapters, with its page in the contents. */
function annex(
  paper: Paper,
  { words }: Composed,
  pages: Map<string, number>,
  key: keyof typeof annexTitles,
  write: () => void,
): void {
  const title = words.t(`report:${annexTitles[key]}`);
  pages.set(key, paper.pageNumber() + 1);
  paper.begin(title, title);
  paper.heading(1, title);
  write();
  paper.end();
}

function method(paper: Paper, { report, drawing, words }: Composed): void {
  for (const part of methodParts(report, drawing, words)) {
    paper.heading(2, part.title);
    paper.columns(part.text);
  }
  paper.heading(2, words.t('report:method.who'));
  paper.table(plainTable(regionsTable(report, drawing), [240, 81, 81, 81]));
}

/** The numbers of all figures, in their order. */
function tables(paper: Paper, { report, drawing, words }: Composed): void {
  for (const section of report.printed?.sections ?? []) {
    const figures = sectionFigures(section, drawing).filter(({ id }) => !id.endsWith('-groups'));
    if (figures.length > 0) paper.heading(2, words.t(`report:part.${section.code}.name`));
    for (const { number, title, table } of figures) {
      paper.heading(3, `${number} ${title}`);
      paper.table(plainTable(table, table.head.length === 2 ? [360, 123] : [300, 92, 91]));
    }
  }
}

/** Members in the order of their names. */
function members(paper: Paper, { report, drawing }: Composed): void {
  for (const section of report.printed?.sections ?? []) {
    const table = membersTable(section, drawing);
    if (!table) continue;
    paper.heading(2, table.caption);
    paper.table(plainTable(table, [300, 92, 91]));
  }
}
