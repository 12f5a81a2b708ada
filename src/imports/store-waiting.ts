import { rights } from '../access/index.ts';
import type { Viewer } from '../access/index.ts';
import { sql } from '../db/sql.ts';
import type { WaitingPart } from '../web/waiting.ts';

/** Imports of the office that are not over, each by its file. */
export function waitingInImports(viewer: Viewer): WaitingPart[] {
  if (!rights['database:write'](viewer)) return [];
  return [
    {
      kind: 'import',
      room: 'seizures',
      place: 'imports',
      band: 'week',
      icon: 'file-spreadsheet',
      href: ({ ref }) => (ref === null ? '/seizures/imports' : `/seizures/imports/${ref}`),
      rows: sql`
        select 1 as n, id::text as ref, null::date as due, changed_at as at,
          jsonb_build_object('title', file_name, 'rows', rows_read, 'toRepair', (counts ->> 'error')::int,
            'say', case when coalesce((counts ->> 'error')::int, 0) > 0 then 'repair' else state end) as more
        from imports
        where office_id = ${viewer.office.id} and state not in ('committed', 'kept', 'undone', 'discarded')
        order by id desc limit 100`,
    },
  ];
}
