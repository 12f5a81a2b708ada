import { Conflict, DomainError, type FieldProblem } from '../errors.ts';

/** A valid form that the state of things does not allow, with the field to show it at. 422. */
export class Refused extends DomainError {
  readonly problem: FieldProblem;
  constructor(problem: FieldProblem) {
    super('refused', 422, problem.key);
    this.problem = problem;
  }
}

/** Somebody else changed the thing since its form was opened; the page shows both. */
export class ChangedMeanwhile extends Conflict {}

/** Turns one of the named constraints into a problem at its field. */
export async function refusalOf<T>(
  constraints: Readonly<Record<string, FieldProblem>>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { constraint } = error as { constraint?: unknown };
    const problem = typeof constraint === 'string' ? constraints[constraint] : undefined;
    if (problem) throw new Refused(problem);
    throw error;
  }
}
