import { existsSync, readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, open, plain, send, settled, upload } from './officer.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

const rows = (seed: number, countries: readonly string[]): string =>
  csvText(
    table(
      facts(12, seed).map((fact, at) => ({
        ...fact,
        ref: `B${seed}-${at}`,
        country: countries[at % countries.length] ?? 'KE',
        unit: 'kg',
        product: 'DRUG/COC-HCL',
      })),
    ),
  );

async function check(browser: Browser, content: string): Promise<string> {
  const page = await upload(browser, 'behalf.csv', content);
  await send(browser, await send(browser, page, 'read', {}, 'right'), 'columns');
  return plain(await settled(browser, idOf(page)));
}

test('a RILO officer enters for the Members of the region, and is told so', async () => {
  const rilo = await portal.as('rilo.esa');
  expect(plain(await open(rilo, '/seizures/imports/new'))).toMatch(
    /You record for the Members of your region: [^.]*Kenya/,
  );
  expect(await check(rilo, rows(1, ['KE', 'PL']))).toContain('Save 6 records now 6 rows stay here for correction.');
});

test('records entered by a RILO belong to the administration of the country', async () => {
  const rilo = await portal.as('rilo.esa');
  const list = await rilo.get('/seizures/imports');
  const id = Number(/\/seizures\/imports\/(\d+)/.exec(list.text)?.[1]);
  const page = await send(rilo, await open(rilo, `/seizures/imports/${id}`), 'commit');
  await settled(rilo, idOf(page));
  const { rows: found } = await portal.pool.query(
    `select distinct o.code, s.channel from seizures s join offices o on o.id = s.office_id where import_id = $1`,
    [id],
  );
  expect(found).toEqual([{ code: 'KE', channel: 'file' }]);
  expect((await (await portal.as('ke.ncp')).get(`/seizures?import=${id}`)).text).toContain('KE-');
});

test('the administrator enters for anybody, another of the Secretariat for nobody', async () => {
  expect(plain(await open(await portal.as('wco.admin'), '/seizures/imports/new'))).toContain(
    'You record on behalf of any administration.',
  );
  const cenmat = await portal.as('wco.cenmat');
  expect(plain(await open(cenmat, '/seizures/imports/new'))).toContain('none can be saved');
  expect(await check(cenmat, rows(2, ['KE', 'PL']))).toContain(
    'Seized in a country you do not record for Country of seizure · 12 rows',
  );
});

test('a file nobody goes on with is given up after two weeks', async () => {
  const kenya = await portal.as('ke.ncp');
  const page = await upload(kenya, 'forgotten.csv', rows(3, ['KE']));
  const {
    rows: [before],
  } = await portal.pool.query('select file_id from imports where id = $1', [idOf(page)]);
  await portal.owner.query(`update imports set changed_at = now() - interval '15 days' where id = $1`, [idOf(page)]);
  const cells = async (): Promise<string> => {
    const { rows: found } = await portal.pool.query('select sniffed, plan from imports where id = $1', [idOf(page)]);
    return JSON.stringify(found[0]);
  };
  const [cell = ''] = rows(3, ['KE'])
    .split('\n')
    .slice(1, 2)
    .map(line => line.split(',')[0] ?? '');
  expect(await cells()).toContain(cell);
  await upload(kenya, 'next.csv', rows(4, ['KE']));
  // What was shown of it goes as well.
  expect(await cells()).not.toContain(cell);
  expect((await kenya.get(`/seizures/imports/${idOf(page)}`)).status).toBe(404);
  expect(existsSync(`${portal.fileStore}/${String(before.file_id).slice(0, 2)}/${before.file_id}`)).toBe(false);
  expect(readdirSync(portal.fileStore).length).toBeGreaterThan(0);
});
