import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The Concealment Picture Database: a picture is one hiding place with its images (photos and X-rays). Nothing of one
 * is ever deleted; what goes is discarded, withdrawn or taken out.
 */
const pictures = `
  create table cpdb_pictures (
    id bigint generated always as identity constraint cpdb_pictures_pkey primary key,
    numbered int not null default extract(year from now() at time zone 'UTC')::int,
    ref text generated always as (
      'CP-' || numbered::text || '-' || repeat('0', greatest(0, 5 - length(id::text))) || id::text) stored
      constraint cpdb_pictures_ref_unique unique,
    client_uuid uuid not null constraint cpdb_pictures_client_uuid_unique unique,
    office_id int not null constraint cpdb_pictures_office_fk references offices,
    region_id int constraint cpdb_pictures_region_fk references offices,
    made_by int constraint cpdb_pictures_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    state text not null default 'draft' constraint cpdb_pictures_state_known
      check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'discarded')),
    version int not null default 1,
    seizure_id bigint constraint cpdb_pictures_seizure_fk references seizures,
    country char(2) not null,
    seized_on date not null,
    by_month boolean not null default false,
    year int generated always as (extract(year from seized_on)::int) stored,
    -- No picture of this heading is ever stored, whichever way it comes.
    heading text not null constraint cpdb_pictures_heading_takes_pictures check (heading <> 'PORN'),
    product text,
    concealment text not null,
    transport text not null,
    detection text,
    captions jsonb not null,
    shows text constraint cpdb_pictures_shows_known check (shows in ('pair', 'photo', 'xray')),
    images int not null default 0,
    cover jsonb not null default '{}',
    published_at timestamptz,
    published_by int constraint cpdb_pictures_published_by_fk references accounts,
    withdrawn_at timestamptz,
    withdrawn_reason text,
    words tsvector not null default '',
    synthetic boolean not null default false,
    constraint cpdb_pictures_published_complete
      check (state <> 'published' or (published_at is not null and shows is not null))
  );
  comment on column cpdb_pictures.region_id is
    'RILO that reviews it; null where no RILO serves the country: the administrator does';
  comment on column cpdb_pictures.by_month is 'only year and month of seized_on were stated';
  comment on column cpdb_pictures.cover is 'what lists show: { photo?, xray? } of { id, width, height }';
  create index cpdb_pictures_newest on cpdb_pictures (published_at desc, id desc) where state = 'published';
  create index cpdb_pictures_place on cpdb_pictures (concealment, published_at desc, id desc) where state = 'published';
  create index cpdb_pictures_transport on cpdb_pictures (transport, published_at desc, id desc)
    where state = 'published';
  create index cpdb_pictures_heading on cpdb_pictures (heading, published_at desc, id desc) where state = 'published';
  -- All that counts beside the filters are made of: read without the rows.
  create index cpdb_pictures_facets on cpdb_pictures (concealment, transport, heading, product, shows, region_id, year)
    include (images) where state = 'published';
  create index cpdb_pictures_words on cpdb_pictures using gin (words) where state = 'published';
  create index cpdb_pictures_office on cpdb_pictures (office_id, id desc);
  create index cpdb_pictures_waiting on cpdb_pictures (region_id, id) where state = 'submitted';
  create index cpdb_pictures_seizure on cpdb_pictures (seizure_id) where seizure_id is not null;
  create index cpdb_pictures_year on cpdb_pictures (year, published_at desc, id desc) where state = 'published';
  create trigger cpdb_pictures_codes_inserted after insert on cpdb_pictures referencing new table as written
    for each statement execute function require_codes('country', 'array[country]', 'heading', 'array[heading]',
      'concealment', 'array[concealment]', 'transport', 'array[transport]', 'detection', 'array[detection]');
  create trigger cpdb_pictures_codes_updated after update on cpdb_pictures referencing new table as written
    for each statement execute function require_codes('country', 'array[country]', 'heading', 'array[heading]',
      'concealment', 'array[concealment]', 'transport', 'array[transport]', 'detection', 'array[detection]');

  create table cpdb_images (
    id uuid constraint cpdb_images_pkey primary key default gen_random_uuid(),
    picture_id bigint not null constraint cpdb_images_picture_fk references cpdb_pictures,
    role text not null default 'photo' constraint cpdb_images_role_known check (role in ('photo', 'xray')),
    place int not null,
    pair int,
    client_key text not null,
    name text not null,
    kind text not null,
    size bigint not null,
    sha256 text not null,
    stored_id text not null,
    state text not null default 'waiting'
      constraint cpdb_images_state_known check (state in ('waiting', 'ready', 'refused', 'removed')),
    refusal jsonb,
    scanned boolean not null default false,
    width int,
    height int,
    derivatives jsonb not null default '[]',
    tiles jsonb,
    depth jsonb,
    removed text[] not null default '{}',
    regions jsonb not null default '[]',
    blurred int not null default 0,
    alike bigint[] not null default '{}',
    is_another boolean not null default false,
    uploaded_by int constraint cpdb_images_uploaded_by_fk references accounts,
    uploaded_at timestamptz not null default now(),
    examined_at timestamptz
  );
  comment on column cpdb_images.sha256 is
    'of the file as it was sent, hex: it stays when parts of the image are blurred';
  comment on column cpdb_images.client_key is
    'given by the sender for one file of one picture: the same key is the same image';
  comment on column cpdb_images.regions is '[{ x, y, w, h, note: { en?, fr? } }] in parts of width and height, 0 to 1';
  comment on column cpdb_images.alike is 'other pictures that look the same, as found when it was examined';
  create unique index cpdb_images_key on cpdb_images (picture_id, client_key) where state <> 'removed';
  create unique index cpdb_images_content on cpdb_images (picture_id, sha256) where state <> 'removed';
  create index cpdb_images_picture on cpdb_images (picture_id, place);
  create index cpdb_images_sha256 on cpdb_images (sha256);
  create index cpdb_images_waiting on cpdb_images (uploaded_at) where state = 'waiting';

  grant select, insert, update on cpdb_pictures, cpdb_images to cen_app;
`;

/**
 * Hashes by their five parts. Of two that differ in 14 bits of 64 at most, one part at least differs in two or none:
 * alike ones are looked up by the few values near each part, and nothing is scanned. The same expressions stand in
 * src/files/alike.ts.
 */
const hashes = `
  -- Narrow, so that all hashes are compared in one short scan.
  create table cpdb_hashes (
    image_id uuid constraint cpdb_hashes_pkey primary key constraint cpdb_hashes_image_fk references cpdb_images,
    picture_id bigint not null constraint cpdb_hashes_picture_fk references cpdb_pictures,
    hash bit(64) not null
  );
  create index cpdb_hashes_picture on cpdb_hashes (picture_id);
  create index cpdb_hashes_from_1 on cpdb_hashes ((substring(hash from 1 for 13)::int));
  create index cpdb_hashes_from_14 on cpdb_hashes ((substring(hash from 14 for 13)::int));
  create index cpdb_hashes_from_27 on cpdb_hashes ((substring(hash from 27 for 13)::int));
  create index cpdb_hashes_from_40 on cpdb_hashes ((substring(hash from 40 for 13)::int));
  create index cpdb_hashes_from_53 on cpdb_hashes ((substring(hash from 53 for 12)::int));

  grant select, insert, update, delete on cpdb_hashes to cen_app;
`;

/** What became of a picture, and what its viewers reported. */
const history = `
  create table cpdb_steps (
    id bigint generated always as identity constraint cpdb_steps_pkey primary key,
    picture_id bigint not null constraint cpdb_steps_picture_fk references cpdb_pictures,
    kind text not null
      constraint cpdb_steps_kind_known
        check (kind in ('begun', 'submitted', 'takenBack', 'returned', 'published', 'withdrawn', 'discarded')),
    account_id int constraint cpdb_steps_account_fk references accounts,
    at timestamptz not null default now(),
    reason text
  );
  create index cpdb_steps_picture on cpdb_steps (picture_id, id);

  create table cpdb_reports (
    id uuid constraint cpdb_reports_pkey primary key,
    picture_id bigint not null constraint cpdb_reports_picture_fk references cpdb_pictures,
    account_id int not null constraint cpdb_reports_account_fk references accounts,
    about text not null
      constraint cpdb_reports_about_known check (about in ('person', 'wrong', 'place', 'copy', 'other')),
    text text not null,
    at timestamptz not null default now(),
    closed_by int constraint cpdb_reports_closed_by_fk references accounts,
    closed_at timestamptz
  );
  create index cpdb_reports_open on cpdb_reports (picture_id) where closed_at is null;

  grant select, insert on cpdb_steps to cen_app;
  grant select, insert, update (closed_by, closed_at) on cpdb_reports to cen_app;
`;

/**
 * Training with concealment pictures. A twin is the scan of an X-ray's scene with nothing hidden in it: it is shown in
 * exercises only, so that it is no image of the gallery.
 */
const training = `
  create table cpdb_twins (
    image_id uuid constraint cpdb_twins_pkey primary key constraint cpdb_twins_image_fk references cpdb_images,
    width int not null,
    height int not null,
    derivatives jsonb not null,
    made_at timestamptz not null default now()
  );

  create table cpdb_sets (
    id bigint generated always as identity constraint cpdb_sets_pkey primary key,
    numbered int not null default extract(year from now() at time zone 'UTC')::int,
    ref text generated always as (
      'CT-' || numbered::text || '-' || repeat('0', greatest(0, 4 - length(id::text))) || id::text) stored
      constraint cpdb_sets_ref_unique unique,
    client_uuid uuid not null constraint cpdb_sets_client_uuid_unique unique,
    office_id int not null constraint cpdb_sets_office_fk references offices,
    region_id int constraint cpdb_sets_region_fk references offices,
    made_by int constraint cpdb_sets_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    state text not null default 'draft' constraint cpdb_sets_state_known check (state in ('draft', 'open', 'closed')),
    version int not null default 1,
    title jsonb not null,
    description jsonb not null,
    seconds int constraint cpdb_sets_seconds_known check (seconds in (15, 30, 60)),
    feedback text not null default 'each' constraint cpdb_sets_feedback_known check (feedback in ('each', 'end')),
    audience text not null default 'office'
      constraint cpdb_sets_audience_known check (audience in ('office', 'region', 'all')),
    opened_at timestamptz,
    closed_at timestamptz,
    synthetic boolean not null default false
  );
  comment on column cpdb_sets.region_id is 'RILO of the office when the set was made: whom audience region means';
  comment on column cpdb_sets.seconds is 'for each exercise; null: no limit';
  create index cpdb_sets_office on cpdb_sets (office_id, id desc);
  create index cpdb_sets_open on cpdb_sets (opened_at desc) where state = 'open';

  create table cpdb_exercises (
    id bigint generated always as identity constraint cpdb_exercises_pkey primary key,
    set_id bigint not null constraint cpdb_exercises_set_fk references cpdb_sets,
    place int not null,
    kind text not null constraint cpdb_exercises_kind_known check (kind in ('mark', 'which', 'what')),
    picture_id bigint not null constraint cpdb_exercises_picture_fk references cpdb_pictures,
    shown jsonb not null,
    asks text constraint cpdb_exercises_asks_known check (asks in ('goods', 'place', 'transport')),
    options jsonb not null default '[]',
    answer int,
    removed boolean not null default false
  );
  comment on column cpdb_exercises.shown is '[{ image, twin }]: images in the order they are shown';
  comment on column cpdb_exercises.answer is 'which of shown, or of options, is right; null for mark';
  create index cpdb_exercises_set on cpdb_exercises (set_id, place) where not removed;

  create table cpdb_runs (
    id uuid constraint cpdb_runs_pkey primary key,
    set_id bigint not null constraint cpdb_runs_set_fk references cpdb_sets,
    account_id int not null constraint cpdb_runs_account_fk references accounts,
    office_id int not null constraint cpdb_runs_office_fk references offices,
    exercises bigint[] not null,
    seconds int,
    started_at timestamptz not null default now(),
    finished_at timestamptz
  );
  comment on column cpdb_runs.seconds is 'limit of this run: the set''s, or none where the account asked for that';
  create index cpdb_runs_account on cpdb_runs (account_id, started_at desc);
  create index cpdb_runs_set on cpdb_runs (set_id, started_at desc);

  create table cpdb_answers (
    run_id uuid not null constraint cpdb_answers_run_fk references cpdb_runs,
    exercise_id bigint not null constraint cpdb_answers_exercise_fk references cpdb_exercises,
    shown_at timestamptz not null default now(),
    answered_at timestamptz,
    given jsonb,
    is_right boolean,
    is_late boolean,
    distance real,
    constraint cpdb_answers_pkey primary key (run_id, exercise_id)
  );
  comment on column cpdb_answers.distance is 'from the nearest region, in parts of the image''s width; 0 inside';

  grant select, insert, update on cpdb_sets, cpdb_exercises, cpdb_runs, cpdb_answers, cpdb_twins to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(pictures + hashes + history + training);
}
