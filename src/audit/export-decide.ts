import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { insertExport, keepDecision, lockExport, readExport, type TrailExport } from './store-exports.ts';
import type { TrailFilter } from './store-trail.ts';
import { note, type Person } from './store-note.ts';

/** Asks for an export; it is nothing before another person approved it. Returns its number. */
export function askForExport(pool: Pool, person: Person, filter: TrailFilter, reason: string): Promise<number> {
  return inTransaction(pool, async client => {
    const number = await insertExport(client, person, filter, reason);
    await note(client, person, {
      action: 'trail.exportAsked',
      subject: `export:${number}`,
      detail: { reason, filter },
    });
    return number;
  });
}

/**
 * Approves or refuses an export. Who asked may not decide, in whatever session. Throws NotFound; Forbidden for one's
 * own; Conflict where it was decided already, or nobody did in time.
 */
export async function decideExport(
  pool: Pool,
  person: Person,
  number: number,
  decision: 'approved' | 'refused',
  reason: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const asked = await lockExport(client, number);
    if (!asked) throw new NotFound(`no export ${number}`);
    if (asked.askedBy === person.accountId) throw new Forbidden('who asked for an export does not decide on it');
    if (asked.state !== 'asked') throw new Conflict(`export ${number} is ${asked.state}`);
    await keepDecision(client, number, person, decision, reason);
    await note(client, person, {
      action: decision === 'approved' ? 'trail.exportApproved' : 'trail.exportRefused',
      subject: `export:${number}`,
      detail: { reason, askedBy: asked.askedLogin },
    });
  });
}

/**
 * An approved export as only its two persons may fetch it. Throws NotFound; Forbidden without approval, after its time,
 * or for a third person.
 */
export async function openExport(pool: Pool, person: Person, number: number): Promise<TrailExport> {
  const found = await readExport(pool, number);
  if (!found) throw new NotFound(`no export ${number}`);
  if (found.state !== 'approved') throw new Forbidden(`export ${number} is ${found.state}`);
  if (![found.askedBy, found.decidedBy].includes(person.accountId))
    throw new Forbidden('an export is for who asked and who approved');
  return found;
}
