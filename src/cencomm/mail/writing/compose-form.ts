import { BadRequest, type FieldProblem } from '../../../errors.ts';
import { isId } from '../../operations/store.ts';
import type { Addressees } from '../../groups/groups.ts';
import { chosenBy, recipientFields, recipientProblems, type Recipients } from './recipients.ts';
import type { Typed } from './store-drafts.ts';
import { anyText, anyTexts, choice, longtext, readTyped, text, typedOf as typedIn } from '../../../fields/index.ts';

/** Characters of a subject and of a text. */
export const longestSubject = 200;
export const longestBody = 40_000;

/**
 * Fields of the form, each saved in the draft as it was typed. `parent`, `forward`: the message answered or forwarded;
 * `carry`: its attachments to include; `window`: the page it is typed in, sealed with the rest.
 */
const draft = {
  to: anyText,
  group: anyTexts,
  country: anyTexts,
  office: anyTexts,
  member: anyTexts,
  subject: anyText,
  body: anyText,
  priority: anyText,
  answerDate: anyText,
  answerTime: anyText,
  parent: anyText,
  forward: anyText,
  carry: anyTexts,
  window: anyText,
};
type ComposeField = keyof typeof draft;
const composeFields = Object.keys(draft) as ComposeField[];

/** What a complete form says. */
export interface Composed extends Recipients {
  readonly subject: string;
  readonly body: string;
  readonly priority: 'normal' | 'high';
  readonly answerBy?: string;
  readonly parentId?: string;
  readonly forwardedOf?: string;
  readonly carry: readonly string[];
}

/**
 * The form as it was typed, whatever is wrong with it. Throws BadRequest for fields that are none of its, and cuts
 * texts longer than any draft may be.
 */
export function typedOf<N extends string>(
  body: unknown,
  more: readonly N[],
): { typed: Typed; more: Readonly<Record<N, string>> } {
  const beside = Object.fromEntries(more.map(name => [name, anyText])) as Record<N, typeof anyText>;
  const all: Typed = typedIn(body, { ...draft, ...beside });
  return {
    typed: mixable(
      Object.fromEntries(
        composeFields.map(name => [name, (all[name] ?? '').slice(0, name === 'body' ? longestBody * 2 : 20_000)]),
      ),
    ),
    more: Object.fromEntries(more.map(name => [name, all[name] ?? ''])) as Record<N, string>,
  };
}

/** A draft of when countries and members excluded each other: what was left out stays left out. */
export function mixable(typed: Typed): Typed {
  if (typed.to === 'countries') return { ...typed, to: 'chosen', member: '' };
  return typed.to === 'members' ? { ...typed, to: 'chosen', country: '' } : typed;
}

/**
 * Reads a form that is to be sent. Nothing of the sender or the time is taken from it. Throws BadRequest for hidden
 * fields nobody typed.
 */
export function readComposed(
  typed: Typed,
  addressees: Addressees,
  ownId: number,
  now: Date,
): { readonly composed?: Composed; readonly problems: readonly FieldProblem[] } {
  const fields = {
    ...draft,
    ...recipientFields(addressees, ownId),
    subject: text({ max: longestSubject, screened: false }),
    body: longtext({ max: longestBody, screened: false }),
    priority: choice(['high'], { optional: true }),
  };
  const blank = Object.fromEntries(composeFields.map(name => [name, ''])) as Record<ComposeField, string>;
  const { read, values, problems } = readTyped({ ...blank, ...typed }, fields, given =>
    recipientProblems(given, addressees, ownId),
  );
  requireIds(read);
  const answer = answerOf(read.answerDate ?? '', read.answerTime ?? '', now);
  if (!values || 'problem' in answer)
    return { problems: [...problems, ...('problem' in answer ? [answer.problem] : [])] };
  const { to, group, country, office, member, subject, body, priority, carry, parent, forward } = values;
  return {
    problems: [],
    composed: {
      ...chosenBy({ to, group, country, office, member }, addressees.groups),
      subject,
      body,
      priority: priority || 'normal',
      carry,
      ...(answer.at ? { answerBy: answer.at } : {}),
      ...(parent ? { parentId: parent } : {}),
      ...(forward ? { forwardedOf: forward } : {}),
    },
  };
}

/** Throws BadRequest for hidden fields that are not ids. */
function requireIds(read: Partial<Record<'parent' | 'forward', string> & Record<'carry', readonly string[]>>): void {
  for (const name of ['parent', 'forward', 'carry'] as const) {
    if ([read[name] || []].flat().some(id => !isId(id)))
      throw new BadRequest([{ path: name, key: 'forms:problem.malformed', values: { value: '' } }]);
  }
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
