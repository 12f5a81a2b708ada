import type { Knex } from 'knex';

/**
 * What is written of a file is told once all of it is: told with each thousand of its records, every page read
 * meanwhile would count the whole database anew. A transaction says so itself (`tellLater`).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger seizure_changes_told on seizure_changes;
    create trigger seizure_changes_told after insert on seizure_changes for each statement
      when (current_setting('portal.told_later', true) is distinct from 'yes')
      execute function tell_portal('seizures')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger seizure_changes_told on seizure_changes;
    create trigger seizure_changes_told after insert on seizure_changes
      for each statement execute function tell_portal('seizures')`);
}
