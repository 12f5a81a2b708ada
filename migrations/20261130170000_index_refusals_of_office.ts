import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What an office was refused was found by laying all its rows beside all refusals of the trail. Nobody asks by the
 * number of an account: its index goes. Closed months, which nobody writes, come first; who writes waits for the open
 * month alone.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    do $$
    declare
      month regclass;
      open text := 'audit_events_' || to_char(now(), 'YYYYMM');
    begin
      for month in select relid from pg_partition_tree('audit_events') where isleaf
        order by relid::regclass::text >= open, relid::regclass::text
      loop
        execute format('create index on %s (office_id, at) where outcome <> ''done''', month);
      end loop;
    end $$;
    create index audit_events_office_refused on audit_events (office_id, at) where outcome <> 'done';
    drop index audit_events_account`);
}
