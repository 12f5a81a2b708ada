import { buffer } from 'node:stream/consumers';
import { tableXml, writeXlsx } from '../../spreadsheets/write-xlsx.ts';
import type { Look, WrittenSheet } from '../../spreadsheets/write-xlsx.ts';
import { headings, usualUnitsFor } from '../../seizures/index.ts';
import type { HeadingCode, RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { headerReadings } from '../engine/columns/column-headers.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import type { Vocabulary } from '../engine/words/vocabulary.ts';
import { vocabularyOf } from '../work/jobs.ts';
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
export function templateOf(context: SeizuresContext, words: Words, heading: HeadingCode): Promise<Buffer> {
  const own = headings[heading].fields.filter(({ form }) => form === 'short').map(({ name }) => `details.${name}`);
  const fields = [...common, ...own].filter(name => importFields.has(name));
  const vocabulary = vocabularyOf(context);
  return buffer(
    writeXlsx([
      {
        name: heading,
        widths: fields.map(() => 22),
        looks: fields.map(lookOf),
        frozen: { rows: 2, columns: 0 },
        rows: tableXml([
          { values: fields.map(name => headerFor(words, vocabulary, name)), look: 'header' },
          { values: fields.map(name => `#${name}`), look: 'tag' },
        ]),
      },
      wordsSheet(context, words, heading),
    ]),
  );
}

function lookOf(field: string): Look {
  return field === 'seizureDate' ? 'date' : field === 'quantity' ? 'number' : 'literal';
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
function wordsSheet(context: SeizuresContext, words: Words, heading: HeadingCode): WrittenSheet {
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
  const header = lists.map(({ name }) => words.t('imports:template.wordsFor', { field: fieldLabel(words, name) }));
  const most = Math.max(...lists.map(({ values }) => values.length));
  const rows = Array.from({ length: most }, (_, at) => lists.map(({ values }) => values[at] ?? null));
  return {
    name: words.t('imports:template.words'),
    widths: lists.map(() => 34),
    rows: tableXml([{ values: header, look: 'header' }, ...rows.map(values => ({ values, look: 'text' as const }))]),
  };
}
