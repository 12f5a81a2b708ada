import type { FieldProblem } from '../errors.ts';

interface Wording {
  problem(problem: FieldProblem): string;
}

interface Named {
  readonly name: string;
  readonly label: string;
}

/** Id of the control of a field, where links of the summary lead. */
export const idOf = (name: string): string => `field-${name.replaceAll('.', '-')}`;

/** Said of a field that stands right there; far from it they are said with its name. */
const nameless: readonly string[] = ['forms:problem.missing', 'forms:problem.notListed'];

/**
 * Problems for `/shared/_error-summary`: each in words that say which field, and a link to it. `fields` are those of
 * the page, as far as it shows them; `hrefOf` may lead to a field of another page. Pure.
 */
export function summaryOf(
  words: Wording,
  problems: readonly FieldProblem[],
  fields: readonly (Named | undefined)[],
  hrefOf: (path: string) => string = path => `#${idOf(path)}`,
): { text: string; href: string }[] {
  const labels = new Map(fields.flatMap(field => (field ? [[field.name, field.label] as const] : [])));
  return problems.map(problem => {
    const { path, key, values } = problem;
    const label = labels.get(path);
    const isNamed = label !== undefined && nameless.includes(key);
    return {
      text: words.problem(isNamed ? { path, key: `${key}Field`, values: { ...values, label } } : problem),
      href: hrefOf(path),
    };
  });
}
