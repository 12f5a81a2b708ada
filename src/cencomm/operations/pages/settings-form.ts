import type { FieldProblem } from '../../../errors.ts';
import { date, oneOf, readSheet, shaped, someOf, text } from '../../../forms/index.ts';
import type { Check, Sheet } from '../../../forms/index.ts';
import { problemsIn } from '../../../markup/index.ts';
import { someAtLeast } from '../lifecycle/checks.ts';
import { choosableFields } from './form-fields.ts';
import { formKinds } from '../operation.ts';
import type { FormKind, Operation } from '../operation.ts';
import { datesReversed, joinings, operationLangs } from './request-form.ts';
import type { Settings } from '../lifecycle/settings.ts';
import { addDays, today } from '../../../text/plain-date.ts';

export const longestNotice = 4000;
export type SettingName = 'version' | 'notice' | 'startsOn' | 'endsOn' | 'langs' | 'joining' | FormKind;

/** Reads the posted settings of an operation. Throws BadRequest for a field the form has not. */
export function readSettings(
  body: unknown,
  operation: Operation,
): { sheet: Sheet<SettingName>; problems: readonly FieldProblem[]; settings?: Settings } {
  const fields = (kind: FormKind): Check =>
    someOf(
      choosableFields(operation, kind)
        .flatMap(group => group.fields)
        .filter(({ fixed }) => !fixed)
        .map(({ key }) => key),
    );
  // An operation that began long ago keeps its day.
  const from = operation.startsOn < addDays(today(), -366) ? operation.startsOn : addDays(today(), -366);
  const sheet = readSheet<SettingName>(body, {
    version: shaped(/^\d{1,9}$/, 'forms:problem.malformed'),
    notice: text({ max: longestNotice, lines: true, optional: true, unscreened: true }),
    startsOn: date({ from, to: addDays(today(), 1096) }),
    endsOn: date({ from, to: addDays(today(), 3653) }),
    langs: someAtLeast(operationLangs),
    joining: oneOf(joinings),
    warning: fields('warning'),
    feedback: fields('feedback'),
    seizure: fields('seizure'),
  });
  const { values } = sheet;
  const tooMuch = problemsIn(values.notice)
    .slice(0, 1)
    .map(({ key, values: more }): FieldProblem => ({ path: 'notice', key, ...(more ? { values: more } : {}) }));
  const problems = [...sheet.problems, ...datesReversed(values, sheet.problems), ...tooMuch];
  if (problems.length > 0) return { sheet, problems };
  return {
    sheet,
    problems,
    settings: {
      version: Number(values.version),
      notice: values.notice,
      startsOn: values.startsOn,
      endsOn: values.endsOn,
      langs: values.langs.split(','),
      joining: values.joining as Settings['joining'],
      forms: Object.fromEntries(formKinds.map(kind => [kind, values[kind].split(',').filter(Boolean)])),
    },
  };
}
