import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareDatabase } from '../src/cli/prepare.ts';
import { startEmbedded } from '../evaluation/index.ts';
import { columnarFigures } from '../src/db/columnar/index.ts';
import { openPool, type Pool } from '../src/db/pool.ts';
import { openLog } from '../src/web/server/log.ts';
import {
  cencommEnvironment,
  fillPortalMail,
  measureCencomm,
  measureLive,
  prepareCencomm,
  prepareLive,
} from './cencomm.ts';
import { measureGallery, preparePictures } from './cpdb.ts';
import { measureWebsite, prepareWebsite } from './cws.ts';
import { measureDesk, settleRecords } from './desk.ts';
import { measureEntry } from './entry.ts';
import { cast, measureEveryPage } from './every-page.ts';
import { measureExport } from './export.ts';
import { engineIsReady, measureFigures } from './figures.ts';
import { fill } from './fill.ts';
import { fillOffice } from './fill-office.ts';
import { fillWebsite } from './fill-cws.ts';
import { mostMade, multiply } from './multiply.ts';
import { measureImport } from './import.ts';
import { measureOwnFields } from './own-fields.ts';
import { measurePages } from './pages.ts';
import { measureProcessor, untilIdle } from './processor.ts';
import { measurePictures } from './pictures.ts';
import { startFiguresEngine, startPortal, type RunningPortal } from './portal.ts';
import { measureReturns, prepareReturns } from './returns.ts';
import { measureSame } from './same.ts';
import { measureTexts } from './texts.ts';
import { measureWords } from './words.ts';

/**
 * `npm run bench [records] [part …]`: fills a database with synthetic records (kept in .data/bench-<records> for the
 * next run; remove it when migrations change) and prints each figure beside its target and beside the raw statement of
 * the same run. Parts: processor pages words figures desk entry own export returns cws texts cpdb cencomm live import
 * pictures same. `npm run bench -- --records 2500000` is the part `every` alone: a table of every page for
 * each of the cast, or of the kinds that `--pages` (an expression) names, or for those whose logins `--as` names.
 * The website, the pictures and CENcomm have databases of their own, the import one that starts empty.
 * BENCH_PORT is the port of the portal.
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { records: { type: 'string' }, pages: { type: 'string' }, as: { type: 'string' } },
});
const [count = '250000', ...named] = flags.records === undefined ? positionals : [flags.records, ...positionals];
const parts = flags.records === undefined || named.length > 0 ? named : ['every'];
const wanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
const report = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const password = 'a password for the bench';

interface Urls {
  readonly ownerUrl: string;
  /** The same server's other databases. */
  readonly urlsOf: (name: string) => { readonly ownerUrl: string };
  readonly appUrl: string;
  /** The portal's own data: its keys are those the database knows. */
  readonly portalDir: string;
}

async function withServer(
  name: string,
  work: (urls: Urls) => Promise<void>,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const dataDir = `.data/bench-${name}`;
  await mkdir(dataDir, { recursive: true });
  const server = await startEmbedded({ dataDir, report, settings: { shared_buffers: '1GB', ...more } });
  try {
    await prepareDatabase({ ownerUrl: server.ownerUrl, demo: { password }, records: 'none', report });
    await work({ ...server, portalDir: resolve(dataDir, 'portal') });
  } finally {
    await server.stop();
  }
}

/** As many records as were asked for: made one by one, and copied beyond what that can make in time. */
async function fillUp(pool: Pool): Promise<void> {
  const {
    rows: [there],
  } = await pool.query<{ n: number }>('select count(*)::int as n from seizures');
  const [found, made] = [there?.n ?? 0, Math.min(Number(count), mostMade)];
  if (found < made) report(`filled at ${(await fill(pool, made - found, report)).toFixed(0)} records/s`);
  await settleRecords(pool);
  if (Math.max(found, made) < Number(count))
    report(`copied in ${(await multiply(pool, Number(count), report)).toFixed(0)} s`);
}

async function measureReading(urls: Urls): Promise<void> {
  const pool = openPool({ url: urls.ownerUrl, statementTimeout: 0 });
  await fillUp(pool);
  if (wanted('desk')) {
    const desk = await startPortal(urls, 'rilo.esa', password);
    await measureDesk(pool, desk, report).finally(() => desk.stop());
  }
  if (wanted('entry')) await measureEntry(pool, report);
  if (wanted('words')) await measureWords(pool, report);
  if (wanted('returns')) await prepareReturns(pool);
  const socket = join(await mkdtemp(join(tmpdir(), 'cen-bench-')), 'figures');
  const engine = startFiguresEngine(urls, socket);
  const portal = await startPortal(urls, 'ke.ncp', password, { FIGURES_ENGINE: socket });
  try {
    if (wanted('pages')) await measurePages(pool, portal, report);
    if (wanted('returns')) await measureReturns(pool, portal, report);
    if (wanted('figures')) await measureFigures({ pool, portal, socket }, report);
    if (wanted('own')) await measureOwnFields(pool, portal, report);
    if (wanted('export')) {
      await untilIdle(pool, portal);
      await measureExport(portal, report);
    }
    // Last: at first the engine of figures fills its copy, and PostgreSQL works for it.
    if (wanted('processor')) await measureProcessor(pool, portal, report);
  } finally {
    await portal.stop();
    engine.stop();
    await pool.end();
  }
}

/** Statements are counted with the time in which they are planned. */
const followed = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' };

/** Every page, of a database that holds as much of everything else as is usual beside so many records. */
async function measureEvery(urls: Urls): Promise<void> {
  const pool = openPool({ url: urls.ownerUrl, statementTimeout: 0 });
  const statements = openPool({ url: urls.urlsOf('postgres').ownerUrl, max: 1, statementTimeout: 0 });
  await fillUp(pool);
  const records = Number(count);
  await fillOffice(pool, 4 * records, report);
  await fillWebsite(pool);
  await preparePictures(pool, report, records >= mostMade * 10 ? 200_000 : undefined);
  await fillPortalMail(pool, urls.portalDir, 0.4 * records, report);
  await statements.query('create extension if not exists pg_stat_statements');
  const socket = join(await mkdtemp(join(tmpdir(), 'cen-bench-')), 'figures');
  const engine = startFiguresEngine(urls, socket);
  const portal = await startPortal(urls, 'ke.ncp', password, { FIGURES_ENGINE: socket });
  try {
    const figures = columnarFigures(pool, socket, openLog('error'));
    await engineIsReady(figures).finally(() => figures.close());
    await untilIdle(pool, portal);
    await measureEveryPage(statements, portal, {
      records: count,
      password,
      report,
      only: new RegExp(flags.pages ?? '', 'u'),
      as: flags.as?.split(',') ?? cast,
      engine: engine.pid,
    });
  } finally {
    await portal.stop();
    engine.stop();
    await Promise.all([pool.end(), statements.end()]);
  }
}

type Measure = (pool: Pool, portal: RunningPortal, report: (line: string) => void) => Promise<void>;

/** Fills before the portal runs, and measures it. */
const filled =
  (
    prepare: (pool: Pool, report: (line: string) => void) => Promise<void>,
    measure: Measure,
    environment: Readonly<Record<string, string>> = {},
  ) =>
  async (urls: Urls): Promise<void> => {
    const pool = openPool({ url: urls.ownerUrl, statementTimeout: 0 });
    try {
      await prepare(pool, report);
      const portal = await startPortal(urls, 'ke.ncp', password, environment);
      try {
        await measure(pool, portal, report);
      } finally {
        await portal.stop();
      }
    } finally {
      await pool.end();
    }
  };

if (['processor', 'pages', 'words', 'figures', 'desk', 'entry', 'own', 'export', 'returns'].some(wanted))
  await withServer(count, measureReading);
if (parts.includes('every')) await withServer(count, measureEvery, followed);
if (wanted('cws')) await withServer('cws', filled(prepareWebsite, measureWebsite));
if (wanted('texts'))
  await withServer(
    'texts',
    filled(
      async () => undefined,
      (_pool, portal) => measureTexts(portal, report),
    ),
  );
if (wanted('cpdb')) await withServer('cpdb', filled(preparePictures, measureGallery));
if (wanted('cencomm')) await withServer('cencomm', filled(prepareCencomm, measureCencomm, cencommEnvironment));
if (parts.includes('live')) await withServer('live', filled(prepareLive, measureLive, cencommEnvironment));
if (wanted('pictures')) await measurePictures(report);
if (wanted('same'))
  await withServer('same', async ({ ownerUrl }) => {
    const pool = openPool({ url: ownerUrl, statementTimeout: 0 });
    await measureSame(pool, report).finally(() => pool.end());
  });
if (wanted('import')) {
  const name = `import-${process.pid}`;
  await withServer(name, urls => measureImport(urls, password, report));
  await rm(`.data/bench-${name}`, { recursive: true, force: true });
}
