import { approvalText } from '../../approval/rules.ts';
import { computeRecord } from '../../record/compute.ts';
import type { Field, HeadingCode } from '../../goods/heading.ts';
import { isHeadingCode } from '../../headings/index.ts';
import { lineFields } from '../../goods/line-fields.ts';
import { commonFields } from '../../fields.ts';
import { detailFields } from '../form.ts';
import { checkSheet, longestMarkReason, longestReason, openPlaces, type Place } from '../form-check.ts';
import type { Reviewed } from '../form-submission.ts';
import { listOf, textOf, type Sheet, type Values } from '../form-sheet.ts';
import type { FieldProblem } from '../../../errors.ts';
import { originOf, originTitle } from './origin.ts';
import { project } from '../../record/search-columns.ts';
import { presentAudience } from '../../record/pages/presenter-audience.ts';
import { computedItems } from '../../record/pages/presenter-computed.ts';
import { presentDifferences } from '../../record/pages/presenter-differences.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { lineHead } from './goods.ts';
import { frameOf, hrefOf, summaryLine, type Open, type Shown } from './page.ts';
import { personHead } from './persons.ts';
import { alike, recordSoFar } from './rail.ts';
import { readNumber } from '../../../text/number.ts';
import { readDate } from '../../../text/plain-date.ts';

/** What an amendment still lacks when its review is first opened. */
const yetToCome = new Set(['entry:problem.reasonMissing', 'entry:problem.nothingChanged']);

interface Posted {
  readonly refused?: FieldProblem;
  readonly reasons?: ReadonlyMap<string, string>;
  /** Sent for submission: before that, a reason not yet given or a change not yet made is no error. */
  readonly isSent?: boolean;
  /** The record changed since the amendment began. */
  readonly isBehind?: boolean;
}

/**
 * The last step: everything as it will be recorded, what is wrong with it, what to look at, and what an amendment
 * changes.
 */
export async function reviewPage(
  shown: Shown,
  draft: Open,
  reviewed: Reviewed,
  { refused, reasons, isSent, isBehind }: Posted = {},
) {
  const { words, context, viewer } = shown;
  const { sheet } = draft;
  const open = openPlaces(reviewed.places);
  const lines = (problems: readonly FieldProblem[]) =>
    problems.map(problem => summaryLine(problem, draft, 'review', undefined, words));
  const errors = [...reviewed.errors, ...(refused ? [refused] : [])].filter(({ key }) => isSent || !yetToCome.has(key));
  const guard =
    open.length === 0 ? [] : [{ text: words.t('entry:guard.summary', { count: open.length }), href: '#guard' }];
  return {
    ...frameOf(shown, draft, 'review'),
    problems: [...lines(errors), ...guard],
    warnings: lines(reviewed.warnings),
    isBehind: isBehind === true,
    sections: sectionsOf(draft, words),
    goods: goodsOf(shown, sheet),
    persons: sheet.persons.map(({ values }) => personHead(values, words)),
    places: reviewed.places.map(place => placeView(place, draft, reasons, words)),
    mostMark: longestMarkReason,
    reason: sheet.reason,
    reasonError: errors.filter(({ path }) => path === 'reason').map(problem => words.problem(problem))[0],
    mostReason: longestReason,
    changes: draft.amends ? presentDifferences(reviewed.changes ?? [], words) : undefined,
    audience: audienceOfDraft(shown, reviewed),
    originTitle: draft.origin && originTitle(draft.origin, words),
    pictures: draft.amends ? [] : await context.draftPictures().of(viewer, draft.id, words.lang),
    origin: draft.origin && originOf(draft.origin, words),
    soFar: recordSoFar(sheet, words),
    alike: await alike(context, viewer, sheet, draft.amends?.ref ?? null, words),
  };
}

export function placeView(place: Place, draft: Open, reasons: ReadonlyMap<string, string> | undefined, words: Words) {
  const given = reasons?.get(place.id)?.trim() ?? '';
  return {
    id: place.id,
    before: place.before,
    text: place.text,
    after: place.after,
    kind: words.t(`entry:guard.kind.${place.kind}`),
    reason: place.reason ?? given,
    isOpen: place.reason === undefined,
    isRefused: place.reason === undefined && given !== '',
    href: place.path === 'reason' ? '#reason' : hrefOf(place.path, draft, 'review', undefined),
  };
}

type FactStep = keyof typeof commonFields;

export function sectionsOf({ id, sheet }: Open, words: Words) {
  return (Object.keys(commonFields) as FactStep[])
    .filter(step => step !== 'persons')
    .map(step => ({
      step,
      href: `/seizures/drafts/${id}/${step}`,
      items: commonFields[step]
        .filter(field => sheet.facts[field.name] !== undefined || field.required)
        .map(field => ({ label: words.label(field.name), value: typedText(field, sheet.facts, field.name, words) })),
    }));
}

/** What was typed, in words where it can be read and as typed where not. */
function typedText(field: Field, values: Values, name: string, words: Words, heading?: HeadingCode): string {
  const value = values[name];
  if (value === undefined) return '';
  if (field.type === 'yesno')
    return textOf(value) === 'yes'
      ? words.t('common:yes')
      : textOf(value) === 'no'
        ? words.t('common:no')
        : textOf(value);
  if (field.type === 'integer' || field.type === 'decimal') {
    const number = readNumber(textOf(value));
    return number.ok ? words.value(field, number.value, heading) : textOf(value);
  }
  if (field.type === 'date' && !readDate(textOf(value)).ok) return textOf(value);
  return words.value(field, 'many' in field && field.many ? listOf(value) : textOf(value), heading);
}

export function goodsOf({ words, context }: Shown, sheet: Sheet) {
  const { record } = checkSheet(sheet, { lookUp: context.lists.lookUp, purpose: 'draft' });
  const computed = record?.lines.length === sheet.lines.length ? computeRecord(record, context.lists.lookUp).lines : [];
  const date = textOf(sheet.facts.seizureDate);
  return sheet.lines.map(({ key, values }, at) => ({
    ...lineHead(values, at, words),
    key,
    items: lineItems(values, words),
    computed: computedItems(
      computed[at] ?? {},
      { unit: textOf(values.unit), date: readDate(date).ok ? date : undefined },
      words,
    ),
  }));
}

/** Quantities, unit and product stand in the line's head already. */
const inHead = new Set([
  'heading',
  'product',
  'productText',
  'quantity',
  'unit',
  'quantity2',
  'unit2',
  'packages',
  'currency',
]);

function lineItems(values: Values, words: Words) {
  const code = textOf(values.heading);
  const heading = isHeadingCode(code) ? code : undefined;
  const currency = textOf(values.currency);
  const common = lineFields
    .filter(({ name }) => !inHead.has(name) && values[name] !== undefined)
    .map(field => ({
      label: words.label(field.name),
      value: `${typedText(field, values, field.name, words)} ${field.name === 'value' ? currency : ''}`.trim(),
    }));
  const apart =
    currency !== '' && values.value === undefined ? [{ label: words.label('currency'), value: currency }] : [];
  const own = detailFields(values)
    .filter(({ name }) => values[`details.${name}`] !== undefined)
    .map(field => ({
      label: words.label(field.name, heading),
      value: typedText(field, values, `details.${field.name}`, words, heading),
    }));
  return [...own, ...common, ...apart];
}

/** Who will be able to open a record, and who sees it before; undefined while it cannot be read. */
export function audienceOfDraft({ viewer, context, words }: Shown, { record }: Pick<Reviewed, 'record'>) {
  if (!record) return undefined;
  const { lists, offices } = context;
  return {
    ...presentAudience(project(record, lists.lookUp, offices), offices, words),
    first: approvalText(viewer, offices, record, words),
  };
}
