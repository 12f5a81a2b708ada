import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, open, plain, send, settled, upload } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
let vietnam: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [kenya, vietnam] = [await portal.as('ke.ncp'), await portal.as('vn.ncp')];
});

/** Rows of an office of which all words are known: reading and check follow each other by themselves. */
function file(country: 'KE' | 'VN', rows: number, seed: number): string {
  return csvText(table(facts(rows, seed).map((fact, at) => ({ ...fact, country, ref: `TURN-${seed}-${at}` }))));
}

async function begun(browser: Browser, name: string, content: string): Promise<number> {
  const page = await upload(browser, name, content);
  await send(browser, await send(browser, page, 'read', {}, 'right'), 'columns');
  return idOf(page);
}

/** Keeps every job of imports waiting until it is called. */
async function heldBack(): Promise<() => Promise<void>> {
  await portal.owner.query(`
    create function hold_back() returns trigger language plpgsql as
      $$ begin new.start_after = now() + interval '1 hour'; return new; end $$`);
  await portal.owner.query(`
    create trigger hold_back before insert on pgboss.job_common for each row when (new.name like 'imports%')
      execute function hold_back()`);
  return async () => {
    await portal.owner.query('drop function hold_back cascade');
    await portal.owner.query(`update pgboss.job set start_after = now() where name like 'imports%'`);
  };
}

async function placeOf(browser: Browser, id: number): Promise<string> {
  const { body } = await browser.get(`/seizures/imports/${id}/progress`, { Accept: 'application/json' });
  return body.texts.place;
}

test('each file that waits is told how many go before it, until it is worked on', async () => {
  const letGo = await heldBack();
  const first = await begun(kenya, 'first.csv', file('KE', 2_600, 1));
  const second = await begun(kenya, 'second.csv', file('KE', 2_500, 2));
  const small = await begun(vietnam, 'small.csv', file('VN', 30, 3));
  const page = plain(await open(kenya, `/seizures/imports/${first}`));
  expect(page).toContain('1 file is before yours. Small files go first');
  expect(await placeOf(kenya, second)).toContain('2 files are before yours.');
  expect(await placeOf(vietnam, small)).toBe('Your file is the next one.');
  await letGo();
  for (const [browser, id] of [
    [kenya, first],
    [kenya, second],
    [vietnam, small],
  ] as const) {
    await settled(browser, id, 120);
    expect(await placeOf(browser, id)).toBe('');
  }
}, 200_000);
