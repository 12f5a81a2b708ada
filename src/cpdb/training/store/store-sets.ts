import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { Conflict, NotFound, NotVisible } from '../../../errors.ts';
import { visibleSets } from '../scope.ts';
import type { Exercise, SetFacts, State, TrainingSet } from '../set.ts';

const columns = sql`
  s.id, s.ref, s.office_id as "officeId", s.region_id as "regionId", a.login_id as "madeBy", s.state, s.version,
  s.title, s.description, s.seconds, s.draws, s.feedback, s.audience,
  s.opened_at as "openedAt", s.synthetic,
  (select count(*)::int from cpdb_exercises e where e.set_id = s.id and not e.removed) as exercises`;
const tables = sql`cpdb_sets s left join accounts a on a.id = s.made_by`;
type Row = Omit<TrainingSet, 'openedAt'> & { readonly openedAt: Date | null };

function toSet(row: Row): TrainingSet {
  return { ...row, openedAt: row.openedAt?.toISOString() ?? null };
}

/** A set the viewer may take or keeps. Throws NotVisible. */
export function getSet(on: Queryable, viewer: Viewer, ref: string): Promise<TrainingSet> {
  return find(on, viewer, ref, empty);
}

/** The same, locked until the transaction ends. */
export function lockSet(client: Client, viewer: Viewer, ref: string): Promise<TrainingSet> {
  return find(client, viewer, ref, sql`for update of s`);
}

async function find(on: Queryable, viewer: Viewer, ref: string, lock: Sql): Promise<TrainingSet> {
  const scope = visibleSets(viewer);
  const row = await queryRow<Row>(on, sql`select ${columns} from ${tables} where s.ref = ${ref} and ${scope} ${lock}`);
  if (!row) throw new NotVisible(`no visible set ${ref}`);
  return toSet(row);
}

/** Sets within a scope, newest first. */
export async function listSets(on: Queryable, scope: Sql, most = 100): Promise<TrainingSet[]> {
  const rows = await queryRows<Row>(
    on,
    sql`select ${columns} from ${tables} where ${scope} order by s.id desc limit ${most}`,
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
  const made = await queryRow<{ id: number; ref: string }>(
    client,
    sql`
      insert into cpdb_sets (client_uuid, office_id, region_id, made_by, title, description, seconds, draws,
        feedback, audience) values (${clientUuid}, ${viewer.office.id}, ${viewer.office.riloId}, ${viewer.accountId},
        ${JSON.stringify(facts.title)}, ${JSON.stringify(facts.description)}, ${facts.seconds}, ${facts.draws},
        ${facts.feedback}, ${facts.audience})
      on conflict (client_uuid) do nothing returning id, ref`,
  );
  if (made) return { ...made, isNew: true };
  const known = await queryRow<{ id: number; ref: string }>(
    client,
    sql`select id, ref from cpdb_sets where client_uuid = ${clientUuid} and made_by = ${viewer.accountId}`,
  );
  if (!known) throw new Conflict('the form was sent by somebody else');
  return { ...known, isNew: false };
}

export async function updateFacts(client: Client, id: number, facts: SetFacts): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_sets set title = ${JSON.stringify(facts.title)}, description = ${JSON.stringify(facts.description)},
        seconds = ${facts.seconds}, draws = ${facts.draws}, feedback = ${facts.feedback},
        audience = ${facts.audience}, version = version + 1
      where id = ${id}`,
  );
}

export async function setState(client: Client, id: number, state: State): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_sets set state = ${state}, version = version + 1,
        opened_at = case when ${state} = 'open' then coalesce(opened_at, now()) else opened_at end,
      closed_at = case when ${state} = 'closed' then now() end where id = ${id}`,
  );
}

const exerciseColumns = sql`
  e.id, e.set_id as "setId", e.place, e.kind, e.picture_id as "pictureId", e.shown, e.asks, e.options, e.answer`;

/** Exercises of a set that was read through the scope, in their order. */
export async function listExercises(on: Queryable, setId: number): Promise<Exercise[]> {
  return queryRows<Exercise>(
    on,
    sql`
      select ${exerciseColumns} from cpdb_exercises e where e.set_id = ${setId} and not e.removed
      order by e.place, e.id`,
  );
}

/** Exercises by id, also those taken out since. Throws NotFound. */
export async function getExercise(on: Queryable, id: number): Promise<Exercise> {
  const row = await queryRow<Exercise>(on, sql`select ${exerciseColumns} from cpdb_exercises e where e.id = ${id}`);
  if (!row) throw new NotFound('no such exercise');
  return row;
}

export async function insertExercise(
  client: Client,
  { setId, kind, pictureId, shown, asks, options, answer }: Omit<Exercise, 'id' | 'place'>,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cpdb_exercises (set_id, place, kind, picture_id, shown, asks, options, answer)
      values (${setId}, (select coalesce(max(place), 0) + 1 from cpdb_exercises where set_id = ${setId}), ${kind},
        ${pictureId}, ${JSON.stringify(shown)}, ${asks}, ${JSON.stringify(options)}, ${answer})`,
  );
}

/** Puts exercises at these places; those not named are taken out. */
export async function arrange(client: Client, setId: number, ids: readonly number[]): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_exercises e set place = coalesce(o.place, e.place)::int, removed = o.place is null
      from cpdb_exercises x left join unnest(${[...ids]}::bigint[]) with ordinality as o (id, place) on o.id = x.id
      where x.id = e.id and e.set_id = ${setId} and not e.removed`,
  );
}
