import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { idOf, open, plain, send, settled, upload } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
});

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'];

/** A yearly return: the year stands in its title alone, but for one hand that wrote a date in figures. */
function yearlyReturn(year: number): string {
  const lines = months.map((month, at) => `R-${year}-${at},${13 + at}th ${month},Mombasa,Heroin,${at + 1}.5,kg`);
  return [
    `Seizures in ${year},,,,,`,
    'Ref,Date of seizure,Place,Product,Quantity,Unit',
    ...lines,
    `R-${year}-9,02/09/${year},Mombasa,Heroin,4,kg`,
  ].join('\n');
}

async function datesOf(id: number): Promise<string[]> {
  const { rows } = await portal.pool.query<{ date: string | null }>(
    `select record->'facts'->>'seizureDate' as date from import_rows
      where import_id = $1 and state <> 'set_aside' order by row_no`,
    [id],
  );
  return rows.map(({ date }) => String(date));
}

const ofYear = (year: number): string[] => [...months.map((_, at) => `${year}-0${at + 1}-${13 + at}`), `${year}-09-02`];

test('keep the year of the file when their order is said, in this file and in the next', async () => {
  let page = await send(kenya, await upload(kenya, 'returns.csv', yearlyReturn(2023)), 'read', {}, 'right');
  const id = idOf(page);
  await send(kenya, page, 'columns');
  page = await settled(kenya, id);
  expect(page.path).toBe(`/seizures/imports/${id}/styles`);
  // The cell that can be read two ways is the one shown, and how many there are.
  expect(plain(page)).toContain('1 of 10 cells can be read both ways, and no other cell says which.');
  expect(plain(page)).toMatch(/Day, month, year “02\/09\/2023” → 2 Sept? 2023 · “13th January” → 13 Jan 2023/);
  expect(plain(page)).toMatch(/Month, day, year “02\/09\/2023” → 9 Feb 2023/);
  // Words are asked after it: a page of words that was loaded meanwhile leads there, and does not end there.
  expect((await open(kenya, `/seizures/imports/${id}/words`)).path).toBe(page.path);

  await send(kenya, page, 'styles', { 'd.1': '0' });
  page = await settled(kenya, id);
  expect(page.path).toBe(`/seizures/imports/${id}/check`);
  expect(await datesOf(id)).toEqual(ofYear(2023));

  await send(kenya, page, 'commit');
  await settled(kenya, id);
  const next = idOf(await upload(kenya, 'returns-next.csv', yearlyReturn(2024)));
  expect((await settled(kenya, next)).path).toBe(`/seizures/imports/${next}/check`);
  expect(await datesOf(next)).toEqual(ofYear(2024));
});

test('a date said of all rows of a file is not that of the next file', async () => {
  const list = (month: string): string =>
    [
      'Case,Place,Substance,Net quantity,Unit',
      ...[1, 2, 3, 4, 5].map(n => `${month}-${n},Nairobi,Heroin,${n}.5,kg`),
    ].join('\n');
  let page = await send(kenya, await upload(kenya, 'october.csv', list('O')), 'read', {}, 'right');
  page = await send(kenya, page, 'columns', { 'k.seizureDate': '2025-10-31' });
  page = await settled(kenya, idOf(page));
  await send(kenya, page, 'commit');
  await settled(kenya, idOf(page));

  const next = await upload(kenya, 'november.csv', list('N'));
  page = await settled(kenya, idOf(next));
  expect(page.path).toBe(`/seizures/imports/${idOf(next)}/columns`);
  expect(page.text).toMatch(/name="k\.seizureDate"/);
  expect(page.text).not.toContain('2025-10-31');
});
