import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** An unusual month of a series is said to be explained: it stays in the figures, with who said so and why. */
const monthsApart = `
  create table months_apart (
    id bigint generated always as identity constraint months_apart_pkey primary key,
    office_id int not null constraint months_apart_office_fk references offices,
    series text not null,
    month text not null constraint months_apart_month_shape check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    note text not null constraint months_apart_note_length check (length(note) between 1 and 500),
    cases int not null,
    set_by int not null constraint months_apart_set_by_fk references accounts,
    set_at timestamptz not null default now(),
    ended_by int constraint months_apart_ended_by_fk references accounts,
    ended_at timestamptz,
    reason text constraint months_apart_reason_length check (length(reason) between 1 and 2000),
    constraint months_apart_end_whole check ((ended_by is null) = (ended_at is null))
  );
  comment on table months_apart is 'unusual months that an office said are explained';
  comment on column months_apart.series is 'the search without its dates, as its address; empty for all cases';
  comment on column months_apart.cases is 'how many the month had when this was said';
  comment on column months_apart.reason is 'why it was taken back; null where another note took its place';
  create unique index months_apart_once on months_apart (office_id, month, md5(series)) where ended_at is null;
  grant select, insert, update on months_apart to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(monthsApart);
}
