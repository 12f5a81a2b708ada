import { hasDuty, rights, type Viewer } from '../access/index.ts';
import { sql } from '../db/sql.ts';
import type { WaitingPart } from '../web/waiting.ts';
import { openRemarks } from './kept-words/store-kept-words.ts';

/** Words counted one by one; more are "100". */
const most = 100;

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
        where office_id = ${viewer.office.id} and state not in ('committed', 'undoing', 'kept', 'undone', 'discarded')
        order by id desc limit 100`,
    },
    ...waitingWords(viewer),
  ];
}

/**
 * Words that saved records carry unanswered: for the contact point, and for who brought records in for Members. Counted
 * from word to word in the index, since an office may have a million remarks and a dozen words.
 */
function waitingWords(viewer: Viewer): WaitingPart[] {
  if (!hasDuty(viewer, 'ncp') && viewer.office.kind === 'administration') return [];
  const remarks = openRemarks(viewer);
  return [
    {
      kind: 'keptWords',
      room: 'seizures',
      place: 'imports',
      band: 'later',
      icon: 'tag',
      href: () => '/seizures/imports/kept-words',
      rows: sql`
        with recursive w as (
          (select r.kind, r.word_key from seizure_remarks r where ${remarks} order by 1, 2 limit 1)
          union all
          select n.kind, n.word_key from w cross join lateral (
            select r.kind, r.word_key from seizure_remarks r
            where ${remarks} and (r.kind, r.word_key) > (w.kind, w.word_key) order by 1, 2 limit 1) n)
        select count(*)::int as n, null::text as ref, null::date as due, null::timestamptz as at, null::jsonb as more
        from (select from w limit ${most}) found`,
    },
  ];
}
