import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import type { Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { Rhythm, SavedQuery } from '../../src/seizures/watches/watch.ts';

interface SampleWatch {
  readonly login: string;
  readonly name: string;
  readonly rhythm: Rhythm;
  readonly shared?: boolean;
  /** Asks for some of heading, product and `columns`, by lists of codes. */
  readonly query: SavedQuery;
}
const columns = ['country', 'transport', 'concealment', 'destination'];

/** Saved searches and watch lists of the cast. */
export const sampleWatches: readonly SampleWatch[] = [
  {
    login: 'ke.ncp',
    name: 'Cocaine in containers',
    rhythm: 'daily',
    shared: true,
    query: { product: ['COC-HCL', 'COC-BASE'], transport: ['SEA-CONT'] },
  },
  { login: 'ke.ncp', name: 'Bound for Kenya', rhythm: 'weekly', query: { destination: ['KE'] } },
  { login: 'ke.officer', name: 'Refrigerants', rhythm: 'none', shared: true, query: { heading: ['ODS'] } },
  {
    login: 'vn.ncp',
    name: 'Wildlife behind a cover load',
    rhythm: 'atOnce',
    shared: true,
    query: { heading: ['CITES'], concealment: ['CON-FREIGHT-COVER', 'CON-FREIGHT-MIX', 'CON-CONT-FALSE'] },
  },
  {
    login: 'vn.reader',
    name: 'Refrigerants by sea',
    rhythm: 'weekly',
    query: { heading: ['ODS'], transport: ['SEA-CONT'] },
  },
  {
    login: 'rilo.esa',
    name: 'Drugs on or in the body',
    rhythm: 'daily',
    query: { heading: ['DRUG'], concealment: ['CON-BODY-INT', 'CON-BODY-EXT', 'CON-CLOTH'] },
  },
  { login: 'rilo.ap', name: 'Environmental goods', rhythm: 'daily', query: { heading: ['CITES', 'ODS', 'HAZ'] } },
  {
    login: 'rilo.ap',
    name: 'False bottoms',
    rhythm: 'weekly',
    query: { concealment: ['CON-BAG-FALSE', 'CON-CONT-FALSE', 'CON-VEH-FUEL'] },
  },
  { login: 'wco.admin', name: 'Rip-off, all goods', rhythm: 'weekly', query: { concealment: ['CON-CONT-RIPOFF'] } },
];

/** Records a list matches, of those open to all and not its own office's. Aliases: `w` and `s`. */
const matching = `
  from seizure_watches w join seizures s on s.office_id <> w.office_id and s.release = 'all'
    and s.embargo_until is null and s.status in ('submitted', 'queried', 'verified')
    and (w.query->'heading' is null or s.headings && array(select jsonb_array_elements_text(w.query->'heading')))
    and (w.query->'product' is null or s.products && array(select jsonb_array_elements_text(w.query->'product')))
    and ${columns.map(name => `(w.query->'${name}' is null or w.query->'${name}' ? s.${name})`).join(' and ')}`;

/**
 * What the cast watches: matches of the last 90 days, some of them new since the last visit, and for the returns whose
 * records were on whose lists. Nothing is left for the jobs to tell of.
 */
export async function seedWatches(pool: Pool): Promise<number> {
  return inTransaction(pool, async client => {
    const rows = sampleWatches.map(one => ({ uuid: uuidOfText(`synthetic watch ${one.login} ${one.name}`), ...one }));
    const { rowCount } = await client.query(
      `
      insert into seizure_watches (client_uuid, account_id, office_id, name, query, rhythm, shared, made_at)
      select x.uuid, a.id, a.office_id, x.name, x.query, x.rhythm, coalesce(x.shared, false),
        now() - interval '400 days'
      from jsonb_to_recordset($1::jsonb) x(uuid uuid, login text, name text, rhythm text, shared boolean, query jsonb)
        join accounts a on a.login_id = x.login
      on conflict do nothing`,
      [JSON.stringify(rows)],
    );
    if (!rowCount) return 0;
    await client.query('update seizure_changes set watched = true where not watched');
    await client.query(`
      insert into seizure_watch_hits (watch_id, seizure_id, kind, change_seq, at, told_at)
      select w.id, s.id, 'new', 0, s.recorded_at, s.recorded_at ${matching}
      where w.rhythm <> 'none' and s.recorded_at > now() - interval '90 days' order by s.recorded_at, s.id`);
    await client.query(`
      insert into seizure_watch_visits (watch_id, account_id, seen_no, at)
      select w.id, w.account_id, coalesce(max(h.no), 0), now() - interval '3 days'
      from seizure_watches w left join seizure_watch_hits h on h.watch_id = w.id and h.at < now() - interval '3 days'
      group by 1, 2`);
    await client.query(`
      update seizure_watches w set looked_no = h.no, looked_at = now(), told_at = h.at
      from (select watch_id, max(no) as no, max(at) as at from seizure_watch_hits group by 1) h
      where h.watch_id = w.id`);
    await client.query(`
      insert into office_watch_hits (owner_id, month, watch_id, office_id, records)
      select s.office_id, date_trunc('month', s.recorded_at at time zone 'UTC')::date, w.id, w.office_id, count(*)
      ${matching} where w.rhythm <> 'none' and s.recorded_at > w.made_at group by 1, 2, 3, 4`);
    return rowCount;
  });
}
