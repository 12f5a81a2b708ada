import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { NotFound } from '../../../errors.ts';
import type { Captions } from '../../pictures/picture.ts';
import type { Feedback } from '../set.ts';

/** What was answered: a point, a cell of the grid or that there is nothing (mark), or a position (which, what). */
export type Given =
  | { readonly x: number; readonly y: number }
  | { readonly cell: string }
  | { readonly choice: number }
  | { readonly nothing: true };

export interface Answer {
  readonly exerciseId: number;
  readonly shownAt: Date;
  readonly answeredAt: Date | null;
  readonly given: Given | null;
  readonly isRight: boolean | null;
  readonly isLate: boolean | null;
  readonly distance: number | null;
}

/** One account going through a set once. */
export interface Run {
  readonly id: string;
  readonly setId: number;
  readonly setRef: string;
  readonly title: Captions;
  readonly feedback: Feedback;
  /** Ids in their order. */
  readonly exercises: readonly number[];
  /** By exercise: positions of its choices that are shown, in their order. */
  readonly orders: Readonly<Record<string, readonly number[]>>;
  readonly seconds: number | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

const columns = sql`
  r.id, r.set_id as "setId", s.ref as "setRef", s.title, s.feedback, r.exercises, r.orders, r.seconds,
  r.started_at as "startedAt", r.finished_at as "finishedAt"`;
type Row = Omit<Run, 'exercises'> & { readonly exercises: readonly (string | number)[] };

/** A run of the viewer's own. Throws NotFound. */
export async function getRun(on: Queryable, viewer: Viewer, id: string): Promise<Run> {
  const row = await queryRow<Row>(
    on,
    sql`
      select ${columns} from cpdb_runs r join cpdb_sets s on s.id = r.set_id
      where r.id = ${id} and r.account_id = ${viewer.accountId}`,
  );
  if (!row) throw new NotFound('no such run');
  return { ...row, exercises: row.exercises.map(Number) };
}

/**
 * The exercises of a new run, of those whose pictures are still published: all in their order, or so many of them
 * (`draws`) in an order by chance, of each kind its share, so that every run of a set is as hard as another.
 */
export async function drawExercises(client: Client, setId: number, draws: number | null): Promise<number[]> {
  const rows = await queryRows<{ id: string }>(
    client,
    sql`
      select id from (
        select id, place from (
          select e.id, e.place, (row_number() over kinds - 0.5) / count(*) over (partition by e.kind) as share
          from cpdb_exercises e join cpdb_pictures p on p.id = e.picture_id and p.state = 'published'
          where e.set_id = ${setId} and not e.removed window kinds as (partition by e.kind order by random())
        ) n order by share, random() limit ${draws}
      ) drawn order by case when ${draws}::int is null then place else random() end, id`,
  );
  return rows.map(({ id }) => Number(id));
}

/** Begins a run over exercises in their order. False when it was begun before. */
export async function insertRun(
  client: Client,
  viewer: Viewer,
  { id, setId, seconds, exercises, orders }: Pick<Run, 'id' | 'setId' | 'seconds' | 'exercises' | 'orders'>,
): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      insert into cpdb_runs (id, set_id, account_id, office_id, seconds, exercises, orders)
      values (${id}, ${setId}, ${viewer.accountId}, ${viewer.office.id}, ${seconds}, ${[...exercises]}::bigint[],
        ${JSON.stringify(orders)})
      on conflict (id) do nothing`,
  );
  return rowCount === 1;
}

const answerColumns = sql`
  exercise_id as "exerciseId", shown_at as "shownAt", answered_at as "answeredAt", given, is_right as "isRight",
  is_late as "isLate", distance`;

export async function listAnswers(on: Queryable, runId: string): Promise<Answer[]> {
  return queryRows<Answer>(on, sql`select ${answerColumns} from cpdb_answers where run_id = ${runId}`);
}

/** Exercises of a run that can still be shown: their pictures are published. */
export async function listShowable(on: Queryable, ids: readonly number[]): Promise<number[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select e.id from cpdb_exercises e join cpdb_pictures p on p.id = e.picture_id
      where e.id = any(${[...ids]}::bigint[]) and p.state = 'published'`,
  );
  return rows.map(({ id }) => Number(id));
}

/** The time runs from the first showing. True when this was it. */
export async function insertShown(client: Client, runId: string, exerciseId: number): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`insert into cpdb_answers (run_id, exercise_id) values (${runId}, ${exerciseId}) on conflict do nothing`,
  );
  return rowCount === 1;
}

/** The answer of an exercise, locked until the transaction ends; undefined where the exercise was not shown yet. */
export async function lockAnswer(client: Client, runId: string, exerciseId: number): Promise<Answer | undefined> {
  return queryRow<Answer>(
    client,
    sql`select ${answerColumns} from cpdb_answers where run_id = ${runId} and exercise_id = ${exerciseId} for update`,
  );
}

export async function setAnswer(
  client: Client,
  runId: string,
  { exerciseId, answeredAt, given, isRight, isLate, distance }: Omit<Answer, 'shownAt'>,
): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_answers set answered_at = ${answeredAt}, given = ${JSON.stringify(given)}, is_right = ${isRight},
        is_late = ${isLate}, distance = ${distance} where run_id = ${runId} and exercise_id = ${exerciseId}`,
  );
}

export async function setFinished(client: Client, runId: string): Promise<void> {
  await execute(client, sql`update cpdb_runs set finished_at = coalesce(finished_at, now()) where id = ${runId}`);
}
