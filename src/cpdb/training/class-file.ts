import { csvCell } from '../../files/csv-cell.ts';
import type { Offices } from '../../reference/index.ts';
import type { AnswerOfRun, ExerciseResult, RunResult } from './store/store-results.ts';

/**
 * Results of a class as CSV (UTF-8 with its mark, commas, CRLF): a row for each run, with a column for each exercise
 * ("right", "wrong", "late", empty where it was not answered). Codes, no words of a language.
 */
export function classFile(
  runs: readonly RunResult[],
  exercises: readonly ExerciseResult[],
  answers: readonly AnswerOfRun[],
  offices: Offices,
): string {
  const given = new Map(answers.map(one => [`${one.runId} ${one.exerciseId}`, one]));
  const outcome = (run: RunResult, exercise: ExerciseResult): string => {
    const one = given.get(`${run.id} ${exercise.id}`);
    return one === undefined ? '' : one.isLate ? 'late' : one.isRight ? 'right' : 'wrong';
  };
  const rows: (string | number | null)[][] = [
    [
      'login',
      'office',
      'started',
      'finished',
      'answered',
      'right',
      'late',
      ...exercises.map((one, at) => `${at + 1} ${one.kind} ${one.ref}`),
    ],
    ...runs.map(run => [
      run.login,
      offices.byId(run.officeId)?.code ?? '',
      run.startedAt.toISOString(),
      run.finishedAt?.toISOString() ?? null,
      run.answered,
      run.right,
      run.late,
      ...exercises.map(one => outcome(run, one)),
    ]),
  ];
  return `\ufeff${rows.map(row => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}
