import { problemsIn } from '../../../markup/index.ts';
import { choosableFields } from './form-fields.ts';
import type { FormKind, Operation } from '../operation.ts';
import { datesReversed, joinings, operationLangs } from './request-form.ts';
import type { Settings } from '../lifecycle/settings.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import { choice, choices, date, longtext, readForm, version } from '../../../fields/index.ts';

/** What the owner may change, beside the dates' limits and the fields of messages. */
export const settingFields = {
  version,
  notice: longtext({ max: 4000, optional: true, screened: false }),
  startsOn: date(),
  endsOn: date(),
  langs: choices(operationLangs),
  joining: choice(joinings),
};
export type SettingName = 'version' | 'notice' | 'startsOn' | 'endsOn' | 'langs' | 'joining' | FormKind;

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
  const settings: Settings = { ...facts, forms: { warning, feedback, seizure } };
  return { typed, problems, settings };
}
