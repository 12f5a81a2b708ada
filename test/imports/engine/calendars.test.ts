import { describe, expect, test } from 'vitest';
import { decideDateStyle } from '../../../src/imports/engine/values/date-style.ts';
import { readDate } from '../../../src/imports/engine/index.ts';
import { readAsPerson } from '../person.ts';

const read = (cell: string): string => {
  const result = readDate(cell, { order: 'dmy' });
  return typeof result === 'string' ? result : result.date;
};

describe('dates of other calendars and habits', () => {
  test.each([
    ['R5.6.2', '2023-06-02'],
    ['令和元年5月1日', '2019-05-01'],
    ['H31.4.30', '2019-04-30'],
    ['113/05/02', '2024-05-02'],
    ['民國112年12月31日', '2023-12-31'],
    ['1402/09/13', '2023-12-04'],
    ['1403/12/30', '2025-03-20'],
    ['2022 m. liepos 26 d.', '2022-07-26'],
    ['3. 6. 2023', '2023-06-03'],
    ['26/ASO/QTA dt. 09-04-2022', '2022-04-09'],
    ['№ 12 от 05.06.2023', '2023-06-05'],
    ['1445/05/06', '2023-11-20'],
    ['١٤٤٥/٠١/٠١', '2023-07-19'],
    ['1445/13/01', 'unreadable'],
    ['1130315', '2024-03-15'],
    ['Ngày 26/1/2023', '2023-01-26'],
    ['R5.13.2', 'unreadable'],
    ['١٣ ربيع الأول ١٤٤٥', '2023-09-28'],
    ['2 جمادى الآخرة 1445', '2023-12-15'],
    ['۱۳ مهر ماه ۱۴۰۲', '2023-10-05'],
    ['14020102', '2023-03-22'],
    ['令和２年４月１８日', '2020-04-18'],
    ['14021402', 'unreadable'],
    ['2023.01.07.', '2023-01-07'],
    ['24.I.2023', '2023-01-24'],
    ['6.XII.2023 г.', '2023-12-06'],
    ['09 Agt 23', '2023-08-09'],
    ['6.IIII.2023', 'unreadable'],
  ])('%s is %s', (cell, date) => expect(read(cell)).toBe(date));
});

test('years of two digits are of the calendar of the whole ones beside them', () => {
  const { state, style } = decideDateStyle(['1402/01/03', '1402/02/28', '1402/11/30', '02/02/28', '02/04/31']);
  expect(state).toBe('decided');
  expect(['02/02/28', '02/04/31'].map(cell => readDate(cell, style))).toMatchObject([
    { date: '2023-05-18' },
    { date: '2023-07-22' },
  ]);
  expect(decideDateStyle(['03/04/2024', '13/04/2024', '02/02/28']).style.calendar).toBeUndefined();
});

test('years of two digits stand where whole ones of the same dates tell', () => {
  const { style } = decideDateStyle(['2023-01-05', '2023-02-07', '2023-03-19', '23-04-10', '09-04-23']);
  expect(['23-04-10', '09-04-23'].map(cell => readDate(cell, style))).toMatchObject([
    { date: '2023-04-10' },
    { date: '2023-04-09' },
  ]);
});

describe('a month of a fiscal year', () => {
  const rows = (year: string): string =>
    ['Fiscal Year,Month,Port,Drug,Quantity,Unit']
      .concat(['October', 'March', 'July', 'June'].map(month => `${year},${month},Port 1,Cocaine,2.5,kg`))
      .join('\n');
  const dates = async (year: string, country: string): Promise<unknown[]> =>
    (await readAsPerson(Buffer.from(rows(year)), { country })).rows.map(({ facts }) => facts.seizureDate);

  test.each([
    ['US', 'FY21', ['2020-10-01', '2021-03-01', '2021-07-01', '2021-06-01']],
    ['NZ', 'FY21', ['2020-10-01', '2021-03-01', '2020-07-01', '2021-06-01']],
    ['CA', '2019-20', ['2019-10-01', '2020-03-01', '2019-07-01', '2019-06-01']],
    ['FR', '2021', ['2021-10-01', '2021-03-01', '2021-07-01', '2021-06-01']],
  ])('%s %s', async (country, year, expected) => expect(await dates(year, country)).toEqual(expected));
});
