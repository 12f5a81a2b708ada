import { describe, expect, test } from 'vitest';
import { actions, can, mayEnterFor, type Action } from '../../src/seizures/permissions.ts';
import { statuses, type Status } from '../../src/seizures/seizure.ts';
import { offices, viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf, tablesIn } from '../support/matrix.ts';

describe('what may be done to a record of Kenya', () => {
  const tables = tablesIn(`
    submitted  ke.reader ke.officer tz.ncp vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    amend      -         yes        -      -      yes      -         -       yes       -          -
    withdraw   -         yes        -      -      yes      -         -       yes       -          -
    restore    -         -          -      -      -        -         -       -         -          -
    verify     -         -          -      -      yes      -         -       yes       -          -
    settle     -         -          -      -      yes      -         -       yes       -          -
    confirm    -         -          -      -      -        -         -       -         -          -
    merge      -         yes        -      -      yes      -         -       yes       -          -
    unmerge    -         -          -      -      -        -         -       -         -          -

    queried   ke.reader ke.officer tz.ncp vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    amend     -         yes        -      -      yes      -         -       yes       -          -
    withdraw  -         yes        -      -      yes      -         -       yes       -          -
    restore   -         -          -      -      -        -         -       -         -          -
    verify    -         -          -      -      yes      -         -       yes       -          -
    settle    -         -          -      -      yes      -         -       yes       -          -
    confirm   -         -          -      -      -        -         -       -         -          -
    merge     -         yes        -      -      yes      -         -       yes       -          -
    unmerge   -         -          -      -      -        -         -       -         -          -

    verified  ke.reader ke.officer tz.ncp vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    amend     -         yes        -      -      yes      -         -       yes       -          -
    withdraw  -         yes        -      -      yes      -         -       yes       -          -
    restore   -         -          -      -      -        -         -       -         -          -
    verify    -         -          -      -      -        -         -       -         -          -
    settle    -         -          -      -      yes      -         -       yes       -          -
    confirm   -         -          -      -      -        -         -       -         -          -
    merge     -         yes        -      -      yes      -         -       yes       -          -
    unmerge   -         -          -      -      -        -         -       -         -          -

    withdrawn  ke.reader ke.officer tz.ncp vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    amend      -         -          -      -      -        -         -       -         -          -
    withdraw   -         -          -      -      -        -         -       -         -          -
    restore    -         yes        -      -      yes      -         -       yes       -          -
    verify     -         -          -      -      -        -         -       -         -          -
    settle     -         -          -      -      -        -         -       -         -          -
    confirm    -         -          -      -      -        -         -       -         -          -
    merge      -         -          -      -      -        -         -       -         -          -
    unmerge    -         -          -      -      -        -         -       -         -          -

    merged    ke.reader ke.officer tz.ncp vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    amend     -         -          -      -      -        -         -       -         -          -
    withdraw  -         -          -      -      -        -         -       -         -          -
    restore   -         -          -      -      -        -         -       -         -          -
    verify    -         -          -      -      -        -         -       -         -          -
    settle    -         -          -      -      -        -         -       -         -          -
    confirm   -         -          -      -      -        -         -       -         -          -
    merge     -         -          -      -      -        -         -       -         -          -
    unmerge   -         yes        -      -      yes      -         -       yes       -          -`);

  test('every status has its table', () => {
    expect(tables.map(([status]) => status)).toEqual(statuses);
  });

  test.each(tables)('%s', (status, table) => {
    expect(rowsOf(table)).toEqual(actions);
    const record = { officeId: offices.KE.id, country: 'KE', status: status as Status };
    expectTable(table, (person, action) => can(viewerOf(person), action as Action, record));
  });
});

test('a held quantity is confirmed by the desk or the contact point, and holds verifying up', () => {
  const record = { officeId: offices.KE.id, country: 'KE', status: 'submitted', held: true } as const;
  const may = (action: Action) =>
    ['ke.officer', 'ke.ncp', 'tz.ncp', 'rilo.esa', 'wco.admin'].filter(login => can(viewerOf(login), action, record));
  expect(may('confirm')).toEqual(['ke.ncp', 'rilo.esa', 'wco.admin']);
  expect(may('verify')).toEqual([]);
});

test('a record of Kenya that another office of Kenya’s made is not the administration’s to amend', () => {
  const record = { officeId: 99, country: 'KE', status: 'submitted' } as const;
  expect(['ke.ncp', 'rilo.esa', 'wco.admin'].map(login => can(viewerOf(login), 'amend', record))).toEqual([
    false,
    true,
    true,
  ]);
});

test('for which country somebody enters records', () => {
  expectTable(
    `
    country  ke.reader ke.officer ke.ncp vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    KE       -         yes        yes    -      yes      -         -       yes       -          -
    TZ       -         -          -      -      yes      -         -       yes       -          -
    VN       -         -          -      yes    -        -         yes     yes       -          -
    FR       -         -          -      -      -        -         -       yes       -          -`,
    (person, country) => mayEnterFor(viewerOf(person), country),
  );
});
