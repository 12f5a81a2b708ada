import type { Knex } from 'knex';

/** Goods are stopped at night too: an office may publish a second telephone, for what cannot wait until it opens. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table office_contacts add column phone_out_of_hours text');
}

export async function down(): Promise<void> {
  throw new Error('not undone: offices may have published a telephone');
}
