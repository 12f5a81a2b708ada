import { beforeAll, expect, test } from 'vitest';
import { afterFile } from '../support/after-file.ts';
import type { Browser } from '../support/portal.ts';
import { frozenDatabase, killedWeb, upgraded } from './faults.ts';
import { play } from './play.ts';
import { openStage, type Stage } from './stage.ts';
import { signIn } from './traffic.ts';

/** People as fast as they can be would show no more, and take two processors. */
const pause = 100;
let stage: Stage;
let person: Browser;
beforeAll(async () => {
  stage = await openStage();
  afterFile(() => stage.close());
  person = await signIn(stage.url);
});

test('an upgrade beside people who work: tables change, processes are replaced, nobody waits, nothing is lost', async () => {
  const before = ['web 1', 'web 2', 'jobs 1'].map(stage.processOf);
  const result = await play({ ...upgraded, pause }, stage, person, () => stage.database);
  expect(result).toMatchObject({ failures: {}, lost: 0, doubled: 0 });
  expect(result.acknowledged).toBeGreaterThan(0);
  expect(['web 1', 'web 2', 'jobs 1'].map(stage.processOf).filter(pid => before.includes(pid))).toEqual([]);
});

test('a web process that is killed takes what it was answering with it and nothing else, and is back', async () => {
  const killed = stage.processOf('web 1');
  const { failures, lost, doubled } = await play({ ...killedWeb, pause }, stage, person, () => stage.database);
  // What was on its way to it is cut at once; readers and writers are five.
  expect(Object.values(failures).reduce((sum, times) => sum + times, 0)).toBeLessThanOrEqual(5);
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  await expect.poll(() => stage.processOf('web 1')).not.toBe(killed);
});

test('a frozen database is told of by 503 and no other way, and what was acknowledged is kept', async () => {
  const { failures, lost, doubled } = await play({ ...frozenDatabase, pause }, stage, person, () => stage.database);
  expect(Object.keys(failures)).toEqual(['503']);
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
});
