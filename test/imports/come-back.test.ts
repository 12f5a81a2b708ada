import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { madeWorkbook, readSheets } from '../support/workbooks.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, open, plain, questionsOn, send, settled, upload, type Page } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
let id: number;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
  id = idOf(await checked());
});

/** Quantities that are no numbers, by row. */
const unweighed: Readonly<Record<number, string>> = { 2: 'not yet two', 5: 'not yet five', 9: 'not yet nine' };

/** Twelve rows of which three cannot go in, and a word that was answered. */
async function checked(): Promise<Page> {
  const rows = table(
    facts(12, 71).map((fact, at) => ({ ...fact, ref: `CB-${at}`, country: 'KE', unit: 'kg', product: 'DRUG/COC-HCL' })),
  ).map((cells, at) =>
    cells.map((cell, column) => {
      if (column === 5 && unweighed[at] !== undefined) return unweighed[at];
      return column === 4 && at % 2 === 1 ? 'Qhubeka dust' : cell;
    }),
  );
  let page = await upload(kenya, 'come-back.csv', csvText(rows));
  page = await send(kenya, page, 'read', {}, 'right');
  await send(kenya, page, 'columns');
  page = await settled(kenya, idOf(page));
  const question = questionsOn(page).find(({ word }) => word === 'Qhubeka dust')?.id;
  await send(kenya, page, 'words', { [`a.${question}`]: 'list', [`s.${question}`]: 'DRUG/OPI-HER' }, 'check');
  page = await settled(kenya, idOf(page));
  expect(plain(page)).toContain('Save 9 records now 3 rows stay here for correction.');
  return page;
}

const imports = async (): Promise<number> =>
  (await portal.owner.query(`select count(*)::int as n from imports where state <> 'discarded'`)).rows[0].n;

test('rejected rows as CSV, corrected, come back into their import with its answers, brought by a colleague', async () => {
  const csv = (await kenya.get(`/seizures/imports/${id}/rejected.csv`)).text;
  const before = await imports();
  const colleague = await portal.as('ke.officer');
  const page = await upload(colleague, 'corrected.csv', csv.replace('not yet two', '2').replace('not yet five', '5.5'));
  expect(page.path).toBe(`/seizures/imports/${id}/check?returned=2`);
  expect(plain(page)).toContain('2 rows came back corrected into this import. Its answers are kept.');
  expect(plain(page)).toContain('Save 11 records now');
  expect(await imports()).toBe(before);
  const { rows } = await portal.owner.query(
    `select record #>> '{lines,0,product}' as product, record #>> '{lines,0,quantity}' as quantity from import_rows
     where import_id = $1 and row_no in (2, 5) order by row_no`,
    [id],
  );
  // The word answered before the rows were rejected is still answered: the fifth row is of it.
  expect(rows).toEqual([
    { product: 'COC-HCL', quantity: '2' },
    { product: 'OPI-HER', quantity: '5.5' },
  ]);
  expect(plain(await open(kenya, `/seizures/imports/${id}/history`))).toContain('2 cells corrected by ke.officer');
});

test('as a workbook as well; what is unchanged is said, and another office has nothing to bring back', async () => {
  const bytes = await fetch(`${portal.url}/seizures/imports/${id}/rejected.xlsx`, { headers: kenya.headers() });
  const [[name, rows] = ['', []]] = [...(await readSheets(await bytes.arrayBuffer()))];
  const same = await upload(kenya, 'same.xlsx', await madeWorkbook({ [name]: rows }));
  expect(plain(same)).toContain('This file is of this import, and no cell of it was changed.');
  const vietnam = await portal.as('vn.ncp');
  const foreign = await upload(vietnam, 'foreign.xlsx', await madeWorkbook({ [name]: rows }));
  expect(idOf(foreign)).not.toBe(id);
  const mended = rows.map(cells => cells.map(cell => (cell === 'not yet nine' ? '9' : cell)));
  const page = await upload(kenya, 'mended.xlsx', await madeWorkbook({ [name]: mended }));
  expect(page.path).toBe(`/seizures/imports/${id}/check?returned=1`);
  expect(plain(page)).toContain('Save 12 records now');
  const { rows: trail } = await portal.owner.query(
    `select detail->'rows' as rows from audit_events where action = 'import.returned' order by id`,
  );
  expect(trail).toEqual([{ rows: 2 }, { rows: 0 }, { rows: 1 }]);
});
