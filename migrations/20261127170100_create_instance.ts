import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Which portal this database is of, so that it is never served with the files or the key of another: one row. What it
 * says once can be completed and not be changed by the application. `begun` is whether there was life in the database
 * before it knew any of this.
 */
const instance = `
  create table portal_instance (
    one boolean primary key default true constraint portal_instance_one check (one),
    id uuid not null default gen_random_uuid(),
    begun boolean not null,
    key_check bytea,
    claimed_at timestamptz,
    first_seal bytea
  );
  insert into portal_instance (begun, first_seal) values (exists (select from audit_events),
    (select digest from audit_seals where number = 1));
  grant select on portal_instance, migrations to cen_app;
  grant update (key_check, claimed_at, first_seal) on portal_instance to cen_app;

  create function keep_instance() returns trigger language plpgsql set search_path = public, pg_temp as $$
  begin
    if current_user = 'cen_app' and (old.key_check is not null and new.key_check is distinct from old.key_check
        or old.claimed_at is not null and new.claimed_at is null
        or old.first_seal is not null and new.first_seal is distinct from old.first_seal) then
      raise exception 'what identifies this portal cannot be changed' using errcode = '42501';
    end if;
    return new;
  end $$;
  create trigger portal_instance_kept before update on portal_instance for each row execute function keep_instance();
`;

/** The application may add a seal, but only as the next of the chain. */
const order = `
  create function next_seal_only() returns trigger language plpgsql set search_path = public, pg_temp as $$
  declare
    last record;
  begin
    select number, digest, to_tx, to_id into last from audit_seals order by number desc limit 1;
    if current_user = 'cen_app' and (new.number <> coalesce(last.number, 0) + 1
        or last.number is not null and (new.previous, new.from_tx, new.from_id) is distinct from
          (last.digest, last.to_tx, last.to_id)) then
      raise exception 'a seal follows the last one' using errcode = '42501';
    end if;
    return new;
  end $$;
  create trigger audit_seals_in_order before insert on audit_seals for each row execute function next_seal_only();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(instance + order);
}
