import type { Knex } from 'knex';

/** What CENcomm's mail needs beside its first tables: small pictures of attachments, and a quick way to what waits for an answer. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cencomm_attachments add preview_id uuid;
    comment on column cencomm_attachments.preview_id is 'stored small picture of a picture, sealed like the attachment itself';
    create index cencomm_messages_answer on cencomm_messages (operation_id) where answer_by is not null;
    create index cencomm_exports_asked on cencomm_exports (asked_by, asked_at desc);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index cencomm_exports_asked;
    drop index cencomm_messages_answer;
    alter table cencomm_attachments drop column preview_id;
  `);
}
