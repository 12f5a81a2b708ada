import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** The text of attachments and of the library, sealed as their names are: what the search reads. */
const texts = ['cencomm_attachments', 'cencomm_library_versions'].map(
  table => `
    alter table ${table} add column text_ct bytea, add column is_text_read boolean not null default false;
    comment on column ${table}.text_ct is 'sealed text of the content, for the search; null where there is none';
    create index ${table}_text_unread on ${table} (id) where not is_text_read;
  `,
);

export async function up(knex: Knex): Promise<void> {
  for (const one of texts) await knex.raw(one);
}
