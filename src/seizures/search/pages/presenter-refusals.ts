import type { RefusedValue } from '../lenient.ts';
import type { Refusals } from './facet-shapes.ts';
import type { Names } from './presenter-names.ts';

/** By parameter, what stands in its field and what is wrong with it. */
export function refusalsOf(refused: readonly RefusedValue[], names: Names): Refusals {
  return new Map(
    refused.map(({ path, typed, key, values }) => [path, { typed, text: names.text(key, { ...values }) }]),
  );
}

/** What could not be read, each leading to its field where there is one. */
export function problemsOf(refused: readonly RefusedValue[], names: Names) {
  return refused.map(({ path, key, values }) => {
    const label = fieldsShown.has(path) ? names.label(`search:${labelsOf[path] ?? `facet.${path}`}`) : path;
    return {
      text: `${label}${names.label('common:colon')} ${names.text(key, { ...values })}`,
      ...(fieldsShown.has(path) ? { href: `#f-${path}` } : {}),
    };
  });
}
const fieldsShown: ReadonlySet<string> = new Set(['from', 'to', 'min', 'max', 'unit', 'place', 'container']);
const labelsOf: Readonly<Record<string, string>> = {
  from: 'from',
  to: 'to',
  min: 'min',
  max: 'max',
  unit: 'unitLabel',
};
