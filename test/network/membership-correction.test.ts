import { beforeAll, expect, test } from 'vitest';
import { problemsOn, textOf } from '../support/entry.ts';
import { sampleRecord } from '../support/builders.ts';
import { eventsOf } from '../support/attacks.ts';
import { groundOf } from '../support/seizures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let admin: Browser;
beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
});

const memberships = async () =>
  (
    await portal.owner.query(
      `select o.code, m.valid_from as "from", m.valid_to as "to"
       from rilo_memberships m join offices o on o.id = m.rilo_id where m.country = 'TZ' order by m.valid_from`,
    )
  ).rows;
const regionOf = async (ref: string): Promise<string> =>
  (await portal.owner.query('select o.code from seizures s join offices o on o.id = s.region_id where ref = $1', [ref]))
    .rows[0].code;
const seen = async (): Promise<string> =>
  /name="seen" value="([^"]*)"/.exec((await admin.get('/network/offices/TZ/membership/correction')).text)?.[1] ?? '';
const correct = async (fields: Record<string, string>) =>
  admin.post('/network/offices/TZ/membership/correction', {
    rilo: '',
    from: '',
    reason: 'Typed by mistake',
    ...fields,
  });

test('a mistaken move of a Member is put right or taken back, and its seizures are counted anew', async () => {
  const before = await memberships();
  const ground = await groundOf(portal);
  const [ref = ''] = await ground.put([
    sampleRecord('DRUG', { facts: { nationalRef: undefined, country: 'TZ', seizureDate: '2026-08-15' } }),
  ]);
  expect(await regionOf(ref)).toBe('RILO-ESA');
  await admin.post('/network/offices/TZ/membership', { rilo: 'RILO-WA', from: '2026-06-01', reason: 'Decision 1' });
  expect(await regionOf(ref)).toBe('RILO-WA');

  const events = await eventsOf(portal, async () => {
    const moved = await correct({ act: 'correct', rilo: 'RILO-WA', from: '2026-09-01', seen: await seen() });
    expect([moved.status, moved.headers.location]).toEqual([303, '/network/offices/TZ?done=moveCorrected']);
  });
  expect(events.find(({ action }) => action === 'membership.corrected')).toMatchObject({ subject: 'TZ' });
  expect((await memberships()).at(-2)).toMatchObject({ code: 'RILO-ESA', to: '2026-08-31' });
  expect((await memberships()).at(-1)).toMatchObject({ code: 'RILO-WA', from: '2026-09-01', to: null });
  expect(await regionOf(ref)).toBe('RILO-ESA');

  const old = await seen();
  expect((await correct({ act: 'correct', rilo: 'RILO-AP', from: '2026-07-01', seen: old })).status).toBe(303);
  expect(await regionOf(ref)).toBe('RILO-AP');
  const late = await correct({ act: 'undo', seen: old });
  expect([late.status, problemsOn(late).join()]).toEqual([
    422,
    expect.stringContaining('Someone has changed this membership'),
  ]);

  expect((await correct({ act: 'undo', seen: await seen() })).status).toBe(303);
  expect(await memberships()).toEqual(before);
  expect(await regionOf(ref)).toBe('RILO-ESA');
  const page = textOf(await admin.get('/network/offices/TZ?done=moveCorrected'));
  for (const words of ['Move undone', 'Move corrected', 'Typed by mistake']) expect(page).toContain(words);
  expect(textOf(await admin.get('/network/offices/RILO-AP'))).toContain('Move undone');
});

test('what cannot be is refused at its field, and it is the administrator’s to do', async () => {
  await admin.post('/network/offices/TZ/membership', { rilo: 'RILO-WA', from: '2026-06-01', reason: 'Decision 2' });
  const cases: readonly [Record<string, string>, string][] = [
    [{ act: 'correct' }, 'Fill in'],
    [{ act: 'correct', rilo: 'RILO-ESA', from: '2026-07-01' }, 'already'],
    [{ act: 'correct', rilo: 'RILO-WA', from: '2026-06-01' }, 'already the case'],
    [{ act: 'correct', rilo: 'RILO-WA', from: '1988-01-01' }, ''],
    [{ act: 'undo', reason: '' }, 'Fill in'],
  ];
  for (const [fields, words] of cases) {
    const answer = await correct({ seen: await seen(), ...fields });
    expect([fields, answer.status, problemsOn(answer).join()]).toEqual([fields, 422, expect.stringContaining(words)]);
  }
  for (const login of ['ke.ncp', 'rilo.esa'])
    expect((await (await portal.as(login)).get('/network/offices/TZ/membership/correction')).status).toBe(403);
  await correct({ act: 'undo', seen: await seen() });
});
