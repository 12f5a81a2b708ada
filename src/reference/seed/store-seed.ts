import type { Knex } from 'knex';
import { hashOf, type SeedRow } from './seed-files.ts';

export type Database = Knex;
export type Transaction = Knex.Transaction;

const ownColumns = new Set(['code', 'name_en', 'name_fr', 'parent', 'valid_from', 'valid_to', 'successor']);
/** In place of a hash: the row left the seed. A row that comes back has another hash, and is written again. */
const gone = 'gone';

/** One loader at a time; released at the end of the transaction. */
export async function takeTurn(trx: Transaction): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtext('reference seeds'))");
}

/** Hashes of the seed files as last loaded, by name. */
export async function loadedFiles(trx: Transaction): Promise<Map<string, string>> {
  const rows = await trx<{ kind: string; content_hash: string }>('reference_seeds').select('kind', 'content_hash');
  return new Map(rows.map(row => [row.kind, row.content_hash]));
}

export async function rememberFile(trx: Transaction, kind: string, contentHash: string): Promise<void> {
  await trx('reference_seeds')
    .insert({ kind, content_hash: contentHash })
    .onConflict('kind')
    .merge({ content_hash: contentHash, loaded_at: trx.fn.now() });
}

/** Rows in the tables, by seed file. */
export async function countRows(trx: Transaction): Promise<Map<string, number>> {
  const { rows } = await trx.raw<{ rows: { kind: string; rows: number }[] }>(`
    select kind, count(*)::int as rows from reference_codes group by kind
    union all select 'offices', count(*)::int from offices
    union all select 'rilo_memberships', count(*)::int from rilo_memberships`);
  return new Map(rows.map(row => [row.kind, row.rows]));
}

/** Writes the rows of one list that differ from the table, and gives those that left the seed their last day. */
export async function saveCodes(trx: Transaction, kind: string, rows: readonly SeedRow[]): Promise<void> {
  await trx.raw(
    `
    insert into reference_codes as c (kind, code, name_en, name_fr, parent, position, valid_from, valid_to,
      successor, details, seed_hash)
    select ?, s.code, s.name_en, s.name_fr, s.parent, s.position, s.valid_from, s.valid_to, s.successor,
      s.details, s.seed_hash
    from json_to_recordset(?::json) as s (code text, name_en text, name_fr text, parent text, position int,
      valid_from date,
      valid_to date, successor text, details jsonb, seed_hash text)
    on conflict (kind, code) do update set name_en = excluded.name_en, name_fr = excluded.name_fr, parent =
      excluded.parent,
      position = excluded.position, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      successor = excluded.successor, details = excluded.details, seed_hash = excluded.seed_hash
    where c.edited_at is null and c.seed_hash is distinct from excluded.seed_hash`,
    [kind, JSON.stringify(rows.map(codeOf))],
  );
  await trx('reference_codes')
    .where({ kind })
    .whereNull('edited_at')
    .whereNotNull('seed_hash')
    .whereNot('seed_hash', gone)
    .whereRaw('code <> all (?::text[])', [rows.map(({ code }) => code ?? '')])
    .update({
      valid_to: trx.raw(
        'greatest(coalesce(valid_from, current_date), least(coalesce(valid_to, current_date), current_date))',
      ),
      seed_hash: gone,
    });
}

function codeOf(row: SeedRow, at: number): Record<string, unknown> {
  const details = Object.fromEntries(
    Object.entries(row).filter(([column, value]) => !ownColumns.has(column) && value !== ''),
  );
  const own = Object.fromEntries([...ownColumns].map(column => [column, row[column] || null]));
  const code = { ...own, position: at + 1, details };
  return { ...code, seed_hash: hashOf(JSON.stringify(code)) };
}

/** Writes the offices that differ from the table; one that left the seed is closed today, never deleted. */
export async function saveOffices(trx: Transaction, rows: readonly SeedRow[]): Promise<void> {
  await trx.raw(
    `
    insert into offices as o (code, kind, name_en, name_fr, country, host_city, active_from, active_to,
      default_release, release_ceiling, seed_hash)
    select code, kind, name_en, name_fr, country, host_city, active_from, active_to, default_release,
      release_ceiling, seed_hash
    from json_to_recordset(?::json) as s (code text, kind text, name_en text, name_fr text, country text,
      host_city text,
      active_from date, active_to date, default_release text, release_ceiling text, seed_hash text)
    on conflict (code) do update set kind = excluded.kind, name_en = excluded.name_en, name_fr = excluded.name_fr,
      country = excluded.country, host_city = excluded.host_city, active_from = excluded.active_from, active_to
        = excluded.active_to,
      default_release = case when o.rules_version = 0 then excluded.default_release else o.default_release end,
      release_ceiling = case when o.rules_version = 0 then excluded.release_ceiling else o.release_ceiling end,
      seed_hash = excluded.seed_hash
    where o.edited_at is null and o.seed_hash is distinct from excluded.seed_hash`,
    [JSON.stringify(rows.map(filled))],
  );
  await trx('offices')
    .whereNull('edited_at')
    .whereNotNull('seed_hash')
    .whereNot('seed_hash', gone)
    .whereRaw('code <> all (?::text[])', [rows.map(({ code }) => code ?? '')])
    .update({ active_to: trx.raw('greatest(coalesce(active_from, current_date), current_date)'), seed_hash: gone });
}

/**
 * Writes the memberships that differ from the table: first the changed, so that a country is free again, then those
 * that left the seed, then the new. A new one that overlaps what an administrator entered is left out.
 */
export async function saveMemberships(trx: Transaction, rows: readonly SeedRow[]): Promise<void> {
  const seed = `with s as (
    select o.id as rilo_id, s.country, s.valid_from, s.valid_to, s.note, s.seed_hash
    from json_to_recordset(?::json) as s (rilo text, country text, valid_from date, valid_to date, note text,
      seed_hash text)
    join offices o on o.code = s.rilo)`;
  const same = 'm.rilo_id = s.rilo_id and m.country = s.country and m.valid_from = s.valid_from';
  const bindings = [JSON.stringify(rows.map(filled))];
  await trx.raw(
    `${seed} update rilo_memberships m set valid_to = s.valid_to, note = s.note, seed_hash = s.seed_hash
    from s where ${same} and m.edited_at is null and m.seed_hash <> s.seed_hash`,
    bindings,
  );
  await trx.raw(
    `${seed} update rilo_memberships m set valid_to = greatest(m.valid_from, current_date - 1), seed_hash = '${gone}'
    where m.edited_at is null and m.seed_hash <> '${gone}' and not exists (select from s where ${same})`,
    bindings,
  );
  await trx.raw(
    `${seed} insert into rilo_memberships (rilo_id, country, valid_from, valid_to, note, seed_hash)
    select * from s where not exists (select from rilo_memberships m where ${same}) on conflict do nothing`,
    bindings,
  );
}

function filled(row: SeedRow): Record<string, unknown> {
  const values = Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value || null]));
  return { ...values, seed_hash: hashOf(JSON.stringify(values)) };
}
