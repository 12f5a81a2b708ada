import { fieldsFor, productMatches, type Field, type FieldValue, type Heading } from '../../../seizures/index.ts';
import type { Draft } from './draft.ts';
import { splitMany, type ImportPlan } from '../plan.ts';
import { fold } from '../words/words.ts';
import { saysOther } from '../words/other-words.ts';

/** The product of the line, the text that says what "other" goods were, and the details its heading has. */
export function finishProduct(draft: Draft, plan: ImportPlan, heading: Heading | undefined): void {
  if (draft.goods.product === undefined) defaultProduct(draft, plan);
  if (heading && draft.goods.product !== undefined) describeOther(draft, heading);
  if (heading) keepDeclared(draft, heading);
  else for (const name of Object.keys(draft.details)) delete draft.details[name];
}

/** No product cell, or "other": the usual product of the heading word, else the heading's own "other". */
function defaultProduct(draft: Draft, plan: ImportPlan): void {
  const { goods } = draft;
  if (draft.problems.some(problem => problem.field === 'product')) return;
  // A file without a column of products says what it was in the heading's word.
  const isTold =
    goods.productText !== undefined || (draft.headingWord !== undefined && !plan.mapping.includes('product'));
  // A row may lack its product; a file that has no column of goods is asked about.
  const hasColumn = plan.mapping.includes('product') || plan.mapping.includes('heading');
  const other = hasColumn || isTold ? plan.others[`product:${goods.heading ?? ''}`] : undefined;
  const told = draft.usualProduct ?? (isTold ? other : undefined);
  const code = told ?? (isOfCigarettes(draft, plan) ? 'TOB/TOB-CIG' : other);
  if (code === undefined) return;
  goods.product = code.slice(code.indexOf('/') + 1);
  // The heading is known, which is enough: that the goods are not is said with the record.
  if (told === undefined && code === other)
    draft.problems.push({ level: 'warning', code: 'product_blank', field: 'product' });
}

/** Nothing but cigarettes is counted in packs of twenty and cartons of ten. */
function isOfCigarettes({ goods }: Draft, plan: ImportPlan): boolean {
  const isOfTobacco = (goods.heading ?? 'TOB') === 'TOB' && !plan.mapping.includes('product');
  return isOfTobacco && ['stick', 'pack20', 'carton200'].includes(goods.unit ?? '');
}

/** Of goods no cell names; the record's remark says so in words. */
const notStated = '?';

/** "Other" is never bare: the officer's word, else the description, says what it was. */
function describeOther(draft: Draft, heading: Heading): void {
  const { goods } = draft;
  if (goods.productText !== undefined || !productMatches(goods.product ?? '', heading.needsText)) return;
  const word = draft.productWord ?? draft.headingWord;
  const narrative = draft.facts.narrative;
  if (word !== undefined && !saysOther(word)) {
    goods.productText = word.slice(0, 200);
    if (heading.code === 'CITES')
      draft.problems.push({ level: 'warning', code: 'taxon_kept', field: 'product', values: { cell: word } });
    return;
  }
  const texts = [narrative, word, draft.details.specimen, draft.details.physicalForm];
  const text = texts.find(each => typeof each === 'string' && !/^https?:/.test(each));
  const isBlank = draft.problems.some(({ code }) => code === 'product_blank');
  if (typeof text === 'string') goods.productText = text.slice(0, 200).toWellFormed();
  else if (isBlank) goods.productText = notStated;
  else draft.problems.push({ level: 'error', code: 'other_needs_text', field: 'productText' });
}

/** Details the row's heading does not declare stay in the source only. */
function keepDeclared(draft: Draft, heading: Heading): void {
  const names = Object.keys(draft.details);
  if (names.length === 0) return;
  const fields = fieldsFor(heading, draft.goods.product ?? '');
  for (const name of names) {
    const field = fields.find(each => each.name === name);
    const value = field ? accepted(field, draft.details[name]) : undefined;
    if (value === undefined) delete draft.details[name];
    else draft.details[name] = value;
  }
}

function accepted(field: Field, value: FieldValue | undefined): FieldValue | undefined {
  if (field.type === 'code' && isOfOtherList(field.list, value)) return undefined;
  if (value === undefined || typeof value !== 'string') return value;
  if (field.type === 'choice')
    return field.many === true
      ? severalOf(field.options, value)
      : field.options.find(option => fold(option) === fold(value));
  if (field.type === 'yesno') return yesNo(fold(value));
  if (field.type !== 'code') return value;
  const codes = field.many === true ? splitMany(value) : [value];
  if (!codes.every(code => /^[A-Z0-9][A-Z0-9-]*$/.test(code))) return undefined;
  return field.many === true ? codes : value;
}

/** All options a cell names; undefined when one of its words is none. */
function severalOf(options: readonly string[], cell: string): readonly string[] | undefined {
  const found = splitMany(cell).map(part => options.find(option => fold(option) === fold(part)));
  return found.length > 0 && found.every(option => option !== undefined) ? found : undefined;
}

function yesNo(word: string): boolean | undefined {
  if (/^(?:yes|oui|si|sim|tak|ja|да|true|1|x)$/.test(word)) return true;
  return /^(?:no|non|nao|nie|nein|нет|false|0)$/.test(word) ? false : undefined;
}

/** One column of a file may tell the kind of fraud of tobacco and of taxes; each heading has a list of its own. */
function isOfOtherList(list: string, value: FieldValue | undefined): boolean {
  const isTax = typeof value === 'string' && value.startsWith('TAX-');
  return (list === 'tobacco_fraud' && isTax) || (list === 'tax_fraud' && !isTax && value !== undefined);
}
