import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** A notification names the account that holds, or will hold, the duty. */
const points = `
  alter table contact_points
    add column account_id int constraint contact_points_account_fk references accounts,
    add column told_at timestamptz;
  comment on column contact_points.told_at is 'when the administrators were told that its day came and duties differ';
  grant update (told_at) on contact_points to cen_app;
`;

/** The settings of the yearly review, with who changed them and why. */
const settings = `
  create table review_setting_changes (
    id int generated always as identity constraint review_setting_changes_pkey primary key,
    was jsonb not null,
    becomes jsonb not null,
    reason text not null,
    made_by int not null constraint review_setting_changes_made_by_fk references accounts,
    at timestamptz not null default now()
  );
  grant update (month, days, young_days) on review_settings to cen_app;
  grant select, insert on review_setting_changes to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(points + settings);
}
