import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '../support/portal.ts';
import { begun, send, somePicture } from '../support/pictures.ts';
import { s3IsThere, startS3 } from '../support/s3.ts';
import type { Fault } from './faults.ts';
import { storeIn } from './store-in.ts';
import type { Setting } from './stage.ts';

const faketime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

/** The clock of portal and database is what a file says; that by which time-outs are measured goes on. */
function clock(file: string): { env: Record<string, string>; set: (offset: string) => void } {
  const set = (offset: string): void => writeFileSync(file, `${offset}\n`, { mode: 0o644 });
  set('+0');
  return {
    set,
    env: {
      LD_PRELOAD: faketime,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  };
}

export interface OtherStage {
  readonly setting: Setting;
  faults(person: Browser): readonly Fault[];
  close(): Promise<void>;
}

/** The clock jumps an hour, forth and back to where it was, then the other way. */
export function clockStage(directory: string): OtherStage | undefined {
  if (!existsSync(faketime)) {
    console.warn('The clock does not jump: install the package "libfaketime".');
    return undefined;
  }
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  const { env, set } = clock(`${directory}/clock`);
  const jump = (name: string, offset: string): Fault => ({
    name,
    run: async () => {
      set(offset);
      const goneAt = performance.now();
      await sleep(8000);
      return { goneAt };
    },
  });
  return {
    setting: { withProxy: true, env, databaseEnv: env },
    faults: () => [jump('the clock an hour forward', '+3600'), jump('the clock an hour back', '+0')],
    close: async () => undefined,
  };
}

/** The object store is away while somebody sends a picture. */
export async function s3Stage(): Promise<OtherStage | undefined> {
  if (!s3IsThere()) return undefined;
  const s3 = await startS3();
  return {
    setting: { withProxy: true, env: storeIn(s3) },
    faults: person => [
      {
        name: 'the object store away for 10 s',
        run: async () => {
          const picture = await begun(person);
          await s3.stop();
          const asked = performance.now();
          const { status } = await send(person, picture, 'away.jpg', await somePicture());
          const ms = Math.round(performance.now() - asked);
          await sleep(10_000);
          await s3.start();
          const goneAt = performance.now();
          const again = await send(person, picture, 'back.jpg', await somePicture());
          return { goneAt, note: `a picture sent meanwhile: ${status} after ${ms} ms; sent again: ${again.status}` };
        },
      },
    ],
    close: () => s3.close(),
  };
}
