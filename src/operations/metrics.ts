import type { Gauge, MetricObject, Registry } from 'prom-client';
import type { Figures } from '../db/columnar/index.ts';
import type { Pool } from '../db/pool.ts';
import { countImportsAtWork } from '../imports/index.ts';
import { openRegistry } from '../metrics/measure.ts';
import { readStatus, type Status } from './store-status.ts';

/** What all processes have in common is asked of PostgreSQL once, by the one that answers Prometheus. */
interface Asked {
  readonly pool: Pool;
  readonly figures: Pick<Figures, 'copied' | 'copy' | 'asOf'>;
}

export interface PortalMetrics {
  read(): Promise<MetricObject[]>;
}

interface Facts extends Status {
  readonly imports: ReadonlyMap<string, number>;
}

/** Measures the portal as a whole. Where PostgreSQL is away it says so, and nothing of what only PostgreSQL knows. */
export async function measurePortal(name: string, { pool, figures }: Asked): Promise<PortalMetrics> {
  const { client, registry } = await openRegistry(name);
  const gauges = gaugesIn(client, registry);
  return {
    async read() {
      registry.resetMetrics();
      const [facts, copy] = await Promise.all([readFacts({ pool, figures }).catch(() => undefined), figures.copy()]);
      gauges.databaseUp.set(facts ? 1 : 0);
      gauges.figuresUp.set(copy ? 1 : 0);
      if (copy) gauges.figuresAge.set((Date.now() - copy.asOf) / 1000);
      if (facts) fill(gauges, facts);
      const told = await registry.getMetricsAsJSON();
      // A gauge nobody set would say 0.
      const isKnown = (of: string): boolean => {
        if (of === figuresAge) return copy !== undefined;
        // Where nobody asked for an engine none is away.
        if (of === figuresUp) return figures.copied !== undefined;
        return facts !== undefined || of === databaseUp;
      };
      return told.filter(({ name: of }) => isKnown(of));
    },
  };
}

const figuresAge = 'cen_figures_copy_age_seconds';
const figuresUp = 'cen_figures_engine_up';
const databaseUp = 'cen_database_up';

async function readFacts(asked: Asked): Promise<Facts> {
  const status = await readStatus({ ...asked, production: true });
  return { ...status, imports: await countImportsAtWork(asked.pool) };
}

function gaugesIn({ Gauge: Made }: typeof import('prom-client'), registry: Registry) {
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]): Gauge<L> =>
    new Made({ name, help, labelNames, registers: [registry] });
  return {
    databaseUp: gauge(databaseUp, 'Whether PostgreSQL answers'),
    figuresUp: gauge(figuresUp, 'Whether the engine of figures answers; PostgreSQL counts where not'),
    figuresAge: gauge(figuresAge, 'How far the copy that figures are counted in is behind'),
    jobs: gauge('cen_jobs', 'Jobs by queue: waiting, put_off, active, failed', 'queue', 'state'),
    jobsOldest: gauge('cen_jobs_oldest_seconds', 'How long the first waiting job of a queue has waited', 'queue'),
    imports: gauge('cen_imports_at_work', 'Files being read, checked, saved or taken back', 'state'),
    lettersWaiting: gauge('cen_letters_waiting', 'Letters that wait to be sent or tried again'),
    lettersOldest: gauge('cen_letters_oldest_seconds', 'How long the oldest of them has waited'),
    lettersGivenUp: gauge('cen_letters_given_up', 'Letters given up within a day'),
    backupAge: gauge(
      'cen_backup_age_seconds',
      'How old the last backup is, and the one whose restore was tried last',
      'kind',
    ),
    certificate: gauge(
      'cen_certificate_expires_seconds',
      'How long the certificate people are shown is valid',
      'machine',
    ),
    diskFree: gauge('cen_disk_free_ratio', 'Part of the disk of the file store that is free', 'machine'),
    sealLag: gauge('cen_trail_seal_lag_seconds', 'How long the oldest row of the audit trail has waited for its seal'),
  };
}

function fill(gauges: ReturnType<typeof gaugesIn>, facts: Facts): void {
  const { jobs, imports, letters, sealLag: lag, at } = facts;
  for (const { queue, state, n, oldest } of jobs) {
    gauges.jobs.set({ queue, state }, n);
    if (state === 'waiting') gauges.jobsOldest.set({ queue }, oldest);
  }
  for (const [state, n] of imports) gauges.imports.set({ state }, n);
  gauges.lettersWaiting.set(letters.waiting);
  gauges.lettersOldest.set(letters.oldest);
  gauges.lettersGivenUp.set(letters.givenUp);
  gauges.sealLag.set(lag);
  for (const copy of [facts.backup, facts.restore])
    if (copy) gauges.backupAge.set({ kind: copy.kind }, (at.getTime() - copy.of.getTime()) / 1000);
  for (const { machine, diskFree, diskSize, certificateUntil } of facts.processes) {
    if (diskSize !== null) gauges.diskFree.set({ machine }, (diskFree ?? 0) / diskSize);
    if (certificateUntil) gauges.certificate.set({ machine }, (certificateUntil.getTime() - at.getTime()) / 1000);
  }
}
