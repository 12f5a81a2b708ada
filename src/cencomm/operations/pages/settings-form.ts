import { problemsIn } from '../../../markup/index.ts';
import { choosableFields } from './form-fields.ts';
import { ceilings } from '../../mail/limits.ts';
import {
  sendCounts,
  writingRoles,
  type FormKind,
  type Operation,
  type SendCount,
  type SendQuota,
  type WritingRole,
} from '../operation.ts';
import { datesReversed, joinings, operationLangs } from './request-form.ts';
import type { Settings } from '../lifecycle/settings.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import { choice, choices, date, integer, longtext, readForm, version } from '../../../fields/index.ts';

/** "member_messages": what a role may send in an hour. */
export type LimitName = `${WritingRole}_${SendCount}`;
export const limitNames = writingRoles.flatMap(role => sendCounts.map(count => `${role}_${count}` as const));
const limitFields = Object.fromEntries(
  limitNames.map(name => [name, integer({ min: 1, max: ceilings[name.split('_')[1] as SendCount], optional: true })]),
) as Record<LimitName, ReturnType<typeof integer<true>>>;

/** Whether records made of the operation's seizures may name it. */
export const titleChoices = ['no', 'yes'] as const;

/** What the owner may change, beside the dates' limits and the fields of messages. */
export const settingFields = {
  version,
  notice: longtext({ max: 4000, optional: true, screened: false }),
  startsOn: date(),
  endsOn: date(),
  langs: choices(operationLangs),
  joining: choice(joinings),
  titleInRecords: choice(titleChoices, { optional: true }),
  ...limitFields,
};
export type SettingName =
  | 'version'
  | 'notice'
  | 'startsOn'
  | 'endsOn'
  | 'langs'
  | 'joining'
  | 'titleInRecords'
  | LimitName
  | FormKind;

/** Reads the posted settings of an operation. Throws BadRequest for a field the form has not. */
export function readSettings(body: unknown, operation: Operation) {
  const asked = (kind: FormKind) =>
    choices(
      choosableFields(operation, kind)
        .flatMap(group => group.fields)
        .filter(({ fixed }) => !fixed)
        .map(({ key }) => key),
      { optional: true },
    );
  // An operation that began long ago keeps its day.
  const from = operation.startsOn < addDays(today(), -366) ? operation.startsOn : addDays(today(), -366);
  const fields = {
    ...settingFields,
    startsOn: date({ from, to: addDays(today(), 1096) }),
    endsOn: date({ from, to: addDays(today(), 3653) }),
    warning: asked('warning'),
    feedback: asked('feedback'),
    seizure: asked('seizure'),
  };
  const { typed, values, problems } = readForm(body, fields, read => [
    ...datesReversed(read),
    ...problemsIn(read.notice ?? '')
      .slice(0, 1)
      .map(problem => ({ path: 'notice', ...problem })),
  ]);
  if (!values) return { typed, problems };
  const { warning, feedback, seizure, ...facts } = values;
  const { version: seen, notice, startsOn, endsOn, langs, joining, titleInRecords } = facts;
  const quota = (role: WritingRole): Partial<SendQuota> =>
    Object.fromEntries(
      sendCounts.flatMap(count => {
        const chosen = facts[`${role}_${count}`];
        return chosen === undefined ? [] : [[count, chosen]];
      }),
    );
  const settings: Settings = {
    version: seen,
    notice,
    startsOn,
    endsOn,
    langs,
    joining,
    titleInRecords: titleInRecords === 'yes',
    forms: { warning, feedback, seizure },
    limits: { owner: quota('owner'), liaison: quota('liaison'), member: quota('member') },
  };
  return { typed, problems, settings };
}
