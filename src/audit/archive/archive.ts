import { open, rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { StartError, codeOf } from '../../start-error.ts';
import type { Chain } from '../context.ts';
import { note } from '../store-note.ts';
import { lastSeal, sealOver, sealsAfter } from '../chain/store-seals.ts';
import { placeOrder } from '../chain/seal.ts';
import { rowProblems } from '../chain/rows-under.ts';
import { verifyTrail } from '../chain/verify.ts';
import { readArchive, writeArchive, type ArchiveContent } from './archive-file.ts';
import { archivedUnder, closeRecord, isAuthentic, type ArchiveRecord } from './record.ts';
import {
  holdMonth,
  insertArchive,
  keepMonths,
  lockArchiving,
  readArchives,
  readMonthsKept,
  readMonthsDue,
  removeMonth,
  spanOf,
} from './store-archives.ts';

const mostTries = 20;
const operator = { loginId: 'command-line' };

/**
 * Writes a closed month of the trail into a file of the directory, reads the file back against the seals, and only then
 * removes the rows, in one transaction with the record of it. `jobPool` must be the owner's. What is killed on the way
 * leaves the rows where they were, and can be run again. Throws StartError with the sentence for the operator.
 */
export async function archiveMonth(
  trail: Pick<Chain, 'jobPool' | 'key' | 'head'>,
  month: string,
  directory: string,
): Promise<ArchiveRecord> {
  return inTransaction(trail.jobPool, async lock => {
    if (!(await lockArchiving(lock))) throw new StartError('Another command is archiving at this moment.');
    const seals = await sealsOver(trail.jobPool, month);
    const { problems } = await verifyTrail(trail, seals);
    const tampered = problems.find(({ seal }) => seal >= seals.firstSeal && seal <= seals.lastSeal);
    if (tampered)
      throw new StartError(
        `The month is not archived: its rows are not as they were sealed (${tampered.kind}, seal ${tampered.seal}). ` +
          'Clear that up first; npm run verify-trail lists what was found.',
      );
    const file = `audit-trail-${month}.jsonl.gz.sealed`;
    const content = await writeVerified(trail, { ...seals, month }, join(directory, file), directory);
    const { username } = userInfo();
    const record = closeRecord({ ...content, file, by: username, at: new Date().toISOString() }, trail.key);
    await inTurns(() => inTransaction(trail.jobPool, client => removeArchived(client, record, trail.key)));
    return record;
  });
}

/** Which seals the rows of a month are under. Throws StartError where the month may not be archived. */
async function sealsOver(owner: Pool, month: string): Promise<{ firstSeal: number; lastSeal: number }> {
  const archived = (await readArchives(owner)).find(record => record.month === month);
  if (archived) throw new StartError(`${month} is archived already, in ${archived.file}.`);
  const span = await spanOf(owner, month);
  if (!span) throw new StartError(`The trail has no rows of ${month}.`);
  if (!(await readMonthsDue(owner)).includes(month))
    throw new StartError(
      `${month} is kept online: the last ${await readMonthsKept(owner)} closed months are. ` +
        'Change that by npm run archive-trail -- --keep MONTHS.',
    );
  const last = await lastSeal(owner);
  if (!last || placeOrder(span[1], last.to) > 0)
    throw new StartError(`Rows of ${month} are not sealed yet: let the portal run for two minutes, then try again.`);
  const [from, to] = [await sealOver(owner, span[0]), await sealOver(owner, span[1])];
  return { firstSeal: from?.number ?? 1, lastSeal: to?.number ?? last.number };
}

/** The file under its name only when it was read back and found whole; on the disk when this resolves. */
async function writeVerified(
  { jobPool, key }: Pick<Chain, 'jobPool' | 'key'>,
  span: Parameters<typeof writeArchive>[2],
  path: string,
  directory: string,
): Promise<ArchiveContent> {
  const draft = `${path}.part`;
  await rm(draft, { force: true });
  await writeArchive(jobPool, draft, span, key);
  const content = await readArchive(jobPool, draft, key);
  await rename(draft, path);
  const folder = await open(directory);
  await folder.sync().finally(() => folder.close());
  return content;
}

/** Throws StartError, and nothing is removed, where not exactly the rows of the file would go. */
async function removeArchived(owner: Client, record: ArchiveRecord, key: Buffer): Promise<void> {
  await insertArchive(owner, record);
  const held = await holdMonth(owner, record.month);
  const records = (await readArchives(owner)).filter(known => isAuthentic(known, key));
  const problems = [];
  for (const [number] of record.edges) {
    const [seal] = await sealsAfter(owner, number - 1, 1);
    if (seal) problems.push(...(await rowProblems(owner, seal, archivedUnder(records, number), record.month)));
  }
  if (held !== record.rowCount || problems.length > 0)
    throw new StartError(`The month is not archived: the trail changed while ${record.file} was written.`);
  await note(owner, operator, {
    action: 'trail.archived',
    subject: `month:${record.month}`,
    detail: {
      rows: record.rowCount,
      seals: `${record.firstSeal}–${record.lastSeal}`,
      file: record.file,
      sha256: record.sha256.toString('hex'),
      login: record.by,
    },
  });
  await removeMonth(owner, record.month);
}

/** Again where somebody reads the trail: in short waits, so that nobody who writes has to wait behind it for long. */
async function inTurns(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== '55P03') throw error;
      if (tries === mostTries)
        throw new StartError('The month is not removed: the trail is being read, as by a backup. Run it again later.');
      await sleep(1000);
    }
  }
}

/** Compares a file with the record of its month and the seals. Throws StartError where anything differs. */
export async function verifyArchive({ jobPool, key }: Pick<Chain, 'jobPool' | 'key'>, path: string) {
  const content = await readArchive(jobPool, path, key);
  const record = (await readArchives(jobPool)).find(({ month }) => month === content.month);
  if (!record) throw new StartError(`${path} is whole, but no month ${content.month} is recorded as archived.`);
  if (!isAuthentic(record, key)) throw new StartError(`The record of the archive of ${record.month} is forged.`);
  const differs =
    !content.sha256.equals(record.sha256) ||
    content.rowCount !== record.rowCount ||
    JSON.stringify(content.edges) !== JSON.stringify(record.edges);
  if (differs) throw new StartError(`${path} is not the file that was archived for ${record.month}.`);
  return record;
}

/** Changes how many closed months stay online; nothing is removed by that. As the owner. */
export async function changeMonthsKept(owner: Pool, months: number): Promise<void> {
  if (!Number.isInteger(months) || months < 3 || months > 240)
    throw new StartError('Between 3 and 240 closed months can be kept online.');
  await inTransaction(owner, async client => {
    const before = await keepMonths(client, months);
    await note(client, operator, { action: 'trail.keptChanged', detail: { from: before, to: months } });
  });
}
