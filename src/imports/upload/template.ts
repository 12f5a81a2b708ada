import ExcelJS from 'exceljs';
import { headings, usualUnitsFor } from '../../seizures/index.ts';
import type { HeadingCode, RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { headerReadings } from '../engine/columns/column-headers.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import type { Vocabulary } from '../engine/words/vocabulary.ts';
import { vocabularyOf } from '../jobs.ts';
import { optionsOfKind } from '../words/presenter-codes.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';

/** Fields of the template, in the order an officer writes them; the heading's own short ones follow. */
const common = [
  'nationalRef',
  'seizureDate',
  'country',
  'placeName',
  'location',
  'direction',
  'product',
  'productText',
  'quantity',
  'unit',
  'departure',
  'destination',
  'transport',
  'concealment',
  'detection',
  'agency',
  'narrative',
] as const;

/**
 * An empty workbook for one heading: headers in the viewer's language that our own reader knows, below them a row of
 * #tags that names the fields whatever the language, and a second sheet with the words each coded column takes.
 */
export async function templateOf(context: SeizuresContext, words: Words, heading: HeadingCode): Promise<Buffer> {
  const own = headings[heading].fields.filter(({ form }) => form === 'short').map(({ name }) => `details.${name}`);
  const fields = [...common, ...own].filter(name => importFields.has(name));
  const book = new ExcelJS.Workbook();
  book.created = new Date();
  const sheet = book.addWorksheet(`${heading}`, { views: [{ state: 'frozen', ySplit: 2 }] });
  const vocabulary = vocabularyOf(context);
  sheet.addRow(fields.map(name => headerFor(words, vocabulary, name))).font = { bold: true };
  sheet.addRow(fields.map(name => `#${name}`)).font = { color: { argb: 'FF5D6876' } };
  sheet.columns.forEach((column, at) => {
    Object.assign(column, {
      width: 22,
      numFmt: fields[at] === 'seizureDate' ? 'yyyy-mm-dd' : fields[at] === 'quantity' ? 'General' : '@',
    });
  });
  addWords(book, context, words, heading);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The label of a field where our reader knows it by that, else the first word of the language that it does know. */
function headerFor(words: Words, vocabulary: Vocabulary, name: string): string {
  const label = fieldLabel(words, name);
  const names = (text: string): boolean => {
    const [best, second] = headerReadings(text, undefined, words.lang, vocabulary);
    return best?.field === name && best.a >= 0.85 && (second?.a ?? 0) < best.a;
  };
  if (names(label)) return label;
  const known = [...vocabulary.columns.values()]
    .flat()
    .filter(({ language }) => language === words.lang)
    .map(({ word }) => word)
    .find(names);
  return known ?? label;
}

/** The sheet of words: one column for each list, as our lists name them. */
function addWords(book: ExcelJS.Workbook, context: SeizuresContext, words: Words, heading: HeadingCode): void {
  const sheet = book.addWorksheet(words.t('imports:template.words'));
  const kinds = ['location', 'direction', 'transport', 'concealment', 'detection', 'agency'] as const;
  const products = context.lists
    .all(headings[heading].productList, { lang: words.lang })
    .map(entry => (words.lang === 'fr' ? entry.nameFr : entry.nameEn));
  const units = [...new Set(usualUnitsFor(headings[heading], ''))].map(unit => words.unitChoice(unit));
  const lists = [
    { name: 'product', values: products },
    { name: 'unit', values: units },
    ...kinds.map(kind => ({ name: kind, values: optionsOfKind(context, words, kind).map(({ label }) => label) })),
  ];
  sheet.columns = lists.map(({ name }) => ({
    header: words.t('imports:template.wordsFor', { field: fieldLabel(words, name) }),
    width: 34,
  }));
  sheet.getRow(1).font = { bold: true };
  const most = Math.max(...lists.map(({ values }) => values.length));
  for (let at = 0; at < most; at += 1) sheet.addRow(lists.map(({ values }) => values[at] ?? null));
}
