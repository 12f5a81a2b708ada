import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What pictures of the website's documents are known again by, as those of the gallery are. Made by a job. */
const fingerprints = `
  create table cws_fingerprints (
    id int generated always as identity constraint cws_fingerprints_pkey primary key,
    file_id uuid not null constraint cws_fingerprints_file_unique unique
      constraint cws_fingerprints_file_fk references cws_files,
    fingerprint bytea not null
  );
  comment on column cws_fingerprints.fingerprint is 'empty: nothing could be made of the picture';

  create table cws_fingerprint_keys (
    key int not null,
    fingerprint_id int not null,
    constraint cws_fingerprint_keys_pkey primary key (key, fingerprint_id),
    constraint cws_fingerprint_keys_fingerprint_fk
      foreign key (fingerprint_id) references cws_fingerprints on delete cascade
  );
  create index cws_fingerprint_keys_fingerprint on cws_fingerprint_keys (fingerprint_id);

  grant select, insert, update, delete on cws_fingerprints to cen_app;
  grant select, insert, delete on cws_fingerprint_keys to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(fingerprints);
}
