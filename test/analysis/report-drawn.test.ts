import { expect, test } from 'vitest';
import { toldDifferences } from '../../src/analysis/report/drawn/differences.ts';
import { tellsSmall } from '../../src/analysis/report/figures/check.ts';
import type { PrintedReport } from '../../src/analysis/report/figures/figures.ts';
import { drawSvg } from '../../src/analysis/report/pdf/svg.ts';
import { columnChart } from '../../src/web/charts/index.ts';

test('the numbers of columns with a name of their own are put on paper', () => {
  const texts: string[] = [];
  const columns = [
    { label: 'J', value: 11, title: 'January: 11' },
    { label: 'F', value: 9, title: 'February: 9' },
    { label: 'M', value: 0, title: 'March: 0' },
    { label: 'A', value: null, title: 'April: held' },
  ];
  const svg = columnChart({ title: 'Cases by month', width: 300, height: 150, numbers: true, values: columns });
  drawSvg(svg, { path: () => undefined, text: text => texts.push(text) });
  expect(texts.toSorted()).toEqual(['0', '11', '9', 'A', 'F', 'J', 'M']);
});

test('of what a later count would change, paper tells neither what is held nor one or two cases', () => {
  const heading = { code: 'DRUG', lines: { now: 60, before: 0 }, quantities: [], groups: [] };
  const printed = {
    sections: [
      {
        ...{ code: 'drugs', quantities: [], by: {}, members: 3, reporting: [] },
        cases: { now: 50, before: 20 },
        lines: { now: 60, before: 20 },
        headings: [
          { ...heading, cases: { now: 48, before: 20 } },
          { ...heading, code: 'PREC', cases: { now: 'few', before: 0 } },
        ],
      },
      { code: 'security', cases: { now: 'held', before: 0 }, lines: { now: 'held', before: 0 }, headings: [] },
    ],
  } as unknown as PrintedReport;
  const told = { section: 'drugs', what: 'heading', code: 'DRUG', frozen: 48, now: 51 } as const;
  const hidden = [
    { section: 'drugs', what: 'cases', frozen: 50, now: 52 },
    { section: 'drugs', what: 'lines', frozen: 60, now: 59 },
    { section: 'drugs', what: 'heading', code: 'PREC', frozen: 2, now: 8 },
    { section: 'drugs', what: 'quantity', code: 'DRUG', unit: 'kg', frozen: 100, now: 400 },
    { section: 'security', what: 'cases', frozen: 5, now: 9 },
  ] as const;
  expect(toldDifferences([...hidden, told], printed)).toEqual([told]);
});

test('a quantity that is hidden under a sum that is printed is told, unless another one is hidden with it', () => {
  const none = { now: 0, before: 0 };
  const part = (code: string, unit?: string) => ({
    ...{ code, cases: { now: 'held', before: 0 }, lines: { now: 'held', before: 0 } },
    quantities: unit ? [{ unit, value: 'held' }] : [],
  });
  const tells = (second?: string): boolean => {
    const groups = [part('A', 'sticks'), part('B', second)];
    const whole = { cases: { now: 54, before: 0 }, lines: none, quantities: [{ unit: 'sticks', value: 196_542_200 }] };
    const heading = { ...whole, code: 'TOB', groups };
    const section = { ...whole, code: 'revenue', headings: [heading], by: {}, members: 9, reporting: [] };
    const report = { sections: [section], outside: none, cases: whole.cases };
    return tellsSmall(section as never, report as never);
  };
  expect([tells(), tells('sticks')]).toEqual([true, false]);
});

test('a month of one or two cases is told by the number of its Members', () => {
  const none = { now: 0, before: 0 };
  const tells = (members: number | 'held'): boolean => {
    const months = [
      { value: '2025-01', cases: { now: 'few', before: 0 } },
      { value: '2025-02', cases: { now: 'held', before: 0 } },
      { value: '2025-03', cases: { now: 12, before: 0 } },
    ];
    const section = {
      ...{ code: 'drugs', cases: { now: 20, before: 0 }, lines: none, quantities: [], headings: [], members: 9 },
      ...{ by: { month: months }, reporting: [{ month: '2025-01', members }] },
    };
    return tellsSmall(section as never, { sections: [section], outside: none, cases: section.cases } as never);
  };
  expect([tells(2), tells('held')]).toEqual([true, false]);
});
