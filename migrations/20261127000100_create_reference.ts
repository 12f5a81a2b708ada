import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** The role the portal works as; it owns nothing. A server whose administrator made it already keeps it as it is. */
const role = `
  do $$ begin
    if not exists (select from pg_roles where rolname = 'cen_app') then create role cen_app nologin; end if;
  end $$;
`;

/** Every code list of the portal in one table: a retired code stays, with its last day and its successor. */
const lists = `
  create table reference_codes (
    kind text not null constraint reference_codes_kind_shape check (kind ~ '^[a-z][a-z_]{1,39}$'),
    code text not null
      constraint reference_codes_code_shape check (code = btrim(code) and length(code) between 1 and 80),
    name_en text not null constraint reference_codes_name_en_filled check (name_en <> ''),
    name_fr text not null constraint reference_codes_name_fr_filled check (name_fr <> ''),
    parent text,
    position int not null,
    valid_from date,
    valid_to date,
    successor text,
    details jsonb not null default '{}'
      constraint reference_codes_details_object check (jsonb_typeof(details) = 'object'),
    seed_hash text,
    edited_at timestamptz,
    constraint reference_codes_pkey primary key (kind, code),
    constraint reference_codes_validity_order check (valid_to >= valid_from)
  );
  comment on column reference_codes.valid_to is 'last day on which the code may be used; null while it is in use';
  comment on column reference_codes.seed_hash is
    'content of the seed row this row was last written from; null for a code an administrator made';
  comment on column reference_codes.edited_at is
    'set by every edit in the portal; a seed never overwrites a row that has it';
  create index reference_codes_parent on reference_codes (kind, parent);

  create table reference_seeds (
    kind text not null constraint reference_seeds_pkey primary key,
    content_hash text not null,
    loaded_at timestamptz not null default now()
  );

  grant select on reference_codes to cen_app;
`;

/**
 * Codes of these lists are looked at once for a whole statement: a foreign key for each column would be checked row by
 * row, with a column beside it that names the list. Arguments of a trigger: a list, then an expression for the array of
 * its codes in a row of `written`, and so on by turns. A code is never deleted, so that nothing needs to look back.
 */
const check = `
  create function require_codes() returns trigger language plpgsql as $$
  declare
    parts text[] := '{}';
    unknown record;
  begin
    for n in 0 .. tg_nargs - 2 by 2 loop
      parts := parts || format(
        'select %L as kind, unnest((%s)::text[]) as code from written', tg_argv[n], tg_argv[n + 1]);
    end loop;
    execute format(
      'select w.kind, w.code from (select distinct kind, code from (%s) a where code is not null) w
        where not exists (select from reference_codes r where r.kind = w.kind and r.code = w.code) limit 1',
      array_to_string(parts, ' union all ')) into unknown;
    if unknown.code is not null then
      raise exception 'no code "%" in the list "%"', unknown.code, unknown.kind
        using errcode = '23503', table = tg_table_name, constraint = tg_table_name || '_codes_known';
    end if;
    return null;
  end $$;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(role + lists + check);
}
