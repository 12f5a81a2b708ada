import { buffer } from 'node:stream/consumers';
import { tableXml, writeXlsx, type Look, type WrittenSheet } from '../../spreadsheets/write-xlsx.ts';
import {
  allCommonFields,
  headings,
  usualUnitsFor,
  type HeadingCode,
  type Option,
  type RecordWords as Words,
  type SeizuresContext,
} from '../../seizures/index.ts';
import { today } from '../../text/plain-date.ts';
import { headerReadings } from '../engine/columns/column-headers.ts';
import { columnNames, importFields, type WordKind } from '../engine/columns/import-fields.ts';
import { splitMany } from '../engine/plan.ts';
import { matchProduct, type Vocabulary } from '../engine/words/vocabulary.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
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

/** What an officer who fills the long form has besides, in the order of its steps. */
const ofGoods = ['quantity2', 'unit2', 'packages', 'hsCode', 'value', 'currency', 'persons'] as const;

export const templateForms = ['short', 'long'] as const;
export type TemplateForm = (typeof templateForms)[number];

/** The fields of a template, the heading's own ones last. */
function fieldsOf(heading: HeadingCode, form: TemplateForm): string[] {
  const own = headings[heading].fields.filter(field => form === 'long' || field.form === 'short');
  const more = form === 'short' ? [] : [...allCommonFields.map(({ name }) => name), ...ofGoods];
  return [...new Set([...common, ...more, ...own.map(({ name }) => `details.${name}`)])].filter(name =>
    importFields.has(name),
  );
}

/** Rows with lists to choose from. */
const rowsWithLists = [3, 2002] as const;

/**
 * An empty workbook for one heading: headers in the viewer's language that our own reader knows, below them a row of
 * #tags that names the fields whatever the language, lists to choose from in each coded column, and a second sheet with
 * their words. What is written beside a list is asked about like any other word.
 */
export function templateOf(
  context: SeizuresContext,
  words: Words,
  heading: HeadingCode,
  form: TemplateForm,
): Promise<Buffer> {
  const fields = fieldsOf(heading, form);
  const vocabulary = vocabularyOf(context);
  const lists = listsFor(context, words, heading, fields);
  const headers = new Map(fields.map(name => [name, headerFor(words, vocabulary, name)]));
  return buffer(
    writeXlsx([
      {
        name: heading,
        widths: fields.map(() => 22),
        looks: fields.map(lookOf),
        frozen: { rows: 2, columns: 0 },
        choices: lists.map(({ field, values }, column) => ({
          column: fields.indexOf(field),
          rows: rowsWithLists,
          values: { sheet: words.t('imports:template.words'), column, rows: [2, values.length + 1] },
        })),
        rows: tableXml([
          { values: [...headers.values()], look: 'header' },
          { values: fields.map(name => `#${name}`), look: 'tag' },
        ]),
      },
      wordsSheet(words, headers, lists),
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
    .filter(({ language, field }) => language === words.lang && columnNames[field] === name)
    .map(({ word }) => word)
    .find(names);
  return known ?? label;
}

interface WordList {
  readonly field: string;
  readonly values: readonly string[];
}

/** What may be chosen in each coded column, as our lists name it. */
export function listsFor(
  context: SeizuresContext,
  words: Words,
  heading: HeadingCode,
  fields: readonly string[],
): WordList[] {
  return fields
    .map(field => ({ field, values: [...new Set(valuesFor(context, words, heading, field))] }))
    .filter(({ values }) => values.length > 0);
}

function valuesFor(context: SeizuresContext, words: Words, heading: HeadingCode, field: string): readonly string[] {
  const { kind, options = [], many = false } = importFields.get(field) ?? {};
  if (kind === 'heading') return [];
  if (kind === 'product')
    return context.lists.all(headings[heading].productList, { lang: words.lang }).map(({ code, nameEn, nameFr }) => {
      const name = words.lang === 'fr' ? nameFr : nameEn;
      const found = matchProduct(vocabularyOf(context), name, heading);
      return found.auto && found.code === `${heading}/${code}` ? name : code;
    });
  if (kind !== undefined)
    return codedValues(context, words, heading, kind).map(({ value, label }) =>
      isRead(context, kind, many, { value, label }) ? label : value,
    );
  const own = headings[heading].fields.find(({ name }) => field === `details.${name}`);
  if (own?.type === 'choice') return own.options.map(option => words.option(own.name, option, heading));
  if (own?.type === 'yesno') return [words.t('common:yes'), words.t('common:no')];
  return options.map(option => words.option(field, option));
}

function codedValues(context: SeizuresContext, words: Words, heading: HeadingCode, kind: WordKind): Option[] {
  if (kind === 'unit')
    return usualUnitsFor(headings[heading], '').map(value => ({ value, label: words.unitChoice(value) }));
  if (kind === 'currency')
    return context.lists.all('currency', { on: today() }).map(({ code }) => ({ value: code, label: code }));
  return optionsOfKind(context, words, kind);
}

/** Whether our own reader takes a name for its code without asking; where names stand in a row, also by itself. */
function isRead(context: SeizuresContext, kind: WordKind, many: boolean, { value, label }: Option): boolean {
  if (kind === 'product' || (many && splitMany(label).length > 1)) return false;
  const { auto, code } = vocabularyOf(context).matchers[kind].match(label);
  return auto && code === value;
}

/** The sheet of words: one column for each list, named as the column it is for. */
function wordsSheet(words: Words, headers: ReadonlyMap<string, string>, lists: readonly WordList[]): WrittenSheet {
  const header = lists.map(({ field }) => words.t('imports:template.wordsFor', { field: headers.get(field) }));
  const most = Math.max(...lists.map(({ values }) => values.length));
  const rows = Array.from({ length: most }, (_, at) => lists.map(({ values }) => values[at] ?? null));
  return {
    name: words.t('imports:template.words'),
    widths: lists.map(() => 34),
    rows: tableXml([{ values: header, look: 'header' }, ...rows.map(values => ({ values, look: 'text' as const }))]),
  };
}
