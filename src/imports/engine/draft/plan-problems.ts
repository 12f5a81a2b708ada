import { hardFields, softFields } from '../columns/import-fields.ts';
import type { Survey } from '../columns/profile-columns.ts';
import type { ImportPlan } from '../plan.ts';
import { note, type FileProblem } from '../problems.ts';

/**
 * What the plan lacks as a whole: hard fields stop the import until given, soft ones are a warning for the file. With
 * the survey, units standing beside the quantities ("12 kg") count as given.
 */
export function planProblems(plan: ImportPlan, survey?: Survey): FileProblem[] {
  const missing = hardFields.filter(field => !has(plan, field, survey));
  return [
    ...missing.map((field): FileProblem => ({ code: 'required_missing', fatal: true, values: { field } })),
    ...softFields.filter(field => !has(plan, field)).map(field => note('column_absent', { field })),
  ];
}

function has(plan: ImportPlan, field: string, survey?: Survey): boolean {
  if (plan.mapping.includes(field) || (plan.constants[field] ?? '') !== '') return true;
  if (isOfGoods(field) && plan.mapping.includes('goods')) return true;
  switch (field) {
    case 'heading':
      return plan.heading !== undefined || plan.mapping.includes('product') || eachMeasures(plan, 'product');
    case 'product':
      return plan.mapping.includes('heading') || eachMeasures(plan, 'product');
    case 'seizureDate':
      return plan.mapping.includes('seizureYear');
    case 'unit':
      return plan.assumedUnit !== undefined || eachMeasures(plan, 'unit') || standBesideNumbers(survey);
    default:
      return false;
  }
}

/** Units beside most of the quantities: "12 kg". */
function standBesideNumbers(survey: Survey | undefined): boolean {
  const units = survey?.words.filter(({ kind }) => kind === 'unit') ?? [];
  return survey !== undefined && units.reduce((sum, { count }) => sum + count, 0) > survey.rows / 2;
}

function isOfGoods(field: string): boolean {
  return ['heading', 'product', 'quantity', 'unit'].includes(field);
}

/** Whether every quantity's header says it. */
export function eachMeasures({ mapping, measures = {} }: ImportPlan, what: 'unit' | 'product'): boolean {
  const columns = mapping.flatMap((field, column) => (field === 'quantity' ? [column] : []));
  return columns.length > 0 && columns.every(column => measures[column]?.[what] !== undefined);
}
