import {
  commonFields,
  headings,
  isHeadingCode,
  lineFields,
  type Field,
  type HeadingCode,
} from '../../../seizures/index.ts';
import type { FormKind, Operation } from '../operation.ts';

/**
 * A field one of the three messages asks for, by its declaration in the seizure record: nothing is typed again when the
 * seizure becomes a record. Label: `headings:<heading>.fields.<name>.label` where it is a heading's own, else
 * `fields:label.<name>`.
 */
export interface AskedField {
  /** As the operation's choice names it: "transport", "quantity", "ODS.cylinders". */
  readonly key: string;
  readonly part: 'facts' | 'goods' | 'details';
  /** By the names of the entry form (`Told` of the seizures): "transport", "quantity", "details.cylinders". */
  readonly name: string;
  /** Of a heading's own field: asked only of goods of this heading. */
  readonly heading?: HeadingCode;
  readonly field: Field;
  /**
   * Always asked, whatever was chosen: without it the message says nothing, or the seizure could not become a record.
   */
  readonly fixed: boolean;
}

/** Groups the choice is shown in, in the order of the entry form. */
export interface FieldGroup {
  readonly part: 'circumstances' | 'goods' | 'route' | 'concealment' | 'outcome' | HeadingCode;
  readonly fields: readonly AskedField[];
}

/**
 * Of the record, but not of a message: who may open the record, how it is graded, and what the message has of its own.
 */
const recordOnly = new Set([
  'operation',
  'datePrecision',
  'handling',
  'sourceGrade',
  'informationGrade',
  'narrative',
  'narrativeLang',
  'release',
  'releaseOffices',
  'embargoUntil',
]);
/** What cannot be known before anything was seized. */
const notOfWarning = new Set([
  'nationalRef',
  'agency',
  'seizureDate',
  'detection',
  'detectionMeans',
  'disposal',
  'outcome',
  'laboratory',
  'valueBasis',
  'dutyEvaded',
  'dutyCurrency',
]);
const always: Readonly<Record<FormKind, ReadonlySet<string>>> = {
  warning: new Set(['heading', 'product', 'destination']),
  feedback: new Set(['heading', 'product']),
  seizure: new Set(
    [...Object.values(commonFields).flat(), ...lineFields].filter(({ required }) => required).map(({ name }) => name),
  ),
};

/** What is asked where the operation has chosen nothing; of the headings, their short fields. */
const usual: Readonly<Record<FormKind, readonly string[]>> = {
  warning: [
    'country',
    'productText',
    'quantity',
    'unit',
    'packages',
    'hsCode',
    'departure',
    'departurePlace',
    'transit',
    'destination',
    'destinationPlace',
    'transport',
    'operator',
    'container',
    'coverLoad',
    'modus',
  ],
  feedback: [
    'country',
    'placeName',
    'location',
    'productText',
    'quantity',
    'unit',
    'concealment',
    'detection',
    'laboratory',
    'disposal',
    'outcome',
  ],
  seizure: [
    'nationalRef',
    'agency',
    'placeName',
    'productText',
    'quantity',
    'unit',
    'packages',
    'value',
    'currency',
    'origin',
    'departurePlace',
    'transit',
    'destinationPlace',
    'container',
    'coverLoad',
    'modus',
    'detectionMeans',
    'disposal',
    'outcome',
    'laboratory',
  ],
};

const asked = (kind: FormKind, part: AskedField['part'], field: Field, heading?: HeadingCode): AskedField => ({
  key: heading === undefined ? field.name : `${heading}.${field.name}`,
  part,
  name: part === 'details' ? `details.${field.name}` : field.name,
  field,
  fixed: heading === undefined ? always[kind].has(field.name) : kind === 'seizure' && field.required === true,
  ...(heading === undefined ? {} : { heading }),
});

/** Everything a message of this kind may ask in an operation of these headings. */
export function choosableFields({ headings: codes }: Pick<Operation, 'headings'>, kind: FormKind): FieldGroup[] {
  const { circumstances, route, concealment, outcome } = commonFields;
  const facts = (part: FieldGroup['part'], fields: readonly Field[]): FieldGroup => ({
    part,
    fields: fields
      .filter(({ name }) => !recordOnly.has(name) && !(kind === 'warning' && notOfWarning.has(name)))
      .map(field => asked(kind, 'facts', field)),
  });
  return [
    facts('circumstances', circumstances),
    { part: 'goods' as const, fields: lineFields.map(field => asked(kind, 'goods', field)) },
    ...codes
      .filter(isHeadingCode)
      .map(code => ({ part: code, fields: headings[code].fields.map(field => asked(kind, 'details', field, code)) })),
    facts('route', route),
    facts('concealment', concealment),
    facts('outcome', outcome),
  ].filter(({ fields }) => fields.length > 0);
}

/** Keys of the fields a new operation asks, unless it chooses others. */
export function usualFields(operation: Pick<Operation, 'headings'>, kind: FormKind): string[] {
  return choosableFields(operation, kind)
    .flatMap(({ fields }) => fields)
    .filter(
      ({ key, fixed, heading, field }) =>
        fixed || (heading === undefined ? usual[kind].includes(key) : field.form === 'short'),
    )
    .map(({ key }) => key);
}

/** Keys of the fields of the short form: of the usual ones those the seizure record's own short form has. */
export function shortFields(operation: Pick<Operation, 'headings'>, kind: FormKind): string[] {
  const usualKeys = new Set(usualFields(operation, kind));
  return choosableFields(operation, kind)
    .flatMap(({ fields }) => fields)
    .filter(({ key, fixed, field }) => fixed || (usualKeys.has(key) && field.form === 'short'))
    .map(({ key }) => key);
}

/**
 * The fields a message of this kind asks for in an operation, in the order of the entry form: as its owner chose them,
 * else the usual ones.
 */
export function fieldsOf(operation: Pick<Operation, 'headings' | 'forms'>, kind: FormKind): readonly AskedField[] {
  const chosen = new Set(operation.forms[kind] ?? usualFields(operation, kind));
  return choosableFields(operation, kind)
    .flatMap(({ fields }) => fields)
    .filter(({ key, fixed }) => fixed || chosen.has(key));
}
