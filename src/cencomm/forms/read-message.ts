import type { FieldProblem } from '../../errors.ts';
import { problemsIn } from '../../markup/index.ts';
import type { Addressees } from '../groups/groups.ts';
import { chosenBy, recipientFields, recipientProblems, type Recipients } from '../mail/writing/recipients.ts';
import type { FormKind } from '../operations/operation.ts';
import { longestSubject } from './subject.ts';
import { addDays, today } from '../../text/plain-date.ts';
import {
  choice,
  date,
  longtext,
  readForm,
  shaped,
  text,
  ticked,
  uuid,
  type FormReading,
  type ValuesOf,
} from '../../fields/index.ts';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const longestRemarks = 20_000;
export const longestReason = 1000;
const farthest = 366;

export const actions = ['send', 'draw', 'template', 'save', 'attach'] as const;

/** What every form says beside its fields, by the names of its inputs. */
function fieldsOf(kind: FormKind, addressees: Addressees, ownId: number, templateIds: readonly string[]) {
  return {
    clientUuid: uuid,
    action: choice(actions, { optional: true }),
    chain: shaped(/^[1-9]\d{0,5}$/, 'forms:problem.malformed', { optional: kind !== 'feedback' }),
    template: choice(templateIds, { optional: true }),
    amends: shaped(uuidShape, 'forms:problem.malformed', { optional: true }),
    reason: longtext({ max: longestReason, optional: true, screened: false }),
    subject: text({ max: longestSubject, optional: true, screened: false }),
    remarks: longtext({ max: longestRemarks, optional: true, screened: false }),
    ...recipientFields(addressees, ownId),
    sure: ticked,
    answerOn: date({ from: today(), to: addDays(today(), farthest), optional: true }),
    answerAt: shaped(/^([01]\d|2[0-3]):[0-5]\d$/, 'cencommforms:problem.noTime', { optional: true }),
    urgent: ticked,
    remove: shaped(uuidShape, 'forms:problem.malformed', { optional: true }),
    version: shaped(/^\d{1,9}$/, 'forms:problem.malformed', { optional: true }),
  };
}
type MessageFields = ReturnType<typeof fieldsOf>;
type MessageInput = keyof MessageFields;

export interface Said {
  readonly reading: FormReading<MessageFields>;
  readonly problems: readonly FieldProblem[];
  /** Nobody as long as something is wrong with them. */
  readonly recipients: Recipients;
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
  { addressees, ownId }: { readonly addressees: Addressees; readonly ownId: number },
  templateIds: readonly string[],
): Said {
  const reading = readForm(rest, fieldsOf(kind, addressees, ownId, templateIds), given => [
    ...together(given),
    ...recipientProblems(given, addressees, ownId),
  ]);
  const { to = 'chosen', group = [], country = [], office = [], member = [] } = reading.read;
  const answerBy = answerTime(reading.read);
  return {
    reading,
    problems: reading.problems,
    recipients: chosenBy({ to, group, country, office, member }, addressees.groups),
    ...(answerBy === undefined ? {} : { answerBy }),
  };
}

type Given = Partial<ValuesOf<MessageFields>>;

function answerTime({ answerOn, answerAt }: Given): string | undefined {
  return answerOn ? `${answerOn}T${answerAt || '12:00'}:00Z` : undefined;
}

/** What fits only with something else. */
function together(given: Given): FieldProblem[] {
  const { answerOn, answerAt, remarks = '', amends, reason } = given;
  const at = (path: MessageInput, key: string): FieldProblem => ({ path, key: `cencommforms:problem.${key}` });
  const answerBy = answerTime(given);
  return [
    ...(amends && !reason ? [at('reason', 'noReason')] : []),
    ...problemsIn(remarks).map(problem => ({ path: 'remarks', ...problem })),
    ...(answerAt && answerOn === '' ? [at('answerOn', 'dayOfTime')] : []),
    ...(answerBy !== undefined && Date.parse(answerBy) <= Date.now() ? [at('answerOn', 'pastTime')] : []),
  ];
}
