import type { FieldProblem } from '../../errors.ts';
import { date, oneOf, readSheet, shaped, someOf, text } from '../../forms/index.ts';
import type { Check, Sheet } from '../../forms/index.ts';
import { problemsIn } from '../../markup/index.ts';
import { audiences } from '../mail/message.ts';
import type { Audience } from '../mail/message.ts';
import type { FormKind } from '../operations/operation.ts';
import type { Colleague } from './store-members.ts';
import { longestSubject } from './subject.ts';
import { addDays, today } from '../../text/plain-date.ts';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const uuid = shaped(uuidShape, 'forms:problem.malformed');
export const longestRemarks = 20_000;
const farthest = 366;

/** What every form says beside its fields: as typed, by the names of the inputs. */
export const messageInputs = [
  'clientUuid',
  'action',
  'chain',
  'template',
  'subject',
  'remarks',
  'audience',
  'countries',
  'members',
  'answerOn',
  'answerAt',
  'urgent',
  'remove',
] as const;
type MessageInput = (typeof messageInputs)[number];
export const actions = ['send', 'draw', 'template', 'save', 'attach'] as const;

export interface Said {
  readonly sheet: Sheet<MessageInput>;
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
  const sheet = readSheet<MessageInput>(rest, checksOf(kind, colleagues, templateIds));
  const { values } = sheet;
  const listed = (value: string): string[] => value.split(',').filter(one => one !== '');
  const answerBy =
    values.answerOn === '' ? undefined : `${values.answerOn}T${values.answerAt === '' ? '12:00' : values.answerAt}:00Z`;
  const audience = values.audience as Audience;
  const at = (path: MessageInput, key: string): FieldProblem => ({ path, key });
  return {
    sheet,
    audience,
    countries: audience === 'countries' ? listed(values.countries) : [],
    memberIds: audience === 'members' ? listed(values.members).map(Number) : [],
    ...(answerBy === undefined ? {} : { answerBy }),
    problems: [
      ...sheet.problems,
      ...problemsIn(values.remarks).map(problem => ({ path: 'remarks', ...problem })),
      ...(audience === 'countries' && values.countries === '' && !isWrong(sheet, 'countries')
        ? [at('countries', 'cencommforms:problem.noCountries')]
        : []),
      ...(audience === 'members' && values.members === '' && !isWrong(sheet, 'members')
        ? [at('members', 'cencommforms:problem.noMembers')]
        : []),
      ...(values.answerAt !== '' && values.answerOn === '' && !isWrong(sheet, 'answerOn')
        ? [at('answerOn', 'cencommforms:problem.dayOfTime')]
        : []),
      ...(answerBy !== undefined && Date.parse(answerBy) <= Date.now()
        ? [at('answerOn', 'cencommforms:problem.pastTime')]
        : []),
    ],
  };
}

const isWrong = ({ problems }: Pick<Sheet<MessageInput>, 'problems'>, name: MessageInput): boolean =>
  problems.some(({ path }) => path === name);

function checksOf(
  kind: FormKind,
  colleagues: readonly Colleague[],
  templateIds: readonly string[],
): Record<MessageInput, Check> {
  const last = addDays(today(), farthest);
  return {
    clientUuid: uuid,
    action: oneOf(actions, { optional: true }),
    chain: shaped(/^[1-9]\d{0,5}$/, 'forms:problem.malformed', kind === 'feedback' ? {} : { optional: true }),
    template: oneOf(templateIds, { optional: true }),
    subject: text({ max: longestSubject, optional: true, unscreened: true }),
    remarks: text({ max: longestRemarks, lines: true, optional: true, unscreened: true }),
    audience: oneOf(audiences),
    countries: someOf(countriesOf(colleagues)),
    members: someOf(colleagues.map(({ accountId }) => String(accountId))),
    answerOn: date({ from: today(), to: last, optional: true }),
    answerAt: shaped(/^([01]\d|2[0-3]):[0-5]\d$/, 'cencommforms:problem.noTime', { optional: true }),
    urgent: oneOf(['yes'], { optional: true }),
    remove: shaped(uuidShape, 'forms:problem.malformed', { optional: true }),
  };
}

/** Countries that have a member speaking for them. */
export function countriesOf(colleagues: readonly Pick<Colleague, 'country'>[]): string[] {
  return [...new Set(colleagues.flatMap(({ country }) => country ?? []))].sort();
}
