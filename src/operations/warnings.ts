import type { Status } from './store-status.ts';

/** What an administrator, or whoever keeps the machines, should do something about; words are `operations:warning`. */
export interface Warning {
  readonly kind:
    | 'noBackup'
    | 'backup'
    | 'noRestore'
    | 'certificate'
    | 'expired'
    | 'disk'
    | 'queue'
    | 'mail'
    | 'process';
  readonly values: Readonly<Record<string, string | number>>;
}

const hour = 3_600_000;
const day = 24 * hour;

/** A backup each night, with two hours for one that takes long. */
export const oldestBackup = 26 * hour;
/** Days in which a certificate can be renewed by hand. */
export const fewestDays = 21;
export const leastFree = 0.1;
/** Seconds a job may wait that could begin. */
export const longestWait = 15 * 60;
/** Milliseconds a process may be silent that says each minute that it lives; after an hour it is of the past. */
const silence = { least: 5 * 60_000, most: hour };

/** What is not as it should be, the worst first. Pure. */
export function warningsOf(status: Status): Warning[] {
  return [...ofBackup(status), ...ofMachines(status), ...ofWork(status)];
}

/** An evaluation holds nothing that must be kept. */
function ofBackup({ production, backup, restore, since, at }: Status): Warning[] {
  if (!production || since === null || at.getTime() - since.getTime() < oldestBackup) return [];
  if (!backup) return [{ kind: 'noBackup', values: {} }];
  const age = at.getTime() - backup.of.getTime();
  return [
    ...(age > oldestBackup ? [{ kind: 'backup' as const, values: { hours: Math.floor(age / hour) } }] : []),
    ...(restore ? [] : [{ kind: 'noRestore' as const, values: {} }]),
  ];
}

/** The disk of an evaluation is of somebody's own machine. */
function ofMachines({ production, processes, at }: Status): Warning[] {
  const until = processes.flatMap(({ certificateUntil }) => certificateUntil ?? []).sort((a, b) => +a - +b)[0];
  const days = until === undefined ? fewestDays : Math.floor((until.getTime() - at.getTime()) / day);
  const full = Map.groupBy(
    processes.filter(one => production && one.diskSize !== null && (one.diskFree ?? 0) / one.diskSize < leastFree),
    ({ machine }) => machine,
  );
  const silent = processes.filter(({ seenAt }) => {
    const quiet = at.getTime() - seenAt.getTime();
    return quiet > silence.least && quiet < silence.most;
  });
  return [
    ...(days < 0 ? [{ kind: 'expired' as const, values: {} }] : []),
    ...(days >= 0 && days < fewestDays ? [{ kind: 'certificate' as const, values: { count: days } }] : []),
    ...[...full].map(([machine, [one]]) => ({
      kind: 'disk' as const,
      values: { machine, percent: Math.floor(((one?.diskFree ?? 0) / (one?.diskSize ?? 1)) * 100) },
    })),
    ...silent.map(({ machine, name }) => ({ kind: 'process' as const, values: { machine, name } })),
  ];
}

function ofWork({ jobs, letters }: Status): Warning[] {
  const late = jobs.filter(({ state, oldest }) => state === 'waiting' && oldest > longestWait);
  return [
    ...late.map(({ queue, oldest }) => ({
      kind: 'queue' as const,
      values: { queue, minutes: Math.floor(oldest / 60) },
    })),
    ...(letters.isStuck
      ? [{ kind: 'mail' as const, values: { count: letters.waiting, minutes: Math.floor(letters.oldest / 60) } }]
      : []),
  ];
}
