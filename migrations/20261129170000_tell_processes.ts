import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Tells every process, with the commit, of what each keeps a count or a list of: records, the network and code lists,
 * letters to be sent.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function tell_portal() returns trigger language plpgsql as $$
    begin
      perform pg_notify('portal', tg_argv[0]);
      return null;
    end $$;

    create trigger seizure_changes_told after insert on seizure_changes
      for each statement execute function tell_portal('seizures');
    create trigger network_versions_told after update on network_versions
      for each statement execute function tell_portal('network');
    create trigger outgoing_letters_told after insert on outgoing_letters
      for each statement execute function tell_portal('letters');`);
}
