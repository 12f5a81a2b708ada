import knexFactory from 'knex';
import { hasDemoAccount } from '../access/index.ts';
import { continueTrail } from '../audit/index.ts';
import { loadLinks, loadReferencePages } from '../cws/index.ts';
import { knexConfig, migrate } from '../db/migrate.ts';
import { openPool } from '../db/pool.ts';
import type { Pool } from '../db/pool.ts';
import { demoExtras, saveDemoCast } from '../../seeds/demo/cast.ts';
import { seedCws } from '../../seeds/demo/cws.ts';
import { seedNetwork } from '../../seeds/demo/network.ts';
import { seedApplications } from '../../seeds/demo/seed-applications.ts';
import { seedOfficers } from '../../seeds/demo/officers.ts';
import { seedReferrals } from '../../seeds/demo/seed-referrals.ts';
import { seedReal } from '../../seeds/demo/seed-real.ts';
import { seedSubscriptions } from '../../seeds/demo/seed-subscriptions.ts';
import { seedSynthetic } from '../../seeds/demo/seed.ts';
import { loadReference } from '../reference/index.ts';
import { today } from '../text/plain-date.ts';

interface Preparation {
  readonly ownerUrl: string;
  /** Evaluation mode: the demo cast with this password, and the demo records. */
  readonly demo?: { readonly password: string };
  /** 'none' leaves the demo records out (tests make their own). */
  readonly records?: 'demo' | 'none';
  readonly production?: boolean;
  readonly report: (line: string) => void;
}

/** Brings a database to where the portal can start: migrated, reference lists seeded, demo cast in evaluation mode. */
export async function prepareDatabase({
  ownerUrl,
  demo,
  records = 'demo',
  production,
  report,
}: Preparation): Promise<void> {
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
    if (demo) await saveDemoCast(pool, demo.password);
    if (demo && records === 'demo') {
      await saveDemoCast(pool, demo.password, demoExtras);
      await seedDemo(pool, report);
    }
    if (!demo && production && (await hasDemoAccount(pool)))
      throw new Error('This database holds demo accounts. The portal does not start on it in production.');
  } finally {
    await Promise.all([knex.destroy(), pool.end()]);
  }
}

async function seedDemo(pool: Pool, report: Preparation['report']): Promise<void> {
  const notified = await seedNetwork(pool);
  if (notified > 0)
    report(
      `Demo network: ${notified} notifications of contact points, RILO desks and suggestions, all marked as synthetic.`,
    );
  const day = today();
  await seedApplications(pool, day);
  const officers = await seedOfficers(pool, day);
  if (officers > 0) report(`Demo officers: ${officers} invented ones, who cannot sign in.`);
  const made = await seedSynthetic(pool, day);
  if (made > 0)
    report(
      `Demo records: ${made} synthetic ones, marked as such, and ${await seedReal(pool, day)} real ones of ` +
        'public data.',
    );
  const referred = await seedReferrals(pool);
  if (referred > 0) report(`Demo referrals: ${referred} synthetic ones of a national ozone unit.`);
  const papers = await seedCws(pool, day);
  if (papers > 0) report(`Demo website: ${papers} documents, all marked as synthetic.`);
  await seedSubscriptions(pool);
}
