import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * A month of the trail was made as a part of it at once, for which every reader and writer had to stand still; now as a
 * table of its own that is attached, which no writer waits for. Rows that came before their month was made lie in the
 * default partition, and kept it from ever being made: they move.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create or replace function ensure_audit_month(month date) returns void language plpgsql security definer
      set search_path = public, pg_temp set lock_timeout = '1s' as $$
    declare
      first date := date_trunc('month', month)::date;
      past date := (first + interval '1 month')::date;
      name text := 'audit_events_' || to_char(first, 'YYYYMM');
    begin
      if to_regclass(name) is not null then return; end if;
      execute format('create table %I (like audit_events including defaults including constraints)', name);
      -- Writers of other months do not come by here.
      lock table audit_events_default in access exclusive mode;
      execute format('with moved as (delete from audit_events_default where at >= %L and at < %L returning *)
        insert into %I select * from moved', first, past, name);
      execute format('alter table audit_events attach partition %I for values from (%L) to (%L)', name, first, past);
    end $$`);
}
