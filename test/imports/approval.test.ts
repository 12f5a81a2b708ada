import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { idOf, open, plain, send, settled, upload } from './officer.ts';

let portal: TestPortal;
let ncp: Browser;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [ncp, officer] = await Promise.all([portal.as('ke.ncp'), portal.as('ke.officer')]);
});

const content = [
  'Ref,Date,Place,Product,Quantity,Unit',
  ...[1, 2, 3, 4, 5, 6].map(n => `A-${n},2025-03-0${n},Mombasa,${n < 3 ? 'Cigarettes' : 'Heroin'},${n}.5,kg`),
].join('\n');

async function savedBy(id: number): Promise<string[]> {
  const { rows } = await portal.owner.query<{ text: string }>(
    `select concat(s.headings[1], ' ', s.national_ref, ' ', a.login_id) as text
      from seizures s join accounts a on a.id = s.recorded_by where s.import_id = $1 order by s.national_ref`,
    [id],
  );
  return rows.map(({ text }) => text);
}

test('what the contact point approves first is not saved by an officer’s file, but by the contact point', async () => {
  const rules = { version: '0', approveHeadings: ['TOB'], releaseCeiling: 'all', defaultRelease: 'all' };
  expect((await ncp.post('/seizures/approval/rules', rules)).status).toBe(303);

  let page = await send(officer, await upload(officer, 'approval.csv', content), 'read', {}, 'right');
  const id = idOf(page);
  await send(officer, page, 'columns');
  page = await settled(officer, id);
  if (page.path.endsWith('/words')) {
    await send(officer, page, 'words', {}, 'check');
    page = await settled(officer, id);
  }
  expect(plain(page)).toContain('2 rows have goods that your contact point approves first.');
  expect(plain(page)).toContain('Save 4 records now');
  await send(officer, page, 'commit');
  page = await settled(officer, id);
  expect(await savedBy(id)).toEqual([3, 4, 5, 6].map(n => `DRUG A-${n} ke.officer`));

  // They wait where they are; pressing again, by whatever way, saves none of them.
  expect(page.path).toBe(`/seizures/imports/${id}/check`);
  expect(plain(page)).not.toMatch(/Save \d+ records? now/);
  await send(officer, page, 'commit');
  await settled(officer, id);
  expect(await savedBy(id)).toHaveLength(4);

  page = await open(ncp, `/seizures/imports/${id}`);
  expect(plain(page)).toContain('Save 2 records now');
  await send(ncp, page, 'commit');
  page = await settled(ncp, id);
  expect(page.path).toBe(`/seizures/imports/${id}/result`);
  expect((await savedBy(id)).slice(0, 2)).toEqual(['TOB A-1 ke.ncp', 'TOB A-2 ke.ncp']);
});
