import type { FieldProblem } from '../../../errors.ts';
import type { Office } from '../../../reference/index.ts';
import { langs, levels, type Duty, type Lang, type Level } from '../../viewer.ts';
import { dutiesFor, levelsFor, longestYears, shortestReason, type NewApplication } from '../application.ts';
import { emailProblem } from '../mail-domains/mail-domains.ts';
import { readName, readText } from './text.ts';
import { addYears, isPlainDate } from '../../../text/plain-date.ts';
import { anyText, anyTexts, readForm } from '../../../fields/index.ts';

/** Longest texts, in characters. */
export const longest = { name: 80, unit: 120, reason: 1000, notification: 200, words: 1000, course: 200 } as const;

/** What a form says of one person, as typed. */
interface TypedPerson {
  readonly familyName: string;
  readonly givenName: string;
  readonly unit: string;
  readonly email: string;
  readonly level: string;
  readonly duties: readonly string[];
  readonly notification: string;
  readonly lang: string;
  readonly reason: string;
  readonly endsOn: string;
}

export interface TypedApplication extends TypedPerson {
  /** Code of the officer's office. */
  readonly office: string;
  readonly formId: string;
  /** 'yes' where the sender has seen that the name is known and says it is another person. */
  readonly otherPerson: string;
}

const form = {
  formId: anyText,
  office: anyText,
  familyName: anyText,
  givenName: anyText,
  unit: anyText,
  email: anyText,
  level: anyText,
  duties: anyTexts,
  notification: anyText,
  lang: anyText,
  reason: anyText,
  endsOn: anyText,
  otherPerson: anyText,
};

/**
 * The posted form. Throws BadRequest for a field that is none of it (a state, a login ID …): nothing unknown is passed
 * over.
 */
export function readApplication(posted: unknown): TypedApplication {
  const { typed, read } = readForm(posted, form);
  return { ...typed, duties: read.duties ?? [] };
}

/** What the check of a person needs to know beside it. */
export interface Ground {
  readonly office: Office;
  readonly domains: readonly string[];
  /** Plain date. */
  readonly today: string;
}

type Problem = Omit<FieldProblem, 'path'>;

/**
 * Everything about one person that can be said without looking at others: the checked values, or a problem at each
 * field.
 */
export function checkPerson(typed: TypedPerson, ground: Ground): { value: NewApplication; problems: FieldProblem[] } {
  const texts = {
    familyName: readName(typed.familyName, longest.name),
    givenName: readName(typed.givenName, longest.name),
    unit: filled(readText(typed.unit, longest.unit), 'unitMissing'),
    reason: readText(typed.reason, longest.reason, { lines: true }),
    notification: readText(typed.notification, longest.notification),
  };
  const email = typed.email.trim().toLowerCase();
  const duties = [...new Set(typed.duties.filter(duty => duty !== ''))] as Duty[];
  const problems: Record<string, Problem | undefined> = {
    familyName: texts.familyName.problem,
    givenName: texts.givenName.problem,
    unit: texts.unit.problem,
    email: emailProblem(email, ground.domains),
    level: levelsFor(ground.office.kind).includes(typed.level as Level)
      ? undefined
      : { key: 'applications:problems.level' },
    duties: dutiesProblem(duties, typed.level, ground.office),
    notification: texts.notification.problem ?? notificationProblem(duties, texts.notification.text),
    lang: langs.includes(typed.lang as Lang) ? undefined : { key: 'applications:problems.lang' },
    reason: texts.reason.problem ?? reasonProblem(texts.reason.text, typed.level),
    endsOn: endProblem(typed.endsOn.trim(), ground.today),
  };
  const [familyName, givenName, unit, reason, notification] = [
    texts.familyName.text,
    texts.givenName.text,
    texts.unit.text,
    texts.reason.text,
    texts.notification.text,
  ];
  return {
    value: {
      officeId: ground.office.id,
      familyName,
      givenName,
      unit,
      email,
      level: typed.level as Level,
      duties,
      notification,
      lang: typed.lang as Lang,
      reason,
      endsOn: typed.endsOn.trim(),
    },
    problems: Object.entries(problems).flatMap(([path, problem]) => (problem ? [{ path, ...problem }] : [])),
  };
}

function filled(read: { text: string; problem?: Problem }, missing: string): { text: string; problem?: Problem } {
  return read.text === '' && !read.problem ? { text: '', problem: { key: `applications:problems.${missing}` } } : read;
}

function dutiesProblem(duties: readonly string[], level: string, office: Office): Problem | undefined {
  const allowed: readonly string[] = dutiesFor[office.kind];
  if (duties.some(duty => !allowed.includes(duty))) return { key: 'applications:problems.duty' };
  return duties.length > 0 && level !== 'unlimited' ? { key: 'applications:problems.dutyLevel' } : undefined;
}

function notificationProblem(duties: readonly string[], text: string): Problem | undefined {
  return duties.includes('ncp') && text === '' ? { key: 'applications:problems.notificationMissing' } : undefined;
}

function reasonProblem(text: string, level: string): Problem | undefined {
  if (level === 'limited' || !levels.includes(level as Level)) return undefined;
  return [...text].length < shortestReason
    ? { key: 'applications:problems.reasonShort', values: { least: shortestReason } }
    : undefined;
}

/** An end is a day after today and at most five years off. */
export function endProblem(text: string, today: string): Problem | undefined {
  if (text === '') return { key: 'applications:problems.endMissing' };
  if (!isPlainDate(text)) return { key: 'applications:problems.endShape' };
  if (text <= today) return { key: 'applications:problems.endPast' };
  const latest = addYears(today, longestYears);
  return text > latest ? { key: 'applications:problems.endFar', values: { latest, years: longestYears } } : undefined;
}
