import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * No statement of the application changes a record without a step of its history in the same transaction, whatever code
 * wrote it. A step carries the time of its transaction. Looked at when the transaction commits, so that the order
 * within it is free. The owner's migrations and repairs are not held to it.
 */
const requireStep = `
  create function require_seizure_step() returns trigger language plpgsql as $$
  declare
    changed bigint;
  begin
    if pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then
      return null;
    end if;
    if tg_table_name = 'seizures' then
      changed := old.id;
    else
      changed := old.seizure_id;
    end if;
    if not exists (select from seizure_steps where seizure_id = changed and at = now()) then
      raise exception 'seizure % was changed without a step of its history', changed using errcode = '23514';
    end if;
    return null;
  end $$;
`;

/** Its region follows the network's membership, its search document the code lists: neither is what was stated. */
const stated = [
  'ref',
  'office_id',
  'status',
  'version',
  'national_ref',
  'seizure_date',
  'country',
  'place_name',
  'location',
  'direction',
  'origin',
  'departure',
  'transit',
  'destination',
  'transport',
  'concealment',
  'detection',
  'headings',
  'products',
  'main_quantity',
  'main_unit',
  'line_count',
  'release',
  'release_offices',
  'embargo_until',
];
const row = (which: string): string => `(${stated.map(name => `${which}.${name}`).join(', ')})`;

const triggers = `
  create constraint trigger seizures_history after update on seizures deferrable initially deferred for each row
    when (${row('old')} is distinct from ${row('new')}) execute function require_seizure_step();
  create constraint trigger seizure_records_history after update on seizure_records deferrable initially deferred
    for each row when (old.record is distinct from new.record) execute function require_seizure_step();
  create constraint trigger goods_lines_history after update or delete on goods_lines deferrable initially deferred
    for each row execute function require_seizure_step();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(requireStep);
  await knex.raw(triggers);
}
