import type { Pool } from '../../src/db/pool.ts';
import type { AppContext } from '../../src/app-context.ts';
import { today } from '../../src/text/plain-date.ts';
import { demoAccounts, demoExtras, saveDemoCast } from './cast.ts';
import { startDemoCencomm } from './cencomm/index.ts';
import { seedCws } from './cws.ts';
import { seedNetwork } from './network.ts';
import { seedOfficers } from './officers.ts';
import { demoPairs } from './pictures/index.ts';
import { startSamplePictures } from './publish-pictures.ts';
import { startSampleReport } from './publish-report.ts';
import { startSampleTraining } from './publish-training.ts';
import { seedApplications } from './seed-applications.ts';
import { startSampleIndicators } from './seed-indicators.ts';
import { seedReal } from './seed-real.ts';
import { seedReferrals } from './seed-referrals.ts';
import { seedSubscriptions } from './seed-subscriptions.ts';
import { seedSynthetic } from './seed.ts';
import { seedWatches } from './seed-watches.ts';

export { saveDemoCast };

/** Demo pictures are drawn the same at every start. */
const pictureSeed = 20_261_126;

/** Logins of the demo cast. */
export const demoLogins: readonly string[] = [...demoAccounts, ...demoExtras].map(({ loginId }) => loginId);

/** Writes the invented people, records and documents of an evaluation, and says what it wrote. */
export async function seedDemo(pool: Pool, password: string, report: (line: string) => void): Promise<void> {
  await saveDemoCast(pool, password, demoExtras);
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
  const watched = await seedWatches(pool);
  if (watched > 0) report(`Demo watch lists: ${watched} of the cast.`);
  const referred = await seedReferrals(pool);
  if (referred > 0) report(`Demo referrals: ${referred} synthetic ones of a national ozone unit.`);
  const papers = await seedCws(pool, day);
  if (papers > 0) report(`Demo website: ${papers} documents, all marked as synthetic.`);
  await seedSubscriptions(pool);
}

/** Hiding places of the gallery: as many as are drawn and read in 20 seconds of a core. */
const pairsShown = 18;

/** Beside the pages: sample pictures, exercises, operations and a report are made, and risk indicators found. */
export async function startDemo({
  cpdb,
  cencomm,
  analysis,
}: Pick<AppContext, 'cpdb' | 'cencomm' | 'analysis'>): Promise<void> {
  const all = demoPairs(pictureSeed, today(), 'small');
  const ofKenya = all.find(({ country, linked }) => country === 'KE' && !linked);
  const shown = all.slice(0, pairsShown);
  const pairs = ofKenya === undefined || shown.includes(ofKenya) ? shown : [...shown.slice(0, -1), ofKenya];
  await startSamplePictures(cpdb, pairs);
  await startSampleTraining(cpdb, pairs);
  await startDemoCencomm(cencomm, pairs);
  await startSampleIndicators(analysis);
  await startSampleReport(analysis);
}
