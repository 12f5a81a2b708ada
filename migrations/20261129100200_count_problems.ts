import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Problems of an import's rows are counted once, at the check, and not at each look at the page: a file has up to a
 * million rows. Imports that were checked before are counted here.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table import_problems (
      import_id bigint not null constraint import_problems_import_fk references imports,
      level text not null constraint import_problems_level_known check (level in ('error', 'warning')),
      code text not null,
      field text not null,
      rows int not null,
      example jsonb not null,
      numbers int[] not null,
      cells jsonb not null default '[]',
      constraint import_problems_pkey primary key (import_id, code, field, level)
    );
    comment on table import_problems is 'like problems of the rows that are no records yet, counted at the check';
    comment on column import_problems.field is 'empty where a problem is of the whole row';
    comment on column import_problems.numbers is 'of its first rows, in their order';
    comment on column import_problems.cells is 'the commonest cells of the faulty column, with their rows';
    grant select, insert, update, delete on import_problems to cen_app;

    insert into import_problems (import_id, level, code, field, rows, example, numbers)
    select r.import_id, p->>'level', p->>'code', coalesce(p->>'field', ''), count(distinct r.row_no),
      (array_agg(p order by r.row_no))[1], (array_agg(distinct r.row_no order by r.row_no))[:10000]
    from import_rows r, jsonb_array_elements(r.problems) p
    where r.state not in ('committed', 'set_aside')
      and (r.state <> 'same' or p->>'code' in ('row_known', 'row_alike_answered'))
    group by 1, 2, 3, 4
  `);
}
