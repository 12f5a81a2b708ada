import knexFactory from 'knex';
import { continueTrail } from '../audit/index.ts';
import { loadLinks, loadReferencePages } from '../cws/index.ts';
import { knexConfig, migrate } from '../db/migrate.ts';
import { openPool } from '../db/pool.ts';
import { loadReference } from '../reference/index.ts';

interface Preparation {
  readonly ownerUrl: string;
  /** Evaluation mode: the demo cast with this password, and the demo records. */
  readonly demo?: { readonly password: string };
  /** 'none' leaves the demo records out (tests make their own). */
  readonly records?: 'demo' | 'none';
  readonly report: (line: string) => void;
}

/** Brings a database to where the portal can start: migrated, reference lists seeded, demo cast in evaluation mode. */
export async function prepareDatabase({ ownerUrl, demo, records = 'demo', report }: Preparation): Promise<void> {
  const ran = await migrate(ownerUrl);
  if (ran.length > 0) report(`Database brought up to date: ${ran.length} migrations.`);
  const knex = knexFactory(knexConfig(ownerUrl));
  const pool = openPool({ url: ownerUrl, max: 2, statementTimeout: 0 });
  try {
    if ((await continueTrail(pool)) > 0)
      report('This database was restored from a copy: the audit trail goes on where it ended.');
    const loaded = await loadReference(knex);
    report(`Reference lists ready: ${loaded.reduce((sum, { rows }) => sum + rows, 0)} codes.`);
    await loadLinks(pool);
    const pages = await loadReferencePages(pool);
    if (pages > 0) report(`Reference pages: ${pages} written.`);
    if (!demo) return;
    // Only here: no process in production loads the demo.
    const { saveDemoCast, seedDemo } = await import('../../seeds/demo/index.ts');
    await saveDemoCast(pool, demo.password);
    if (records === 'demo') await seedDemo(pool, demo.password, report);
  } finally {
    await Promise.all([knex.destroy(), pool.end()]);
  }
}
