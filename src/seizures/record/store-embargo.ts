import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { literal, queryRows, sql } from '../../db/sql.ts';

/** Records in one transaction. */
export const embargoBatch = 200;

/**
 * Writes the end of embargoes that are over into the history of their records, each once, and a change that watch lists
 * are held against. Returns how many.
 */
export async function writeEndedEmbargoes(client: Client): Promise<number> {
  const ended = await queryRows<{ ref: string; embargoUntil: string }>(
    client,
    sql`
      with ended as (
        update seizures set under_embargo = false, changed_at = now() where id in (
          select id from seizures where under_embargo and embargo_until <= current_date
          order by id limit ${literal(embargoBatch)} for no key update)
        returning id, ref, version, embargo_until),
      steps as (
        insert into seizure_steps (seizure_id, kind, version) select id, 'embargoEnded', version from ended),
      changes as (insert into seizure_changes (seizure_id, kind) select id, 'upsert' from ended)
      select ref, embargo_until as "embargoUntil" from ended`,
  );
  for (const { ref, embargoUntil } of ended)
    await note(client, {}, { action: 'seizure.embargoEnded', subject: ref, detail: { embargoUntil } });
  return ended.length;
}
