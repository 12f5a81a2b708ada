import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What was searched is forgotten when no return compares it any more; queries are counted by the day of asking. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    grant delete on named_searches, named_search_counts to cen_app;
    create index seizure_questions_asked on seizure_questions (asked_at) where kind = 'question';
  `);
}
