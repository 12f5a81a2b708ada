import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import type { CellsSay, Evidence, HeaderSay } from '../engine/columns/column-evidence.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import { evidenceOf } from '../engine/columns/columns.ts';
import type { Plan } from '../plan.ts';
import type { Import } from '../store.ts';
import { codeName } from '../words/presenter-codes.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import { fieldLabel } from './presenter-fields.ts';

/** Whether header and cells of a column speak for the same. */
export type Agreement = 'agree' | 'check' | 'disagree';

/** What header and cells say of the field a column is taken for, as the page has it: also of one just chosen. */
export function evidenceNow(
  context: Pick<SeizuresContext, 'lists'>,
  { sniffed }: Pick<Import, 'sniffed'>,
  proposal: ColumnProposal,
  field: string | null,
): Evidence {
  if (proposal.evidence && (proposal.field ?? null) === field) return proposal.evidence;
  return evidenceOf(sniffed.dialect.header, sniffed.sample, vocabularyOf(context), {
    column: proposal.column,
    field: field ?? undefined,
    tags: sniffed.dialect.tags,
  });
}

/** What names goods names their kind too: the one is no contradiction of the other. */
const kin: ReadonlySet<string> = new Set(['heading', 'product', 'goods', 'productText']);

export function agreementOf({ header, cells }: Evidence, proposal: ColumnProposal, field: string | null): Agreement {
  if (field === null) return proposal.why.key === 'values_contradict' ? 'disagree' : 'check';
  if (header.says === 'for' && cells.says === 'for') return 'agree';
  const isKin = header.key === 'other' && kin.has(field) && kin.has(String(header.values.field));
  return (header.says === 'against' && !isKin) || cells.says === 'against' ? 'disagree' : 'check';
}

/** The two lines below the field: ticked, crossed or dashed, each in words. */
export function evidenceLines(words: Words, { header, cells }: Evidence) {
  return [
    { part: words.t('imports:evidence.headerSays'), says: header.says, text: headerText(words, header) },
    { part: words.t('imports:evidence.cellsSay'), says: cells.says, text: cellsText(words, cells) },
  ].map(line => ({ ...line, icon: marks[line.says], heard: words.t(`imports:evidence.says.${line.says}`) }));
}

const marks = { for: 'check', against: 'x', nothing: 'minus' } as const;

function headerText(words: Words, { key, values }: HeaderSay): string {
  return words.t(`imports:evidence.header.${key}`, {
    ...values,
    ...(typeof values.field === 'string' ? { field: fieldLabel(words, values.field) } : {}),
    ...(typeof values.unit === 'string' ? { unit: words.unitChoice(values.unit) } : {}),
  });
}

/** What a header in another language means, where we know a field of that name. */
export function headerMeaning(words: Words, { key, values }: HeaderSay, field: string | null): string | undefined {
  if (key === 'other' && typeof values.field === 'string') return fieldLabel(words, values.field);
  if (field === null || field === 'nominal' || field === 'rowNumber') return undefined;
  return key === 'word' || key === 'part' || key === 'like' ? fieldLabel(words, field) : undefined;
}

export function cellsText(words: Words, { key, values }: CellsSay): string {
  const kind = typeof values.kind === 'string' ? words.t(`imports:evidence.kinds.${values.kind}`) : '';
  return words.t(`imports:evidence.cells.${key}`, { ...values, kind });
}

/** What a header says of its numbers, and what is assumed where it says nothing. */
export function measureNotes(words: Words, rows: Plan['rows'], column: number, field: string | null): string[] {
  if (field === null) return [];
  const { unit, currency, product } = rows.measures?.[column] ?? {};
  const name = fieldLabel(words, field);
  const isQuantity = field.startsWith('quantity');
  const before = rows.behind?.[column];
  return [
    isQuantity && unit !== undefined
      ? words.t('imports:evidence.measure.unit', { field: name, unit: words.unitChoice(unit) })
      : '',
    field === 'value' && currency !== undefined ? words.t('imports:evidence.measure.currency', { currency }) : '',
    isQuantity && product !== undefined
      ? words.t('imports:evidence.measure.product', { product: codeName(words, 'heading', product) })
      : '',
    isQuantity && unit === undefined && rows.assumedUnit !== undefined ? assumedText(words, rows) : '',
    before === undefined ? '' : words.t('imports:evidence.measure.behind', { column: rows.header[before] ?? '' }),
  ].filter(text => text !== '');
}

function assumedText(words: Words, { constants, assumedUnit = '' }: Plan['rows']): string {
  if (constants.unit !== undefined) return '';
  return assumedUnit === 'natural'
    ? words.t('imports:evidence.measure.natural')
    : words.t('imports:evidence.measure.assumed', { unit: words.unitChoice(assumedUnit) });
}
