import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Place, Seal } from './seal.ts';

/**
 * The canonical text of a row, form 1: a JSON array of every column, the time in microseconds since 1970. Hashed in the
 * database, which has the rows: 100,000 of them need not travel. The alias of the table is `e`.
 */
export const rowText = sql`
  jsonb_build_array(e.id, e.tx::text, (extract(epoch from e.at) * 1000000)::bigint, e.action, e.outcome,
    e.account_id, e.login_id, e.office_id, e.subject, e.address, e.request_id, e.detail)::text`;

export const rowHash = sql`sha256(convert_to(${rowText}, 'UTF8'))`;

/** What a stretch of rows comes to. `to` is its last place. */
interface Stretch {
  readonly rowCount: number;
  readonly rowsDigest: Buffer;
  readonly marks: Buffer;
  readonly to: Place;
}

interface StretchRow {
  count: number;
  digest: Buffer | null;
  marks: Buffer | null;
  tx: string | null;
  id: number | null;
}

const summed = sql`
  select count(*)::int as count, sha256(string_agg(h, ''::bytea order by tx, id)) as digest,
    string_agg(int8send(id) || substr(h, 1, 8), ''::bytea order by tx, id) as marks,
    (select tx::text from picked order by picked.tx desc, picked.id desc limit 1) as tx,
      (select id from picked order by picked.tx desc, picked.id desc limit 1) as id
  from picked`;

/** The rows after `from` whose transactions lie below the horizon, at most `limit`; undefined when there is none. */
export async function sumOpenRows(
  on: Queryable,
  from: Place,
  horizon: string,
  limit: number,
): Promise<Stretch | undefined> {
  const row = await queryRow<StretchRow>(
    on,
    sql`
      with picked as materialized (select e.tx, e.id, ${rowHash} as h from audit_events e
      where (e.tx, e.id) > (${from.tx}::xid8, ${from.id}::bigint) and e.tx < ${horizon}::xid8
      order by e.tx, e.id limit ${limit}) ${summed}`,
  );
  return toStretch(row, from);
}

/** The rows after `from` up to and with `to`, as they stand now. */
export async function sumSealedRows(on: Queryable, from: Place, to: Place): Promise<Stretch> {
  const row = await queryRow<StretchRow>(on, sql`with picked as materialized (${hashesBetween(from, to)}) ${summed}`);
  return toStretch(row, from) ?? { rowCount: 0, rowsDigest: Buffer.alloc(0), marks: Buffer.alloc(0), to: from };
}

/**
 * What the rows of seals that follow each other come to as they stand now, by the number of the seal; none for one
 * without a row. The ends of the whole stretch are told as such, or it would be planned
 * as if it were a ninth of the trail; each end of a seal stands among the rows, which so are counted off.
 */
export async function sumUnderSeals(
  on: Queryable,
  seals: readonly Pick<Seal, 'number' | 'from' | 'to'>[],
): Promise<ReadonlyMap<number, Pick<Stretch, 'rowCount' | 'rowsDigest'>>> {
  const [first, last] = [seals[0], seals.at(-1)];
  if (!first || !last) return new Map();
  const rows = await queryRows<{ ended: number; count: number; digest: Buffer }>(
    on,
    sql`
      with picked as materialized (${hashesBetween(first.from, last.to)}),
        ends as (
          select tx, id, null::bytea as h
          from json_to_recordset(${JSON.stringify(seals.map(({ to }) => to))}::json) as s (tx xid8, id bigint)),
        counted as (
          select tx, id, h, count(*) filter (where h is null) over (order by tx, id, h is null) as ended
          from (select * from picked union all select * from ends) mixed)
      select ended::int, count(*)::int as count, sha256(string_agg(h, ''::bytea order by tx, id)) as digest
      from counted where h is not null group by ended`,
  );
  return new Map(
    rows.map(({ ended, count, digest }) => [seals[ended]?.number ?? 0, { rowCount: count, rowsDigest: digest }]),
  );
}

/** The hashes of the rows after a place up to and with another. */
const hashesBetween = (from: Place, to: Place): Sql => sql`
  select e.tx, e.id, ${rowHash} as h from audit_events e
  where (e.tx, e.id) > (${from.tx}::xid8, ${from.id}::bigint) and (e.tx, e.id) <= (${to.tx}::xid8, ${to.id}::bigint)
  order by e.tx, e.id`;

function toStretch(row: StretchRow | undefined, from: Place): Stretch | undefined {
  if (!row?.digest || !row.marks) return undefined;
  return {
    rowCount: row.count,
    rowsDigest: row.digest,
    marks: row.marks,
    to: { tx: row.tx ?? from.tx, id: row.id ?? from.id },
  };
}

/** The oldest transaction still running: all below it have ended, and what they wrote is seen by the next statement. */
export async function readHorizon(on: Queryable): Promise<string> {
  const row = await queryRow<{ horizon: string }>(
    on,
    sql`select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + ahead)::text as horizon from audit_clock`,
  );
  return row?.horizon ?? '0';
}

/** Whether this transaction is the only one that seals. */
export async function tryLockSeals(client: Client): Promise<boolean> {
  const row = await queryRow<{ mine: boolean }>(
    client,
    sql`select pg_try_advisory_xact_lock(hashtext('audit_seals')) as mine`,
  );
  return row?.mine ?? false;
}

interface SealRow {
  number: number;
  form: number;
  from_tx: string;
  from_id: number;
  to_tx: string;
  to_id: number;
  horizon: string;
  row_count: number;
  rows_digest: Buffer;
  marks: Buffer;
  previous: Buffer;
  digest: Buffer;
  mac: Buffer;
  at: Date;
}

/** Seals that are summed in one statement, and the rows under all of them but the last. */
const [mostSealsTogether, mostRowsTogether] = [200, 20_000];

const sealColumns = sql`
  number, form, from_tx::text, from_id, to_tx::text, to_id, horizon::text, row_count, rows_digest, marks, previous,
  digest, mac, at`;

function toSeal(row: SealRow): Seal {
  return {
    number: row.number,
    form: row.form,
    from: { tx: row.from_tx, id: row.from_id },
    to: { tx: row.to_tx, id: row.to_id },
    horizon: row.horizon,
    rowCount: row.row_count,
    rowsDigest: row.rows_digest,
    marks: row.marks,
    previous: row.previous,
    digest: row.digest,
    mac: row.mac,
    at: row.at.toISOString(),
  };
}

export async function lastSeal(on: Queryable): Promise<Seal | undefined> {
  const row = await queryRow<SealRow>(on, sql`select ${sealColumns} from audit_seals order by number desc limit 1`);
  return row && toSeal(row);
}

/** Digest of a seal (hex); undefined where there is no such seal. */
export async function digestOfSeal(on: Queryable, number: number): Promise<string | undefined> {
  const row = await queryRow<{ digest: Buffer }>(on, sql`select digest from audit_seals where number = ${number}`);
  return row?.digest.toString('hex');
}

/** The seal of a number; undefined where there is none. */
export async function readSeal(on: Queryable, number: number): Promise<Seal | undefined> {
  const row = await queryRow<SealRow>(on, sql`select ${sealColumns} from audit_seals where number = ${number}`);
  return row && toSeal(row);
}

/** The next seals after a number, in their order: as many as are summed in a tenth of a second. */
export async function someSealsAfter(on: Queryable, number: number): Promise<Seal[]> {
  const rows = await queryRows<SealRow>(
    on,
    sql`
      select ${sealColumns} from (
        select *, sum(row_count) over (order by number) - row_count as before from audit_seals
        where number > ${number} order by number limit ${mostSealsTogether}) s
      where before < ${mostRowsTogether} order by number`,
  );
  return rows.map(toSeal);
}

/** Up to `limit` seals after a number, in their order. */
export async function sealsAfter(on: Queryable, number: number, limit: number): Promise<Seal[]> {
  return (
    await queryRows<SealRow>(
      on,
      sql`select ${sealColumns} from audit_seals where number > ${number} order by number limit ${limit}`,
    )
  ).map(toSeal);
}

/**
 * The seal a place falls under; undefined while it waits for one. In the order of the table's column: alone, `to_tx`
 * would be the text that is selected, of which 10 comes before 9.
 */
export async function sealOver(on: Queryable, place: Place): Promise<Seal | undefined> {
  const row = await queryRow<SealRow>(
    on,
    sql`
      select ${sealColumns} from audit_seals s where (to_tx, to_id) >= (${place.tx}::xid8, ${place.id}::bigint)
      order by s.to_tx, s.to_id limit 1`,
  );
  return row && toSeal(row);
}

export async function insertSeal(on: Queryable, seal: Seal): Promise<void> {
  await execute(
    on,
    sql`
      insert into audit_seals (number, form, from_tx, from_id, to_tx, to_id, horizon, row_count, rows_digest, marks,
        previous, digest, mac, at)
      values (${seal.number}, ${seal.form}, ${seal.from.tx}::text::xid8, ${seal.from.id}, ${seal.to.tx}::text::xid8,
        ${seal.to.id}, ${seal.horizon}::text::xid8, ${seal.rowCount}, ${seal.rowsDigest}, ${seal.marks},
        ${seal.previous}, ${seal.digest}, ${seal.mac}, ${seal.at})`,
  );
}

/** Of some rows, those that are in the trail, and where. */
export async function placesOf(
  on: Queryable,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly tx: string; readonly at: Date }[]> {
  if (ids.length === 0) return [];
  return queryRows<{ id: number; tx: string; at: Date }>(
    on,
    sql`select id, tx::text, at from audit_events where id = any(${[...ids]}::bigint[])`,
  );
}

/** Rows of transactions that have not begun yet: nobody but who writes into the tables by hand can make them. */
export async function rowsOfTheFuture(on: Queryable, limit: number): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`
      select id from audit_events
      where tx >= (select ((pg_snapshot_xmax(pg_current_snapshot())::text::bigint + ahead)::text)::xid8
          from audit_clock) order by tx, id limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/**
 * After a restore onto another server: lets the rows go on where the chain ended. As the owner. Returns by how many
 * transactions, 0 for none.
 */
export async function continueTrail(owner: Queryable): Promise<number> {
  const row = await queryRow<{ lead: number }>(owner, sql`select continue_trail() as lead`);
  return row?.lead ?? 0;
}
