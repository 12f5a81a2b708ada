import { BadRequest } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import { oneOf, readSheet, someOf, text } from '../../../forms/index.ts';
import type { Check } from '../../../forms/index.ts';
import { isId } from '../../operations/store.ts';
import { audiences } from '../message.ts';
import type { Audience } from '../message.ts';
import type { Typed } from './store-drafts.ts';
import type { MailMember } from './store-members.ts';

/** Characters of a subject and of a text. */
export const longestSubject = 200;
export const longestBody = 40_000;

/**
 * Fields of the form, each saved in the draft as it was typed. `parent`, `forward`: the message answered or
 * forwarded; `carry`: its attachments to include.
 */
export const composeFields = [
  'to',
  'country',
  'member',
  'subject',
  'body',
  'priority',
  'answerDate',
  'answerTime',
  'parent',
  'forward',
  'carry',
] as const;
export type ComposeField = (typeof composeFields)[number];

/** What a complete form says. */
export interface Composed {
  readonly audience: Audience;
  readonly countries: readonly string[];
  readonly memberIds: readonly number[];
  readonly subject: string;
  readonly body: string;
  readonly priority: 'normal' | 'high';
  readonly answerBy?: string;
  readonly parentId?: string;
  readonly forwardedOf?: string;
  readonly carry: readonly string[];
}

const listOf = (typed: string): string[] => typed.split(',').filter(one => one !== '');
const anything: Check = { read: typed => ({ value: typed }) };
const several: Check = { many: true, read: typed => ({ value: typed }) };
const severalFields: readonly ComposeField[] = ['country', 'member', 'carry'];

/**
 * The form as it was typed, whatever is wrong with it. Throws BadRequest for fields that are none of its, and for
 * texts longer than any draft may be.
 */
export function typedOf(
  body: unknown,
  more: readonly string[],
): { typed: Typed; more: Readonly<Record<string, string>> } {
  const names = [...composeFields, ...more];
  const { values } = readSheet<string>(
    body,
    Object.fromEntries(
      names.map(name => [name, (severalFields as readonly string[]).includes(name) ? several : anything]),
    ),
  );
  return {
    typed: Object.fromEntries(
      composeFields.map(name => [name, (values[name] ?? '').slice(0, name === 'body' ? longestBody * 2 : 20_000)]),
    ),
    more: Object.fromEntries(more.map(name => [name, values[name] ?? ''])),
  };
}

/**
 * Reads a form that is to be sent. Nothing of the sender or the time is taken from it. Throws BadRequest for hidden
 * fields nobody typed.
 */
export function readComposed(
  typed: Typed,
  members: readonly MailMember[],
  ownId: number,
  now: Date,
): { readonly composed?: Composed; readonly problems: readonly FieldProblem[] } {
  const others = members.filter(({ accountId }) => accountId !== ownId);
  const countries = [...new Set(members.flatMap(({ country }) => country ?? []))];
  const { values, problems } = readSheet<ComposeField>(
    Object.fromEntries(composeFields.map(name => [name, typed[name] ?? ''])),
    {
      to: oneOf(audiences),
      country: someOf(countries),
      member: someOf(others.map(({ accountId }) => String(accountId))),
      subject: text({ max: longestSubject, unscreened: true }),
      body: text({ max: longestBody, lines: true, unscreened: true }),
      priority: oneOf(['high'], { optional: true }),
      answerDate: anything,
      answerTime: anything,
      parent: anything,
      forward: anything,
      carry: several,
    },
  );
  for (const name of ['parent', 'forward', 'carry'] as const) {
    if (listOf(values[name]).some(id => !isId(id)))
      throw new BadRequest([{ path: name, key: 'forms:problem.malformed', values: { value: '' } }]);
  }
  const answer = answerOf(values.answerDate.trim(), values.answerTime.trim(), now);
  const found = [
    ...problems,
    ...recipientProblems(values, others, countries, problems),
    ...('problem' in answer ? [answer.problem] : []),
  ];
  if (found.length > 0 || 'problem' in answer) return { problems: found };
  const audience = values.to as Audience;
  return {
    problems: [],
    composed: {
      audience,
      countries: audience === 'countries' ? listOf(values.country) : [],
      memberIds: audience === 'members' ? listOf(values.member).map(Number) : [],
      subject: values.subject,
      body: values.body,
      priority: values.priority === 'high' ? 'high' : 'normal',
      carry: listOf(values.carry),
      ...(answer.at ? { answerBy: answer.at } : {}),
      ...(values.parent ? { parentId: values.parent } : {}),
      ...(values.forward ? { forwardedOf: values.forward } : {}),
    },
  };
}

function recipientProblems(
  values: Readonly<Record<ComposeField, string>>,
  others: readonly MailMember[],
  countries: readonly string[],
  before: readonly FieldProblem[],
): FieldProblem[] {
  if (before.some(({ path }) => path === 'to' || path === 'country' || path === 'member')) return [];
  if (values.to === 'all' && others.length === 0) return [{ path: 'to', key: 'cencommmail:problem.alone' }];
  if (values.to === 'members' && values.member === '') return [{ path: 'member', key: 'cencommmail:problem.noMember' }];
  if (values.to !== 'countries') return [];
  const chosen = listOf(values.country);
  if (chosen.length === 0 && countries.length > 0) return [{ path: 'country', key: 'cencommmail:problem.noCountry' }];
  return others.some(({ country }) => country !== null && chosen.includes(country))
    ? []
    : [{ path: 'country', key: 'cencommmail:problem.nobodyThere' }];
}

/** Date and time of UTC together, later than now; both or none. */
function answerOf(
  date: string,
  time: string,
  now: Date,
): { readonly at?: string } | { readonly problem: FieldProblem } {
  if (date === '' && time === '') return {};
  const at =
    /^\d{4}-\d\d-\d\d$/.test(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time || '23:59')
      ? new Date(`${date}T${time || '23:59'}:00Z`)
      : undefined;
  if (date === '' || at === undefined || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date)
    return {
      problem: {
        path: date === '' || (/^\d{4}-\d\d-\d\d$/.test(date) && at === undefined) ? 'answerTime' : 'answerDate',
        key: 'cencommmail:problem.noTime',
      },
    };
  if (at <= now) return { problem: { path: 'answerDate', key: 'cencommmail:problem.past' } };
  if (at.getTime() > now.getTime() + 366 * 86_400_000)
    return { problem: { path: 'answerDate', key: 'cencommmail:problem.tooFar' } };
  return { at: at.toISOString() };
}
