import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict } from '../../errors.ts';
import type { Room } from '../room.ts';
import { changeImport, getImport, insertImportStep } from './store.ts';

/** Takes a committed import back as a whole: its records are withdrawn with the reason, none is deleted. Refused once one is verified or amended. */
export async function undoImport(room: Room, viewer: Viewer, id: number, reason: string): Promise<number> {
  const withdrawn = await inTransaction(room.jobPool, async (client) => {
    await client.query('select 1 from imports where id = $1 for update', [id]);
    const file = await getImport(viewer, client, id);
    if (file.state !== 'committed') throw new Conflict('only a committed import can be undone');
    const { rows: [touched] } = await client.query<{ n: number }>(
      `select count(*)::int as n from seizures where import_id = $1 and (status not in ('submitted', 'withdrawn') or version > 1)`, [id]);
    if (touched && touched.n > 0) throw new Conflict(`${touched.n} records were verified or amended since`);
    const { rows: [done] } = await client.query<{ n: number }>(
      `with taken as (update seizures set status = 'withdrawn', changed_at = now() where import_id = $1 and status = 'submitted' returning id, version),
         steps as (insert into seizure_steps (seizure_id, kind, version, account_id, reason) select id, 'withdrawn', version, $2, $3 from taken),
         changes as (insert into seizure_changes (seizure_id, kind) select id, 'withdrawn' from taken)
       select count(*)::int as n from taken`, [id, viewer.accountId, reason]);
    await changeImport(client, id, { state: 'undone' });
    await insertImportStep(client, viewer, id, 'undone', { reason, records: done?.n ?? 0 });
    await note(client, viewer, { action: 'import.undone', subject: `import:${id}`, detail: { reason, records: done?.n ?? 0 } });
    return done?.n ?? 0;
  });
  room.changed();
  return withdrawn;
}
