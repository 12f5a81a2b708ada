import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '../support/portal.ts';
import { smallDisk } from '../support/small-disk.ts';
import { mainFaults, promoted, type Fault } from './faults.ts';
import { clockStage, s3Stage, type OtherStage } from './other-stages.ts';
import { isRight, play, type Result } from './play.ts';
import { follow, type Server } from './server.ts';
import { shapeStage } from './shape.ts';
import { proxyIsThere } from './proxy.ts';
import { openStage, type Setting, type Stage } from './stage.ts';
import { signIn } from './traffic.ts';

/**
 * `npm run test:faults`: plays each fault against the portal in production's shape, with people who read and write, and
 * prints what they saw. Ends with 1 where an acknowledged write was lost or doubled, or a page that could not be had
 * did not say so within 3 s. `npm run test:faults -- frozen` plays those whose name holds the word. Needs root, for
 * disks of its own.
 */
const words = process.argv.slice(2);
const isAsked = ({ name }: Fault): boolean => words.length === 0 || words.some(word => name.includes(word));
const results: Result[] = [];

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function report({ failures, ...result }: Result): void {
  const failed = Object.entries(failures).map(([came, times]) => `${times} × ${came}`);
  console.log(
    row([
      result.name,
      result.requests,
      failed.length === 0 ? 'no failure' : failed.join(', '),
      failed.length === 0 ? '–' : `${(result.longestFailure / 1000).toFixed(1)} (${result.longestOn})`,
      (result.longest / 1000).toFixed(1),
      result.secondsUntilRight.toFixed(1),
      result.acknowledged,
      result.lost,
      result.doubled,
      result.note,
    ]),
  );
}

async function playAll(
  stage: Stage,
  faultsFor: (person: Browser) => readonly Fault[],
  holder: () => Server,
): Promise<void> {
  const person = await signIn(stage.url);
  for (const fault of faultsFor(person).filter(isAsked)) {
    const began = stage.output().length;
    const result = await play(fault, stage, person, holder).catch((error: unknown) => {
      console.log(row([fault.name, `was not played to its end: ${String(error)}`]));
      process.exitCode = 1;
    });
    if (process.env.FAULT_LOG) console.log(stage.output().slice(began));
    if (!result) continue;
    results.push(result);
    report(result);
  }
}

async function onStage(setting: Setting, work: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage({ withProxy: proxyIsThere(), ...setting });
  try {
    await work(stage);
  } finally {
    await stage.close();
  }
}

/** Files and database on small disks, and a replica on the large one, where pages are read. */
async function playMain(faultsOf: (replica: Server) => readonly Fault[]): Promise<void> {
  if (!faultsOf(undefined as never).some(isAsked)) return;
  const disks = { data: smallDisk(700), files: smallDisk(60) };
  let replica: Server | undefined;
  const setting: Setting = {
    data: directory => {
      const data = join(disks.data.disk, 'data');
      spawnSync('cp', ['-a', join(directory, 'postgres/data'), data]);
      for (const passed of [disks.data.root, disks.data.disk]) chmodSync(passed, 0o711);
      return data;
    },
    env: { FILE_STORE: disks.files.disk },
    others: async (first, directory) => {
      replica = await follow(first, directory, join(directory, 'postgres/replica'));
      return [replica];
    },
  };
  try {
    await onStage(setting, async stage => {
      if (!replica) return;
      const standby = replica;
      const faults = faultsOf(standby).filter(isAsked);
      let isOver = false;
      const marked = faults.map(fault => ({
        ...fault,
        run: async (on: Stage) => {
          isOver = /promoted|asynchronous/.test(fault.name);
          return fault.run(on);
        },
      }));
      await playAll(
        stage,
        () => marked,
        () => (isOver ? standby : stage.database),
      );
    });
  } finally {
    disks.data.close();
    disks.files.close();
  }
}

async function playOther(other: OtherStage | undefined): Promise<void> {
  if (!other) return;
  try {
    if (other.faults(undefined as never).some(isAsked))
      await onStage(other.setting, stage => playAll(stage, other.faults, () => stage.database));
  } finally {
    await other.close();
  }
}

if (!existsSync('/usr/sbin/haproxy')) console.warn('Played without a proxy: install the package "haproxy".');
console.log(`${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)} before`);
const head = [
  'fault',
  'requests',
  'failures',
  'longest s',
  'of all s',
  'right again s',
  'acknowledged',
  'lost',
  'doubled',
];
console.log(row([...head, '']));
console.log(row(Array.from({ length: 10 }, () => '---')));
await playMain(mainFaults);
await playMain(replica => [promoted(replica, false)]);
await playOther(clockStage(mkdtempSync(join(tmpdir(), 'cen-clock-'))));
await playOther(await s3Stage());
await playOther(await shapeStage());
console.log(`load ${loadavg()[0]?.toFixed(1)} after`);
process.exit(results.length > 0 && results.every(isRight) ? process.exitCode : 1);
