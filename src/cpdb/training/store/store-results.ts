import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { empty, queryRows, sql } from '../../../db/sql.ts';
import type { Captions } from '../../pictures/picture.ts';
import type { Kind } from '../set.ts';

/** A run with its counts. Late answers are wrong ones. */
export interface RunResult {
  readonly id: string;
  readonly setRef: string;
  readonly title: Captions;
  readonly login: string;
  readonly officeId: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly answered: number;
  readonly right: number;
  readonly late: number;
  readonly isUntimed: boolean;
}

const right = sql`count(*) filter (where n.is_right and not n.is_late)::int`;
const results = sql`
  select r.id, s.ref as "setRef", s.title, a.login_id as login, r.office_id as "officeId", r.started_at as "startedAt",
    r.finished_at as "finishedAt",
    count(n.answered_at)::int as answered, ${right} as "right", (count(*) filter (where n.is_late))::int as late,
    r.seconds is null and s.seconds is not null as "isUntimed"
  from cpdb_runs r join cpdb_sets s on s.id = r.set_id join accounts a on a.id = r.account_id
    left join cpdb_answers n on n.run_id = r.id and n.answered_at is not null`;
const grouped = sql`group by r.id, s.id, a.id order by r.started_at desc limit`;

/** The viewer's own runs, newest first. */
export async function listOwnRuns(on: Queryable, viewer: Viewer, setId?: number): Promise<RunResult[]> {
  const ofSet = setId === undefined ? empty : sql`and r.set_id = ${setId}`;
  return queryRows<RunResult>(on, sql`${results} where r.account_id = ${viewer.accountId} ${ofSet} ${grouped} 200`);
}

/** Everybody's runs of a set the viewer keeps, newest first. */
export async function listClass(on: Queryable, setId: number): Promise<RunResult[]> {
  return queryRows<RunResult>(on, sql`${results} where r.set_id = ${setId} ${grouped} 1000`);
}

/** How often something was answered, and rightly. */
export interface Rate {
  readonly code: string;
  readonly answered: number;
  readonly right: number;
}
const rateBy = { place: sql`p.concealment`, heading: sql`p.heading`, kind: sql`e.kind` };

/** The viewer's own answers by what they were about, weakest first. */
export async function listOwnRates(on: Queryable, viewer: Viewer, by: keyof typeof rateBy): Promise<Rate[]> {
  return queryRows<Rate>(
    on,
    sql`
      select ${rateBy[by]} as code, count(*)::int as answered, ${right} as "right"
      from cpdb_runs r join cpdb_answers n on n.run_id = r.id and n.answered_at is not null
        join cpdb_exercises e on e.id = n.exercise_id join cpdb_pictures p on p.id = e.picture_id
      where r.account_id = ${viewer.accountId}
        and (r.finished_at is not null
        or exists (select from cpdb_sets s where s.id = r.set_id and s.feedback = 'each'))
      group by 1 order by ${right}::float8 / count(*), count(*) desc, 1 limit 30`,
  );
}

/** An exercise of a set as its class answered it. */
export interface ExerciseResult {
  readonly id: number;
  readonly place: number;
  readonly kind: Kind;
  readonly ref: string;
  readonly captions: Captions;
  readonly answered: number;
  readonly right: number;
  readonly late: number;
}

export async function listExerciseResults(on: Queryable, setId: number): Promise<ExerciseResult[]> {
  return queryRows<ExerciseResult>(
    on,
    sql`
      select e.id, e.place, e.kind, p.ref, p.captions, count(n.answered_at)::int as answered, ${right} as "right",
        (count(*) filter (where n.is_late))::int as late
      from cpdb_exercises e join cpdb_pictures p on p.id = e.picture_id
        left join cpdb_answers n on n.exercise_id = e.id and n.answered_at is not null
      where e.set_id = ${setId} and not e.removed group by e.id, p.id order by e.place, e.id`,
  );
}

export interface AnswerOfRun {
  readonly runId: string;
  readonly exerciseId: number;
  readonly isRight: boolean;
  readonly isLate: boolean;
}

/** Every answer given in a set. */
export async function listAnswersOfSet(on: Queryable, setId: number): Promise<AnswerOfRun[]> {
  return queryRows<AnswerOfRun>(
    on,
    sql`
      select n.run_id as "runId", n.exercise_id as "exerciseId", n.is_right as "isRight", n.is_late as "isLate"
      from cpdb_runs r join cpdb_answers n on n.run_id = r.id where r.set_id = ${setId} and n.answered_at is not null`,
  );
}
