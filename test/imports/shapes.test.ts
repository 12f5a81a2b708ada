import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { formOn, idOf, open, plain, send, settled, upload, type Page } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
});

const shapes = '/seizures/imports/shapes';
const rows = (seed: number): string[][] =>
  table(
    facts(12, seed).map((fact, at) => ({
      ...fact,
      ref: `S${seed}-${at}`,
      country: 'KE',
      unit: 'kg',
      product: 'DRUG/COC-HCL',
    })),
  );

async function saved(name: string, list: readonly (readonly string[])[]): Promise<Page> {
  const page = await upload(kenya, name, csvText(list));
  await send(kenya, await send(kenya, page, 'read', {}, 'right'), 'columns');
  const checked = await settled(kenya, idOf(page));
  expect(checked.path).toMatch(/\/check$/);
  await send(kenya, checked, 'commit');
  return settled(kenya, idOf(page));
}

test('a shape is remembered once rows are saved, and no sooner', async () => {
  const page = await upload(kenya, 'only-looked-at.csv', csvText(rows(81)));
  await send(kenya, await send(kenya, page, 'read', {}, 'right'), 'columns');
  await settled(kenya, idOf(page));
  expect(plain(await open(kenya, shapes))).toContain('Your office has not saved any file yet.');
  await saved('first.csv', rows(82));
  const list = await open(kenya, shapes);
  expect(plain(list)).toContain('1 layout of your office');
  expect(plain(list)).toMatch(/first\.csv .* of \d+ columns used Last used/);
  expect(plain(list)).toMatch(/ B seizure date Date of seizure /);
  expect((await kenya.get('/seizures/imports')).text).toContain(`href="${shapes}"`);
});

test('a file of nearly the shape is told what is new and what is gone, and starts from what both have', async () => {
  const header = rows(83)[0] ?? [];
  const gone = header.length - 1;
  const list = rows(83).map((row, at) => [
    ...row.filter((_, column) => column !== gone),
    at === 0 ? 'Dog’s name' : 'Rex',
  ]);
  const page = await upload(kenya, 'second.csv', csvText(list));
  expect(page.path).toMatch(/\/read$/);
  const columns = await send(kenya, page, 'read', {}, 'right');
  expect(plain(columns)).toContain('This file is nearly laid out as “first.csv”.');
  expect(plain(columns)).toContain('A new column: Dog’s name.');
  expect(plain(columns)).toContain(`Gone: ${header[gone]}.`);
  expect(columns.text.match(/Remembered\s*<\/span>/g)?.length).toBe(gone);
  const row = columns.text.split('</tbody>').find(part => part.includes('title="Dog’s name"')) ?? '';
  expect(row).not.toContain('Remembered');
});

test('what a column means is changed for the next file, with a word in the trail', async () => {
  const list = await open(kenya, shapes);
  const path = /href="(\/seizures\/imports\/shapes\/[0-9a-f]{64})"/.exec(list.text)?.[1] ?? '';
  const page = await open(kenya, path);
  expect(plain(page)).toContain('D place');
  const place = 3;
  // One field for two columns is refused at the field, and what was chosen stays.
  const twice = await kenya.postRaw(path, { ...formOn(page, path), [`c.${place}`]: 'nationalRef' });
  expect(twice.status).toBe(422);
  expect(twice.text).toContain('Choose another field');
  expect(twice.text).toMatch(new RegExp(`name="c\\.${place}"[\\s\\S]*?value="nationalRef" selected`));
  // A record cannot do without its quantity.
  const without = await kenya.postRaw(path, { ...formOn(page, path), 'c.5': '' });
  expect(without.status).toBe(422);
  const done = await kenya.postRaw(path, { ...formOn(page, path), [`c.${place}`]: 'departurePlace' });
  expect(done.status).toBe(303);
  const after = await open(kenya, String(done.headers.location).split('#')[0] ?? '');
  expect(plain(after)).toMatch(/was changed\..* place Place of departure /);
  // A page opened before says so instead of writing over it.
  const late = await kenya.postRaw(path, { ...formOn(page, path), [`c.${place}`]: 'coverLoad' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('A colleague has changed this layout.');
  const { rows: trail } = await portal.owner.query(
    `select detail->'changes' as changes from audit_events where action = 'import.shapeChanged' order by id`,
  );
  expect(trail).toEqual([{ changes: [{ what: 'D', from: 'placeName', to: 'departurePlace' }] }]);
  // The next file is read by it, without a question.
  const next = await upload(kenya, 'changed.csv', csvText(rows(86)));
  await settled(kenya, idOf(next));
  const { rows: plans } = await portal.owner.query(
    `select plan->'rows'->'mapping' as mapping from imports where id = $1`,
    [idOf(next)],
  );
  expect(plans[0].mapping[place]).toBe('departurePlace');
  for (const login of ['vn.ncp']) expect((await (await portal.as(login)).get(path)).status).toBe(404);
  expect((await (await portal.as('ke.reader')).get(path)).status).toBe(403);
});

test('a shape that is forgotten is asked about again, and the trail says so', async () => {
  expect((await upload(kenya, 'third.csv', csvText(rows(84)))).path).not.toMatch(/\/read$/);
  const list = await open(kenya, shapes);
  const shape = /name="shape" value="([0-9a-f]{64})"/.exec(list.text)?.[1] ?? '';
  // No other office sees or forgets it.
  const vietnam = await portal.as('vn.ncp');
  expect(plain(await open(vietnam, shapes))).not.toContain('first.csv');
  expect((await vietnam.post(shapes, { shape })).status).toBe(404);
  expect((await kenya.postRaw(shapes, { ...formOn(list, shapes), shape: 'f'.repeat(64) })).status).toBe(404);
  const after = await kenya.postRaw(shapes, { ...formOn(list, shapes), shape });
  expect(after.status).toBe(303);
  expect(plain(await open(kenya, shapes))).toContain('Your office has not saved any file yet.');
  const { rows: trail } = await portal.owner.query(
    `select subject, detail->>'file' as file from audit_events where action = 'import.shapeForgotten' order by id`,
  );
  expect(trail).toEqual([{ subject: 'office:KE', file: expect.stringMatching(/\.csv$/) }]);
  expect((await upload(kenya, 'fourth.csv', csvText(rows(85)))).path).toMatch(/\/read$/);
});

test('in French, and for those who may enter', async () => {
  const officer = await portal.as('ke.officer');
  await officer.post('/language', { lang: 'fr', back: '/' });
  expect(plain(await open(officer, shapes))).toContain('Formats de fichier mémorisés');
  for (const login of ['ke.limited', 'ke.reader'])
    expect((await (await portal.as(login)).get(shapes)).status).toBe(403);
});
