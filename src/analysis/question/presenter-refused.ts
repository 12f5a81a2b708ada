import type { Names, RefusedValue } from '../../seizures/index.ts';
import type { AskedQuestion } from '../views.ts';

/** A question with what could not be read of it: each problem at its field, and what was typed still there. */
export function withRefused<Q extends AskedQuestion>(question: Q, refused: readonly RefusedValue[], names: Names): Q {
  if (refused.length === 0) return question;
  const known = new Map(refused.map(one => [one.path, { ...one, text: names.text(one.key, { ...one.values }) }]));
  const labels = new Map(question.fields.map(({ name, label }) => [name, label]));
  return {
    ...question,
    fields: question.fields.map(field => {
      const found = known.get(field.name);
      if (!found) return field;
      // A list shows what it knows; what it does not is named in its sentence.
      return { ...field, error: found.text, ...(field.options ? {} : { value: found.typed }) };
    }),
    problems: [...known.values()].map(({ path, text }) => ({
      text: `${labels.get(path) ?? path}${names.label('common:colon')} ${text}`,
      ...(labels.has(path) ? { href: `#question-${path}` } : {}),
    })),
  };
}
