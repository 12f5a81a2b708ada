import { join } from 'node:path';
import { keepAccounts, tellAttacked, tellOfAlarms } from './access/index.ts';
import { startReportJobs } from './analysis/report/jobs.ts';
import { startRiskJobs } from './analysis/risk/jobs.ts';
import { startTrailJobs } from './audit/jobs.ts';
import { startCencommJobs } from './cencomm/jobs.ts';
import type { Config } from './config.ts';
import { startImageJobs as startCpdbJobs } from './cpdb/images/jobs.ts';
import { isLetterRight } from './cws/index.ts';
import { startCwsJobs } from './cws/jobs.ts';
import { startImportJobs } from './imports/work/jobs.ts';
import { runEvery } from './jobs/run-every.ts';
import { directoryTransport, sendDue, smtpTransport, type MailTransport } from './mail/index.ts';
import type { AppContext } from './app-context.ts';
import { tellDifferences } from './network/index.ts';
import { startRecodeJobs } from './seizures/codes/recode.ts';
import { startFlagJobs } from './seizures/flags/jobs.ts';
import { watchLetters } from './seizures/index.ts';
import { startEmbargoJobs } from './seizures/record/embargo.ts';
import { startUseJobs } from './seizures/use/jobs.ts';
import { startWatchJobs } from './seizures/watches/jobs.ts';

interface Background {
  /** Resolves when what is done again and again was done once. */
  readonly firstRound: Promise<unknown>;
  stop(): Promise<void>;
}

/** Seconds between two looks into the outbox, which tells of new letters itself: those that are tried again. */
const mailPause = 15;
/** Seconds between two looks at what time did to accounts: each is due on a day. */
const accountsPause = 3600;
/** Seconds between two looks at alarms and attacked logins nobody was told of. */
const alarmsPause = 60;

/** Everything that goes on without a request: files being read and written, letters being sent, accounts kept. */
export async function startBackground(parts: AppContext, config: Config): Promise<Background> {
  const { log } = parts;
  await Promise.all([
    startImportJobs(parts.seizures.context),
    startFlagJobs(parts.seizures.context),
    startEmbargoJobs(parts.seizures.context),
    startRecodeJobs(parts.seizures.context),
    startWatchJobs(parts.seizures),
    startUseJobs(parts.seizures.context),
    startReportJobs(parts.analysis),
    startTrailJobs(parts.trail),
    startCwsJobs(parts.cws),
    startCpdbJobs(parts.cpdb),
    startCencommJobs(parts.cencomm),
    startRiskJobs(parts.analysis),
  ]);
  if (config.mode === 'evaluation' && config.demoPassword !== undefined) {
    const { startDemo } = await import('../seeds/demo/index.ts');
    await startDemo(parts);
  }
  const carrier = carrierFor(config);
  const ofWatches = watchLetters(parts.seizures);
  const sending =
    carrier &&
    runEvery({ name: 'mail', seconds: mailPause, log }, () =>
      sendDue({
        pool: parts.jobPool,
        seal: parts.letterSeal,
        carrier,
        isRight: async (on, letter) =>
          (await isLetterRight(on, letter, parts.cws.followed?.news)) && (await ofWatches.isRight(on, letter)),
        onProblem: problem => log.warn(problem, 'a letter could not be sent'),
      }),
    );
  if (sending) parts.news.hear('letters', sending.wake);
  const { texts, offices, outbox, jobPool: pool } = parts;
  const context = { pool, texts, offices, outbox };
  const keeping = runEvery({ name: 'accounts', seconds: accountsPause, log }, async () => {
    await keepAccounts(context);
    await tellDifferences(context);
  });
  const telling = runEvery({ name: 'alarms', seconds: alarmsPause, log }, async () => {
    await tellOfAlarms(context);
    await tellAttacked(context);
  });
  if (!sending) log.warn('SMTP_URL is not set: letters wait in the outbox');
  return {
    firstRound: Promise.all([sending?.first, keeping.first, telling.first]),
    async stop() {
      await Promise.all([sending?.stop(), keeping.stop(), telling.stop()]);
      carrier?.close();
    },
  };
}

/** Without a mail server an evaluation writes its letters into a directory; anywhere else they wait. */
function carrierFor(config: Config): MailTransport | undefined {
  const from = config.mailFrom;
  if (config.smtpUrl !== undefined) return smtpTransport({ url: config.smtpUrl, from });
  return config.mode === 'evaluation'
    ? directoryTransport({ directory: join(config.dataDir, 'mail'), from })
    : undefined;
}
