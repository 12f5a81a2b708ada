import { longestReason, longtext, parsed } from '../fields/index.ts';
import { readDate } from '../text/plain-date.ts';
import { read, refuse } from '../text/readable-text.ts';

/** What stands for a character that was none. */
const whole = /^[^\ufffd]*$/;
const unreadable = (key: string) => ({
  characterBroken: key,
  characterBidi: key,
  characterControl: key,
  notThisShape: key,
});

/** Why something was done to an account, as its history keeps it. */
export const reason = longtext({
  max: longestReason,
  screened: false,
  pattern: whole,
  problems: {
    ...unreadable('errors:fields.characters'),
    required: 'accounts:problem.reasonMissing',
    tooLong: 'errors:fields.tooLong',
  },
});

/** Characters of a reason or note in the trail. */
const longestNote = 500;

/** A reason or note in the trail: a few words at least. */
export const trailReason = longtext({
  max: longestNote,
  screened: false,
  pattern: whole,
  parse: text => (text.length < 5 ? refuse('audit:errors.reason') : read(text)),
  problems: {
    ...unreadable('audit:errors.characters'),
    required: 'audit:errors.reason',
    tooLong: 'audit:errors.reasonLong',
  },
});

/** A day within limits, both included. */
export function dayWithin<P extends boolean = false>({
  from,
  to,
  optional,
}: {
  from: string;
  to: string;
  optional?: P;
}) {
  return parsed(
    typed => {
      const day = readDate(typed);
      if (!day.ok) return refuse('errors:fields.notADate');
      if (day.value < from) return refuse('accounts:problem.dayPast', { from });
      return day.value > to ? refuse('accounts:problem.dayFar', { to }) : day;
    },
    { ...(optional === undefined ? {} : { optional }), problems: { required: 'errors:fields.required' } },
  );
}

/** A posted form in which a repeated field is as an empty one: who is not signed in is told nothing of our forms. */
export function unrepeated(body: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...(body as object | undefined) }).map(([name, value]) => [
      name,
      Array.isArray(value) ? '' : value,
    ]),
  );
}
