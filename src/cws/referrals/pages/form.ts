import { date, oneOf, readSheet, shaped, text } from '../../../forms/index.ts';
import type { Check, Sheet } from '../../../forms/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Lists } from '../../../reference/index.ts';
import { unitsOf } from '../../../seizures/index.ts';
import { roadsOf } from '../addressee.ts';
import type { Road } from '../addressee.ts';
import { goodsOf, sources, stages } from '../referral.ts';
import type { Report, Stage, Subject } from '../referral.ts';
import { readDecimal } from '../../../text/number.ts';
import { addDays, today } from '../../../text/plain-date.ts';

export const uuid = shaped(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'forms:problem.malformed',
);
export const version = shaped(/^\d{1,9}$/, 'forms:problem.malformed');

const firstDay = '2000-01-01';
const largestQuantity = 1e12;

export const fields = [
  'clientUuid',
  'subject',
  'to',
  'stage',
  'happened',
  'country',
  'place',
  'happenedOn',
  'knownBy',
  'product',
  'goods',
  'quantity',
  'unit',
  'fromCountry',
  'toCountry',
  'transport',
] as const;
export type FieldName = (typeof fields)[number];

export interface Read {
  readonly sheet: Sheet<FieldName>;
  readonly problems: readonly FieldProblem[];
  /** Present when nothing is wrong. */
  readonly report?: { readonly clientUuid: string; readonly road: Road; readonly report: Report };
}

/** Reads the posted form of one subject, every problem at its field. Throws BadRequest for a field the form has not. */
export function readReferral(body: unknown, subject: Subject, viewer: Viewer, lists: Lists): Read {
  const sheet = readSheet(body, checksOf(subject, viewer, lists));
  const problems = [...sheet.problems, ...together(sheet.values, sheet.problems)];
  if (problems.length > 0) return { sheet, problems };
  const { values } = sheet;
  const stated = (name: FieldName): string | null => (values[name] === '' ? null : values[name]);
  return {
    sheet,
    problems,
    report: {
      clientUuid: values.clientUuid,
      road: values.to as Road,
      report: {
        subject,
        stage: values.stage as Stage,
        happened: values.happened,
        country: values.country,
        place: stated('place'),
        happenedOn: stated('happenedOn'),
        knownBy: values.knownBy,
        product: stated('product'),
        goods: values.goods,
        quantity: values.quantity === '' ? null : Number(values.quantity),
        unit: stated('unit'),
        fromCountry: stated('fromCountry'),
        toCountry: stated('toCountry'),
        transport: stated('transport'),
      },
    },
  };
}

function checksOf(subject: Subject, viewer: Viewer, lists: Lists): Record<FieldName, Check> {
  const { heading, list } = goodsOf[subject];
  const country = listed(lists, 'country');
  return {
    clientUuid: uuid,
    subject: oneOf([subject]),
    to: oneOf(roadsOf(viewer)),
    stage: oneOf(stages),
    happened: text({ max: 4000, lines: true }),
    country,
    place: text({ max: 120, optional: true }),
    // A shipment is seldom known of more than a year ahead: what is later is a slip of the keyboard.
    happenedOn: date({ from: firstDay, to: addDays(today(), 366), optional: true }),
    knownBy: oneOf(sources),
    product: listed(lists, list, true),
    goods: text({ max: 200 }),
    quantity: amount,
    unit: oneOf(unitsOf(lists, heading), { optional: true }),
    fromCountry: listed(lists, 'country', true),
    toCountry: listed(lists, 'country', true),
    transport: listed(lists, 'transport', true),
  };
}

/** A code of a list that may be used today. */
function listed(lists: Lists, list: string, optional?: true): Check {
  return {
    read(typed) {
      if (typed === '') return optional ? { value: '' } : { problem: { key: 'forms:problem.missing' } };
      return lists.lookUp(list, typed, today()) ? { value: typed } : { problem: { key: 'forms:problem.notListed' } };
    },
  };
}

const amount: Check = {
  read(typed) {
    if (typed.trim() === '') return { value: '' };
    const reading = readDecimal(typed, 0, largestQuantity);
    if (!reading.ok) return { problem: { key: reading.key, ...(reading.values ? { values: reading.values } : {}) } };
    return reading.value === 0
      ? { problem: { key: 'cwsreferrals:problem.nothing' } }
      : { value: String(reading.value) };
  },
};

/** What fits only with something else. Judged where both could be read. */
function together(values: Readonly<Record<FieldName, string>>, problems: readonly FieldProblem[]): FieldProblem[] {
  const isRight = (...names: FieldName[]): boolean => !problems.some(({ path }) => names.includes(path as FieldName));
  const { stage, happenedOn, quantity, unit } = values;
  return [
    ...(isRight('stage', 'happenedOn') && stage !== 'suspected' && happenedOn === ''
      ? [{ path: 'happenedOn', key: 'cwsreferrals:problem.noDay' }]
      : []),
    // It may be tomorrow already where the sender is.
    ...(isRight('stage', 'happenedOn') && stage !== 'suspected' && happenedOn > addDays(today(), 1)
      ? [{ path: 'happenedOn', key: 'cwsreferrals:problem.notYet' }]
      : []),
    ...(isRight('quantity', 'unit') && (quantity === '') !== (unit === '')
      ? [{ path: 'quantity', key: quantity === '' ? 'cwsreferrals:problem.noQuantity' : 'cwsreferrals:problem.noUnit' }]
      : []),
    ...(!isRight('unit') && isRight('quantity') ? [{ path: 'quantity', key: 'forms:problem.notListed' }] : []),
  ];
}
