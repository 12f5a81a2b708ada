import type { FieldProblem } from '../../../errors.ts';
import type { Viewer } from '../../../access/index.ts';
import { listedToday, type Lists } from '../../../reference/index.ts';
import { unitsOf } from '../../../seizures/index.ts';
import { roadsOf } from '../addressee.ts';
import { goodsOf, sources, stages, type Report, type Subject } from '../referral.ts';
import { readDecimal } from '../../../text/number.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import { choice, code, date, longtext, parsed, readForm, text, uuid, type ValuesOf } from '../../../fields/index.ts';
import { refuse } from '../../../text/readable-text.ts';

const firstDay = '2000-01-01';
const largestQuantity = 1e12;

type ReferralFields = ReturnType<typeof fieldsOf>;

/** Reads the posted form of one subject, every problem at its field. Throws BadRequest for a field the form has not. */
export function readReferral(body: unknown, subject: Subject, viewer: Viewer, lists: Lists) {
  const { typed, values, problems } = readForm(body, fieldsOf(subject, viewer, lists), together);
  if (!values) return { typed, problems };
  const { clientUuid, to, place, happenedOn, product, quantity, unit, fromCountry, toCountry, transport, ...rest } =
    values;
  const report: Report = {
    ...rest,
    place: place || null,
    happenedOn: happenedOn || null,
    product: product || null,
    quantity: quantity === '' ? null : quantity,
    unit: unit || null,
    fromCountry: fromCountry || null,
    toCountry: toCountry || null,
    transport: transport || null,
  };
  return { typed, problems, report: { clientUuid, road: to, report } };
}

function fieldsOf(subject: Subject, viewer: Viewer, lists: Lists) {
  const { heading, list } = goodsOf[subject];
  const country = listedToday(lists, 'country');
  return {
    clientUuid: uuid,
    subject: choice([subject]),
    to: choice(roadsOf(viewer)),
    stage: choice(stages),
    happened: longtext({ max: 4000 }),
    country: code(country),
    place: text({ max: 120, optional: true }),
    // A shipment is seldom known of more than a year ahead: what is later is a slip of the keyboard.
    happenedOn: date({ from: firstDay, to: addDays(today(), 366), optional: true }),
    knownBy: choice(sources),
    product: code(listedToday(lists, list), { optional: true }),
    goods: text({ max: 200 }),
    quantity: amount,
    unit: choice(unitsOf(lists, heading), { optional: true }),
    fromCountry: code(country, { optional: true }),
    toCountry: code(country, { optional: true }),
    transport: code(listedToday(lists, 'transport'), { optional: true }),
  };
}

const amount = parsed(
  typed => {
    const reading = readDecimal(typed, 0, largestQuantity);
    return reading.ok && reading.value === 0 ? refuse('cwsreferrals:problem.nothing') : reading;
  },
  { optional: true },
);

/** What fits only with something else. Judged where both could be read. */
function together({ stage, happenedOn, quantity, unit }: Partial<ValuesOf<ReferralFields>>): FieldProblem[] {
  const isDayWanted = stage !== undefined && stage !== 'suspected' && happenedOn !== undefined;
  return [
    ...(isDayWanted && happenedOn === '' ? [{ path: 'happenedOn', key: 'cwsreferrals:problem.noDay' }] : []),
    // It may be tomorrow already where the sender is.
    ...(isDayWanted && happenedOn > addDays(today(), 1)
      ? [{ path: 'happenedOn', key: 'cwsreferrals:problem.notYet' }]
      : []),
    ...(quantity !== undefined && unit !== undefined && (quantity === '') !== (unit === '')
      ? [{ path: 'quantity', key: quantity === '' ? 'cwsreferrals:problem.noQuantity' : 'cwsreferrals:problem.noUnit' }]
      : []),
    ...(quantity !== undefined && unit === undefined ? [{ path: 'quantity', key: 'forms:problem.notListed' }] : []),
  ];
}
