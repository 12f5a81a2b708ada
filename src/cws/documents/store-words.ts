import type { Client } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';
import { plainText, referencesIn } from '../../markup/index.ts';
import { kinds } from '../kinds/index.ts';
import { bareNumber } from '../search/exact.ts';
import type { Content, CwsDocument } from './document.ts';

/** Writes what a published version is found by: a row of words for each language, and the references it names. */
export async function indexDocument(
  client: Client,
  { id, ref, kind }: Pick<CwsDocument, 'id' | 'ref' | 'kind'>,
  { texts, fields, original }: Content,
): Promise<void> {
  await execute(client, sql`delete from cws_search where document_id = ${id} and part = ''`);
  const source = texts[original];
  for (const lang of ['en', 'fr'] as const) {
    // What is not translated is found, and shown, in its original.
    const text = texts[lang] ?? source;
    if (!text) continue;
    const extra = kinds[kind].texts.map(({ name }) => text[name] ?? '');
    await execute(
      client,
      sql`
        insert into cws_search (kind, key, lang, document_id, href, title, body, headings, exact)
        values (${kind}, ${ref}, ${lang}, ${id}, ${`${kinds[kind].base}/${ref}`}, ${text.title},
          ${[ref, text.summary, plainText(text.body), ...extra].join('\n')}, ${fields.headings ?? []},
          ${[bareNumber(ref)]})`,
    );
  }
  await execute(client, sql`delete from cws_mentions where document_id = ${id}`);
  const named = new Set([
    ...Object.values(texts).flatMap(text => referencesIn(text.body)),
    ...[fields.cases ?? []].flat(),
  ]);
  named.delete(ref);
  if (named.size > 0)
    await execute(client, sql`insert into cws_mentions (document_id, ref) select ${id}, unnest(${[...named]}::text[])`);
}
