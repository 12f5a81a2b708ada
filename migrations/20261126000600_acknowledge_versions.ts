import type { Knex } from 'knex';

/**
 * An urgent alert is acknowledged as it was read: a new version asks again. Media releases are listed by the day they were
 * released on.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cws_reads add column acknowledged_version int;
    comment on column cws_reads.acknowledged_version is 'the newest version this account has acknowledged, at acknowledged_at';
    create index cws_documents_released on cws_documents ((facts->>'releasedOn') desc, id desc) where kind = 'release' and version > 0`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index cws_documents_released;
    alter table cws_reads drop column acknowledged_version`);
}
