import { mkdir } from 'node:fs/promises';
import { prepareDatabase } from '../src/cli/prepare.ts';
import { startEmbedded } from '../src/db/embedded/index.ts';
import { openPool } from '../src/db/pool.ts';
import { measureExport } from './export.ts';
import { fill } from './fill.ts';
import { measureImport } from './import.ts';
import { measurePages } from './pages.ts';
import { startPortal } from './portal.ts';

/**
 * `npm run bench [records] [part …]`: fills a database with synthetic records (kept in .data/bench for the next run) and
 * prints each figure beside its target and beside the raw statement of the same run. Parts: pages export import.
 */
const [count = '250000', ...parts] = process.argv.slice(2);
const wanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
const report = (line: string): void => { process.stdout.write(`${line}\n`); };
const password = 'a password for the bench';

const dataDir = `.data/bench-${count}`;
await mkdir(dataDir, { recursive: true });
const server = await startEmbedded({ dataDir, report, settings: { shared_buffers: '1GB' } });
try {
  await prepareDatabase({ ownerUrl: server.ownerUrl, demo: { password }, records: 'none', report });
  const pool = openPool({ url: server.ownerUrl, statementTimeout: 0 });
  const { rows: [there] } = await pool.query<{ n: number }>('select count(*)::int as n from seizures');
  if ((there?.n ?? 0) < Number(count)) report(`filled at ${(await fill(pool, Number(count) - (there?.n ?? 0), report)).toFixed(0)} records/s`);
  const portal = await startPortal(server, 'ke.ncp', password);
  try {
    if (wanted('pages')) await measurePages(pool, portal, report);
    if (wanted('export')) await measureExport(portal, report);
  } finally {
    await portal.stop();
  }
  if (wanted('import')) await measureImport(server, password, report);
  await pool.end();
} finally {
  await server.stop();
}
