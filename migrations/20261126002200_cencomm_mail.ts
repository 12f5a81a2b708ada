import type { Knex } from 'knex';

/** What CENcomm's mail needs beside its first tables: small pictures of attachments, and a quick way to what waits for an answer. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cencomm_attachments add preview_id uuid;
    comment on column cencomm_attachments.preview_id is 'stored small picture of a picture, sealed like the attachment itself';
    create index cencomm_messages_answer on cencomm_messages (operation_id) where answer_by is not null;
    create index cencomm_mailbox_counted on cencomm_mailbox (account_id, operation_id, created_ms desc, message_id desc) include (kind, box, is_unread, is_archived, folder_id);
    comment on index cencomm_mailbox_counted is 'counts of folders and kinds without a look at the rows, and every message in order: for search, and lists with one line a message';
    create index cencomm_mailbox_searched on cencomm_mailbox (account_id, created_ms desc, message_id desc);
    create index cencomm_exports_asked on cencomm_exports (asked_by, asked_at desc);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index cencomm_exports_asked;
    drop index cencomm_mailbox_searched;
    drop index cencomm_mailbox_counted;
    drop index cencomm_messages_answer;
    alter table cencomm_attachments drop column preview_id;
  `);
}
