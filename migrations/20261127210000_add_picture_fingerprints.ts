import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What a picture is known again by when it was cut, turned, mirrored or recoloured: its fingerprint
 * (src/files/pictures/fingerprint.ts), and the keys of its points, by which a few are found to be compared. Images that
 * were there before are taken up by a job.
 */
const fingerprints = `
  create table cpdb_fingerprints (
    id int generated always as identity constraint cpdb_fingerprints_pkey primary key,
    image_id uuid not null constraint cpdb_fingerprints_image_unique unique
      constraint cpdb_fingerprints_image_fk references cpdb_images,
    picture_id bigint not null constraint cpdb_fingerprints_picture_fk references cpdb_pictures,
    fingerprint bytea not null
  );
  comment on column cpdb_fingerprints.fingerprint is 'empty: nothing could be made of the image';
  create index cpdb_fingerprints_picture on cpdb_fingerprints (picture_id);

  create table cpdb_fingerprint_keys (
    key int not null,
    fingerprint_id int not null,
    constraint cpdb_fingerprint_keys_pkey primary key (key, fingerprint_id),
    constraint cpdb_fingerprint_keys_fingerprint_fk
      foreign key (fingerprint_id) references cpdb_fingerprints on delete cascade
  );
  create index cpdb_fingerprint_keys_fingerprint on cpdb_fingerprint_keys (fingerprint_id);

  create index cpdb_images_alike on cpdb_images using gin (alike) where alike <> '{}';

  grant select, insert, update, delete on cpdb_fingerprints to cen_app;
  grant select, insert, delete on cpdb_fingerprint_keys to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(fingerprints);
}
