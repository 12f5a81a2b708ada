import type { Viewer } from '../../access/index.ts';
import { noteRead, type Deed } from '../../audit/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotFound, NotVisible } from '../../errors.ts';
import { recordFor, visibleSeizures } from '../scope.ts';
import type { Channel, SeizureRecord, Status } from '../seizure.ts';
import type { ComputedLine } from './search-columns.ts';

/** One record as its page shows it. Times are ISO text in UTC, dates plain. */
export interface Seizure {
  readonly id: number;
  readonly ref: string;
  readonly officeId: number;
  readonly country: string;
  readonly status: Status;
  readonly version: number;
  readonly channel: Channel;
  readonly synthetic: boolean;
  readonly seizureDate: string;
  readonly release: string;
  readonly embargoUntil: string | null;
  readonly releaseOffices: readonly number[];
  readonly regionId: number | null;
  readonly importId: number | null;
  readonly recordedAt: string;
  /** Code of the office that recorded it: its own, or one on its behalf. */
  readonly recordedByOffice: string;
  /** Who stated its present version, but for a slip corrected by the RILO. */
  readonly author: number;
  /** The last version that a RILO verified. */
  readonly verifiedVersion: number | null;
  /** Whether a quantity of it counts in no total until a second person has confirmed it. */
  readonly held: boolean;
  /** Reference of the record in force that counts for it, where it was merged. */
  readonly mergedInto: string | null;
  readonly record: SeizureRecord;
  /** Words of it wait for a second person; whether the viewer reads them is in the record. */
  readonly isHeld: boolean;
  readonly source: Readonly<Record<string, string>> | null;
  readonly lines: readonly StoredLine[];
}

export interface StoredLine extends ComputedLine {
  readonly lineNo: number;
  readonly held: boolean;
}

const columnsFor = (viewer: Viewer): Sql => sql`
  s.id, s.ref, s.office_id as "officeId", s.country, s.status, s.version, s.channel, s.synthetic,
  s.seizure_date as "seizureDate", s.release, s.embargo_until as "embargoUntil", s.release_offices as "releaseOffices",
  s.region_id as "regionId", s.import_id as "importId", s.recorded_at as "recordedAt",
  ${recordFor(viewer, sql`r`)} as record, r.masked is not null as "isHeld", r.source,
  s.verified_version as "verifiedVersion", s.held,
  (select m.ref from seizures m where m.id = s.merged_into) as "mergedInto",
  (select o.code from accounts a join offices o on o.id = a.office_id where a.id = s.recorded_by)
    as "recordedByOffice",
  (select t.account_id from seizure_steps t where t.seizure_id = s.id
    and t.kind in ('submitted', 'amended') order by t.id desc limit 1) as author,
  (select json_agg(json_build_object('lineNo', g.line_no, 'held', g.held,
    'baseQuantity', g.base_quantity, 'baseUnit', g.base_unit,
    'kgEquivalent', g.kg_equivalent, 'factorVersion', g.factor_version, 'usd', g.usd, 'odpTonnes', g.odp_tonnes,
    'co2eTonnes', g.co2e_tonnes, 'pureAlcoholLitres', g.pure_alcohol_litres, 'citesAppendix', g.cites_appendix)
    order by g.line_no)
   from goods_lines g where g.seizure_id = s.id) as lines`;

/** Reads a record the viewer may see and notes the reading, in one statement. Throws NotFound for any other. */
export async function readSeizure(on: Queryable, viewer: Viewer, ref: string, deed: Deed): Promise<Seizure> {
  const scope = visibleSeizures(viewer);
  const seizure = await queryRow<Seizure & { recordedAt: Date | string }>(
    on,
    sql`
       with found as (
         select ${columnsFor(viewer)} from seizures s join seizure_records r on r.seizure_id = s.id
         where s.ref = ${ref} and ${scope}),
       noted as (${noteRead(viewer, { subject: ref, ...deed }, sql`found`)})
      select * from found`,
    'read_seizure',
  );
  if (!seizure) throw new NotVisible(`no visible seizure ${ref}`);
  return { ...seizure, recordedAt: new Date(seizure.recordedAt).toISOString() };
}

/** The same for a change: locks the row until the transaction ends. */
export function lockSeizure(client: Client, viewer: Viewer, ref: string): Promise<Seizure> {
  return lockWithin(client, viewer, ref, visibleSeizures(viewer));
}

/** The same of a record nobody asked to see: where one code takes the place of another, all records follow. */
export function lockAnySeizure(client: Client, viewer: Viewer, ref: string): Promise<Seizure> {
  return lockWithin(client, viewer, ref, sql`true`);
}

async function lockWithin(client: Client, viewer: Viewer, ref: string, scope: Sql): Promise<Seizure> {
  const locked = await queryRows<{ id: number }>(
    client,
    sql`select s.id from seizures s where s.ref = ${ref} and ${scope} for no key update`,
  );
  if (locked.length === 0) throw new NotVisible(`no visible seizure ${ref}`);
  const seizure = await queryRow<Seizure>(
    client,
    sql`select ${columnsFor(viewer)} from seizures s join seizure_records r on r.seizure_id = s.id
      where s.ref = ${ref}`,
  );
  if (!seizure) throw new NotFound(`no seizure ${ref}`);
  return { ...seizure, recordedAt: new Date(seizure.recordedAt).toISOString() };
}

/** A dated, signed step in a record's life. `before` is the superseded record, where the step changed it. */
export interface StepRow {
  readonly kind: string;
  readonly version: number;
  readonly at: string;
  /** Null for what the portal itself did. */
  readonly loginId: string | null;
  readonly office: string | null;
  readonly reason: string | null;
  readonly before: SeizureRecord | null;
}

/** The history of a record already read through the scope, newest first. */
export async function listSteps(on: Queryable, viewer: Viewer, seizure: Pick<Seizure, 'id'>): Promise<StepRow[]> {
  const rows = await queryRows<StepRow & { at: Date }>(
    on,
    sql`select t.kind, t.version, t.at, a.login_id as "loginId", o.code as office, t.reason,
        case when t.kind in ('amended', 'corrected', 'recoded') or t.kind in ('merged', 'unmerged') and exists (
          select from seizure_merges m
          where m.kept_id = t.seizure_id and t.version in (m.version, m.undone_version))
          then ${recordFor(viewer, sql`v`)} end as before
      from seizure_steps t join seizures s on s.id = t.seizure_id
      left join accounts a on a.id = t.account_id left join offices o on o.id = a.office_id
      left join seizure_versions v on v.seizure_id = t.seizure_id and v.version = t.version - 1
      where t.seizure_id = ${seizure.id} order by t.id desc`,
    'seizure_steps',
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}

/** A record already read through the scope as it was at an earlier version; undefined for one it never had. */
export async function findVersion(
  on: Queryable,
  viewer: Viewer,
  seizure: Pick<Seizure, 'id' | 'version' | 'record'>,
  version: number,
): Promise<SeizureRecord | undefined> {
  if (version === seizure.version) return seizure.record;
  const row = await queryRow<{ record: SeizureRecord }>(
    on,
    sql`select ${recordFor(viewer, sql`v`)} as record from seizure_versions v join seizures s on s.id = v.seizure_id
      where v.seizure_id = ${seizure.id} and v.version = ${version}`,
  );
  return row?.record;
}

/** Reference of the record a form or row already became, if any: a resend is the same record. */
export async function findByClientUuid(
  on: Queryable,
  clientUuid: string,
): Promise<{ id: number; ref: string } | undefined> {
  return queryRow<{ id: number; ref: string }>(on, sql`select id, ref from seizures where client_uuid = ${clientUuid}`);
}

export async function insertStep(
  client: Client,
  step: { seizureId: number; kind: string; version: number; accountId: number; reason: string | null; change?: string },
): Promise<void> {
  await execute(
    client,
    sql`
      with step as (insert into seizure_steps (seizure_id, kind, version, account_id, reason)
          values (${step.seizureId}, ${step.kind}, ${step.version}, ${step.accountId}, ${step.reason}))
      insert into seizure_changes (seizure_id, kind) values (${step.seizureId}, ${step.change ?? 'upsert'})`,
  );
}

export async function markWithdrawn(on: Client, seizureId: number): Promise<void> {
  await execute(on, sql`update seizures set status = 'withdrawn', changed_at = now() where id = ${seizureId}`);
}

/** Marks a withdrawn record as in force again: as verified, where its version was. */
export async function markRestored(on: Client, seizureId: number): Promise<void> {
  await execute(
    on,
    sql`
      update seizures set status = case when verified_version = version then 'verified' else 'submitted' end,
        changed_at = now() where id = ${seizureId}`,
  );
}

/** Which of some references are of records this viewer may see. */
export async function visibleRefs(on: Queryable, viewer: Viewer, refs: readonly string[]): Promise<string[]> {
  const scope = visibleSeizures(viewer);
  const rows = await queryRows<{ ref: string }>(
    on,
    sql`select s.ref from seizures s where s.ref = any(${[...refs]}::text[]) and ${scope}`,
  );
  return rows.map(({ ref }) => ref);
}
