import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { run, sql } from '../../../db/sql.ts';
import type { Fragment } from '../../../db/sql.ts';
import { Conflict, NotFound, NotVisible } from '../../../errors.ts';
import { visibleSets } from '../scope.ts';
import type { Exercise, SetFacts, State, TrainingSet } from '../set.ts';

const columns = `s.id, s.ref, s.office_id as "officeId", s.region_id as "regionId", a.login_id as "madeBy", s.state, s.version, s.title, s.description, s.seconds, s.feedback, s.audience,
  s.opened_at as "openedAt", s.synthetic, (select count(*)::int from cpdb_exercises e where e.set_id = s.id and not e.removed) as exercises`;
const tables = 'cpdb_sets s left join accounts a on a.id = s.made_by';
type Row = Omit<TrainingSet, 'openedAt'> & { readonly openedAt: Date | null };

function toSet(row: Row): TrainingSet {
  return { ...row, openedAt: row.openedAt?.toISOString() ?? null };
}

/** A set the viewer may take or keeps. Throws NotVisible. */
export async function getSet(
  viewer: Viewer,
  on: Queryable,
  ref: string,
  lock: '' | 'for update of s' = '',
): Promise<TrainingSet> {
  const scope = visibleSets(viewer);
  const [row] = await run<Row>(
    on,
    sql.raw(`select ${columns} from ${tables} where s.ref = ? and ${scope.text} ${lock}`, [ref, ...scope.bindings]),
  );
  if (!row) throw new NotVisible(`no visible set ${ref}`);
  return toSet(row);
}

/** Sets within a scope, newest first. */
export async function listSets(on: Queryable, scope: Fragment, most = 100): Promise<TrainingSet[]> {
  const rows = await run<Row>(
    on,
    sql.raw(`select ${columns} from ${tables} where ${scope.text} order by s.id desc limit ?`, [
      ...scope.bindings,
      most,
    ]),
  );
  return rows.map(toSet);
}

/** A new draft; one that was sent before is found again by the number of its form. */
export async function insertSet(
  client: Client,
  viewer: Viewer,
  clientUuid: string,
  facts: SetFacts,
): Promise<{ id: number; ref: string; isNew: boolean }> {
  const {
    rows: [made],
  } = await client.query<{ id: number; ref: string }>(
    `
    insert into cpdb_sets (client_uuid, office_id, region_id, made_by, title, description, seconds, feedback, audience) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (client_uuid) do nothing returning id, ref`,
    [
      clientUuid,
      viewer.office.id,
      viewer.office.riloId,
      viewer.accountId,
      JSON.stringify(facts.title),
      JSON.stringify(facts.description),
      facts.seconds,
      facts.feedback,
      facts.audience,
    ],
  );
  if (made) return { ...made, isNew: true };
  const {
    rows: [known],
  } = await client.query<{ id: number; ref: string }>(
    'select id, ref from cpdb_sets where client_uuid = $1 and made_by = $2',
    [clientUuid, viewer.accountId],
  );
  if (!known) throw new Conflict('the form was sent by somebody else');
  return { ...known, isNew: false };
}

export async function updateFacts(client: Client, id: number, facts: SetFacts): Promise<void> {
  await client.query(
    'update cpdb_sets set title = $2, description = $3, seconds = $4, feedback = $5, audience = $6, version = version + 1 where id = $1',
    [id, JSON.stringify(facts.title), JSON.stringify(facts.description), facts.seconds, facts.feedback, facts.audience],
  );
}

export async function setState(client: Client, id: number, state: State): Promise<void> {
  await client.query(
    `update cpdb_sets set state = $2, version = version + 1, opened_at = case when $2 = 'open' then coalesce(opened_at, now()) else opened_at end,
    closed_at = case when $2 = 'closed' then now() end where id = $1`,
    [id, state],
  );
}

const exerciseColumns = `e.id, e.set_id as "setId", e.place, e.kind, e.picture_id as "pictureId", e.shown, e.asks, e.options, e.answer`;

/** Exercises of a set that was read through the scope, in their order. */
export async function listExercises(on: Queryable, setId: number): Promise<Exercise[]> {
  const { rows } = await on.query<Exercise>(
    `select ${exerciseColumns} from cpdb_exercises e where e.set_id = $1 and not e.removed order by e.place, e.id`,
    [setId],
  );
  return rows;
}

/** Exercises by id, also those taken out since. Throws NotFound. */
export async function getExercise(on: Queryable, id: number): Promise<Exercise> {
  const {
    rows: [row],
  } = await on.query<Exercise>(`select ${exerciseColumns} from cpdb_exercises e where e.id = $1`, [id]);
  if (!row) throw new NotFound('no such exercise');
  return row;
}

export async function insertExercise(
  client: Client,
  { setId, kind, pictureId, shown, asks, options, answer }: Omit<Exercise, 'id' | 'place'>,
): Promise<void> {
  await client.query(
    `
    insert into cpdb_exercises (set_id, place, kind, picture_id, shown, asks, options, answer)
    values ($1, (select coalesce(max(place), 0) + 1 from cpdb_exercises where set_id = $1), $2, $3, $4, $5, $6, $7)`,
    [setId, kind, pictureId, JSON.stringify(shown), asks, JSON.stringify(options), answer],
  );
}

/** Puts exercises at these places; those not named are taken out. */
export async function arrange(client: Client, setId: number, ids: readonly number[]): Promise<void> {
  await client.query(
    `
    update cpdb_exercises e set place = coalesce(o.place, e.place)::int, removed = o.place is null
    from cpdb_exercises x left join unnest($2::bigint[]) with ordinality as o (id, place) on o.id = x.id
    where x.id = e.id and e.set_id = $1 and not e.removed`,
    [setId, [...ids]],
  );
}
