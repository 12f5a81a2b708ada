import type { Knex } from 'knex';

/**
 * Training with concealment pictures. A twin is the scan of an X-ray's scene with nothing hidden in it: it is shown in exercises only, so
 * that it is no image of the gallery.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
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
      ref text generated always as ('CT-' || numbered::text || '-' || repeat('0', greatest(0, 4 - length(id::text))) || id::text) stored
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
      audience text not null default 'office' constraint cpdb_sets_audience_known check (audience in ('office', 'region', 'all')),
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
      asks text,
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

    grant select, insert, update on cpdb_sets, cpdb_exercises, cpdb_runs, cpdb_answers, cpdb_twins to cen_app`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table cpdb_answers; drop table cpdb_runs; drop table cpdb_exercises; drop table cpdb_sets; drop table cpdb_twins',
  );
}
