import { DomainError } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';

/** A valid form the database still refuses, with the field to show it at. 422. */
export class Refused extends DomainError {
  readonly problem: FieldProblem;
  constructor(problem: FieldProblem) {
    super('refused', 422, problem.key);
    this.problem = problem;
  }
}

/** Turns the unique constraint on national references into a problem at its field. */
export async function refusalOfRef<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint !== 'seizures_national_ref_unique') throw error;
    throw new Refused({ path: 'facts.nationalRef', key: 'findings:nationalRefTaken' });
  }
}
