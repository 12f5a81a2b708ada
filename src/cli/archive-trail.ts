import { parseArgs } from 'node:util';
import {
  archiveMonth,
  changeMonthsKept,
  openChain,
  readArchives,
  readMonthsDue,
  readMonthsKept,
  type Chain,
} from '../audit/index.ts';
import { readConfig } from '../config.ts';
import type { Pool } from '../db/pool.ts';
import { completeConfig } from '../secrets.ts';
import { StartError } from '../start-error.ts';
import { openLog } from '../web/server/log.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';
import { claimKey } from './master-key.ts';

/**
 * `npm run archive-trail -- 2024-06 /media/tape`: writes a closed month of the audit trail to a sealed file there and
 * removes its rows; `-- --due /media/tape` does so with all that may be, as a timer asks; `-- --keep 36` changes how
 * many closed months stay online; without any it says what is archived and what may be. Works as the owner of the
 * database, since the portal itself can remove nothing.
 */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { keep: { type: 'string' }, due: { type: 'string' } },
    allowPositionals: true,
  });
  const [month, directory] = positionals;
  if (positionals.length > 0 && (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month ?? '') || positionals.length !== 2))
    throw new StartError('Give a month and a directory: npm run archive-trail -- 2024-06 /media/tape');
  const given = readConfig(undefined, 'keeper');
  const config = given.masterKey ? { ...given, masterKey: given.masterKey } : await completeConfig(given);
  await withDatabase(config, ({ ownerUrl }) =>
    withPool({ url: ownerUrl, max: 3, statementTimeout: 0 }, async jobPool => {
      await claimKey(jobPool, config.masterKey);
      if (values.keep !== undefined) await changeMonthsKept(jobPool, Number(values.keep));
      const chain = openChain({
        jobPool,
        log: openLog('silent'),
        masterKey: config.masterKey,
        directory: config.fileStore,
      });
      const place = values.due ?? directory;
      const months = values.due === undefined ? [month ?? []].flat() : await readMonthsDue(jobPool);
      if (place === undefined) return tell(jobPool);
      for (const one of months) await archive(chain, one, place);
    }),
  );
}

async function archive(chain: Chain, month: string, directory: string): Promise<void> {
  const { rowCount, file, sha256 } = await archiveMonth(chain, month, directory);
  report(`${month} is archived: ${rowCount} rows in ${file}, SHA-256 ${sha256.toString('hex')}.`);
  report(`Keep the file in two places. Check it by npm run verify-trail -- --archive ${directory}/${file}`);
}

async function tell(owner: Pool): Promise<void> {
  for (const { month, rowCount, file, by, at } of await readArchives(owner))
    report(`${month}: ${rowCount} rows in ${file}, archived ${at} by ${by}`);
  const due = await readMonthsDue(owner);
  report(`The last ${await readMonthsKept(owner)} closed months are kept online.`);
  report(due.length > 0 ? `May be archived: ${due.join(', ')}.` : 'No month may be archived yet.');
}

await runCommand(run);
