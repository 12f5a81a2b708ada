import type { FieldProblem } from '../../errors.ts';
import { problemsIn } from '../../markup/index.ts';
import { audiences } from '../mail/message.ts';
import type { Audience } from '../mail/message.ts';
import type { FormKind } from '../operations/operation.ts';
import type { Colleague } from './store-members.ts';
import { longestSubject } from './subject.ts';
import { addDays, today } from '../../text/plain-date.ts';
import { choice, choices, date, longtext, readForm, shaped, text, ticked, uuid } from '../../fields/index.ts';
import type { FormReading, ValuesOf } from '../../fields/index.ts';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const longestRemarks = 20_000;
const farthest = 366;

export const actions = ['send', 'draw', 'template', 'save', 'attach'] as const;

/** What every form says beside its fields, by the names of its inputs. */
function fieldsOf(kind: FormKind, colleagues: readonly Colleague[], templateIds: readonly string[]) {
  return {
    clientUuid: uuid,
    action: choice(actions, { optional: true }),
    chain: shaped(/^[1-9]\d{0,5}$/, 'forms:problem.malformed', { optional: kind !== 'feedback' }),
    template: choice(templateIds, { optional: true }),
    subject: text({ max: longestSubject, optional: true, screened: false }),
    remarks: longtext({ max: longestRemarks, optional: true, screened: false }),
    audience: choice(audiences),
    countries: choices(countriesOf(colleagues), { optional: true }),
    members: choices(
      colleagues.map(({ accountId }) => String(accountId)),
      { optional: true },
    ),
    answerOn: date({ from: today(), to: addDays(today(), farthest), optional: true }),
    answerAt: shaped(/^([01]\d|2[0-3]):[0-5]\d$/, 'cencommforms:problem.noTime', { optional: true }),
    urgent: ticked,
    remove: shaped(uuidShape, 'forms:problem.malformed', { optional: true }),
  };
}
type MessageFields = ReturnType<typeof fieldsOf>;
type MessageInput = keyof MessageFields;

export interface Said {
  readonly reading: FormReading<MessageFields>;
  readonly problems: readonly FieldProblem[];
  readonly audience: Audience;
  readonly countries: readonly string[];
  readonly memberIds: readonly number[];
  /** ISO time. */
  readonly answerBy?: string;
}

/**
 * Reads subject, remarks and recipients of a posted form. Persons may be named: operation mail may be nominal. Throws
 * BadRequest for an input the form has not.
 */
export function readMessage(
  rest: Readonly<Record<string, unknown>>,
  kind: FormKind,
  colleagues: readonly Colleague[],
  templateIds: readonly string[],
): Said {
  const reading = readForm(rest, fieldsOf(kind, colleagues, templateIds), together);
  const { audience = 'all', countries = [], members = [] } = reading.read;
  const answerBy = answerTime(reading.read);
  return {
    reading,
    problems: reading.problems,
    audience,
    countries: audience === 'countries' ? countries : [],
    memberIds: audience === 'members' ? members.map(Number) : [],
    ...(answerBy === undefined ? {} : { answerBy }),
  };
}

type Given = Partial<ValuesOf<MessageFields>>;

function answerTime({ answerOn, answerAt }: Given): string | undefined {
  return answerOn ? `${answerOn}T${answerAt || '12:00'}:00Z` : undefined;
}

/** What fits only with something else. */
function together(given: Given): FieldProblem[] {
  const { audience, countries, members, answerOn, answerAt, remarks = '' } = given;
  const at = (path: MessageInput, key: string): FieldProblem => ({ path, key: `cencommforms:problem.${key}` });
  const answerBy = answerTime(given);
  return [
    ...problemsIn(remarks).map(problem => ({ path: 'remarks', ...problem })),
    ...(audience === 'countries' && countries?.length === 0 ? [at('countries', 'noCountries')] : []),
    ...(audience === 'members' && members?.length === 0 ? [at('members', 'noMembers')] : []),
    ...(answerAt && answerOn === '' ? [at('answerOn', 'dayOfTime')] : []),
    ...(answerBy !== undefined && Date.parse(answerBy) <= Date.now() ? [at('answerOn', 'pastTime')] : []),
  ];
}

/** Countries that have a member speaking for them. */
export function countriesOf(colleagues: readonly Pick<Colleague, 'country'>[]): string[] {
  return [...new Set(colleagues.flatMap(({ country }) => country ?? []))].sort();
}
