import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What an officer says of the own post in the annual review: a help for who decides, and no decision. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table access_review_officers
      add column says text constraint access_review_officers_says_known check (says in ('stays', 'left')),
      add column said_at timestamptz,
      add constraint access_review_officers_says_whole check ((says is null) = (said_at is null));
  `);
}
