import type { FieldProblem } from '../../../../errors.ts';
import type { Words } from '../../../../reference/index.ts';
import type { FieldLook, Option } from '../../../../web/forms/views.ts';
import type { Typed } from '../../writing/store-drafts.ts';

export interface FieldSources {
  readonly typed: Typed;
  readonly problems: readonly FieldProblem[];
  readonly words: Words;
}

/** A field of the form of a message, with what was typed into it and what is wrong with that. */
export function field({ typed, problems, words }: FieldSources, name: string, more: FieldLook) {
  const problem = problems.find(({ path }) => path === name);
  return {
    id: `field-${name}`,
    name,
    value: typed[name] ?? '',
    label: words.t(`cencommmail:field.${name}`),
    ...more,
    ...(problem ? { error: words.problem(problem) } : {}),
  };
}

/** A field of which several options can be chosen. */
export function several(
  sources: FieldSources,
  name: string,
  options: readonly Option[],
  more: Partial<FieldLook> = {},
) {
  const value = (sources.typed[name] ?? '').split(',').filter(one => one !== '');
  return field(sources, name, { type: 'choices', value, options, ...more });
}
