import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { readableDocuments } from '../documents/scope.ts';

/** Texts looked through for words, the newest first; characters of each after its title. */
const [mostTexts, charactersOfText] = [1000, 400];
/** Words handed back to be compared. */
const mostWords = 4000;

/**
 * Words of what this viewer may read that could be meant by misspelt ones: with the first letter of one and of a length
 * between, the frequent first. Lower case.
 */
export async function listLikelyWords(
  on: Queryable,
  viewer: Viewer,
  initials: readonly string[],
  { shortest, longest }: { shortest: number; longest: number },
): Promise<string[]> {
  const rows = await queryRows<{ word: string }>(
    on,
    sql`
      select w as word from (
        select s.title, s.body from cws_search s left join cws_documents d on d.id = s.document_id
        where s.part = '' and (s.document_id is null or ${readableDocuments(viewer)})
        order by s.document_id desc nulls last, s.id desc limit ${mostTexts}) t,
        regexp_split_to_table(lower(t.title || ' ' || left(t.body, ${charactersOfText}::int)), '[^[:alpha:]]+') w
      where left(w, 1) = any(${initials}::text[]) and length(w) between ${shortest}::int and ${longest}::int
      group by w order by count(*) desc limit ${mostWords}`,
  );
  return rows.map(row => row.word);
}
