import { describe, expect, test } from 'vitest';
import type { Access, Account } from '../../src/access/accounts/account.ts';
import { accountStates } from '../../src/access/accounts/account.ts';
import type { AccountState } from '../../src/access/accounts/account.ts';
import {
  accessProblems,
  actions,
  can,
  dutiesOf,
  isDemotion,
  isRaise,
  levelsOf,
  needsTwo,
  type Action,
} from '../../src/access/accounts/permissions.ts';
import { officeKinds, type Duty, type Level, type OfficeKind } from '../../src/access/viewer.ts';
import { viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf, tablesIn } from '../support/matrix.ts';

const accounts: readonly [of: string, text: string][] = [
  [
    'ke.limited',
    `
    live        ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          yes    -      -        -         yes       yes        -          -
    endDate     -          -          yes    -      -        -         yes       yes        -          -
    suspension  -          -          yes    -      -        -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          yes    -      -        -         yes       yes        -          -
    reset       -          -          yes    -      -        -         yes       yes        -          -
    factorReset -          -          yes    -      -        -         yes       yes        -          -
    ending      -          -          yes    -      -        -         yes       yes        -          -

    pending     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          yes    -      -        -         yes       yes        -          -
    endDate     -          -          yes    -      -        -         yes       yes        -          -
    suspension  -          -          yes    -      -        -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          yes    -      -        -         yes       yes        -          -
    reset       -          -          yes    -      -        -         yes       yes        -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          yes    -      -        -         yes       yes        -          -

    suspended   ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          yes    -      -        -         yes       yes        -          -
    endDate     -          -          yes    -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          yes    -      -        -         yes       yes        -          -
    unlocking   -          -          yes    -      -        -         yes       yes        -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          yes    -      -        -         yes       yes        -          -

    expired     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          yes    -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          yes    -      -        -         yes       yes        -          -

    ended       ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          -      -      -        -         -         -          -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         -         -          -          -`,
  ],
  [
    'ke.ncp2',
    `
    live        ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         yes       yes        -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          yes    -      -        -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          yes    -      -        -         yes       yes        -          -
    reset       -          -          yes    -      -        -         yes       yes        -          -
    factorReset -          -          yes    -      -        -         yes       yes        -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    pending     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         yes       yes        -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          yes    -      -        -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          yes    -      -        -         yes       yes        -          -
    reset       -          -          yes    -      -        -         yes       yes        -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    suspended   ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         yes       yes        -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          yes    -      -        -         yes       yes        -          -
    unlocking   -          -          yes    -      -        -         yes       yes        -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    expired     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    ended       ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          -      -      -        -         -         -          -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         -         -          -          -`,
  ],
  [
    'esa.staff',
    `
    live        ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      yes      -         yes       yes        -          -
    endDate     -          -          -      -      yes      -         yes       yes        -          -
    suspension  -          -          -      -      yes      -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      yes      -         yes       yes        -          -
    reset       -          -          -      -      yes      -         yes       yes        -          -
    factorReset -          -          -      -      yes      -         yes       yes        -          -
    ending      -          -          -      -      yes      -         yes       yes        -          -

    pending     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      yes      -         yes       yes        -          -
    endDate     -          -          -      -      yes      -         yes       yes        -          -
    suspension  -          -          -      -      yes      -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      yes      -         yes       yes        -          -
    reset       -          -          -      -      yes      -         yes       yes        -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      yes      -         yes       yes        -          -

    suspended   ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      yes      -         yes       yes        -          -
    endDate     -          -          -      -      yes      -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      yes      -         yes       yes        -          -
    unlocking   -          -          -      -      yes      -         yes       yes        -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      yes      -         yes       yes        -          -

    expired     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          -      -      yes      -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      yes      -         yes       yes        -          -

    ended       ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          -      -      -        -         -         -          -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         -         -          -          -`,
  ],
  [
    'wco.admin',
    `
    live        ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         yes       yes        -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         yes        -          -
    reset       -          -          -      -      -        -         -         yes        -          -
    factorReset -          -          -      -      -        -         -         yes        -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    pending     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         yes       yes        -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         yes        -          -
    reset       -          -          -      -      -        -         -         yes        -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    suspended   ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         yes       yes        -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         yes        -          -
    unlocking   -          -          -      -      -        -         -         yes        -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    expired     ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         yes       yes        -          -

    ended       ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         -         -          -          -
    endDate     -          -          -      -      -        -         -         -          -          -
    suspension  -          -          -      -      -        -         -         -          -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         -         -          -          -
    reset       -          -          -      -      -        -         -         -          -          -
    factorReset -          -          -      -      -        -         -         -          -          -
    ending      -          -          -      -      -        -         -         -          -          -`,
  ],
  [
    'ke.ncp',
    `
    live        ke.limited ke.officer ke.ncp tz.ncp rilo.esa esa.staff wco.admin wco.admin2 wco.cenmat unep.partner
    access      -          -          -      -      -        -         yes       yes        -          -
    endDate     -          -          -      -      -        -         yes       yes        -          -
    suspension  -          -          -      -      -        -         yes       yes        -          -
    resumption  -          -          -      -      -        -         -         -          -          -
    unlocking   -          -          -      -      -        -         yes       yes        -          -
    reset       -          -          -      -      -        -         yes       yes        -          -
    factorReset -          -          -      -      -        -         yes       yes        -          -
    ending      -          -          -      -      -        -         yes       yes        -          -`,
  ],
];

describe.each(accounts)('what may be done to the account of %s', (login, text) => {
  const { accountId, office, duties } = viewerOf(login);

  test.each(tablesIn(text))('%s', (state, table) => {
    expect(rowsOf(table)).toEqual(actions);
    const account = { id: accountId, officeId: office.id, duties, state: state as AccountState };
    expectTable(table, (person, action) => can(viewerOf(person), action as Action, account));
  });
});

test('every state has its table', () => {
  for (const [login, text] of accounts.slice(0, 4))
    expect([login, tablesIn(text).map(([state]) => state)]).toEqual([login, accountStates]);
});

type Change = readonly [was: Access, becomes: Access];
const to = (level: Level, ...duties: Duty[]): Access => ({ level, duties });
const changes: Readonly<Record<string, Change>> = {
  'raise-to-read-only': [to('limited'), to('read_only')],
  'raise-to-unlimited': [to('limited'), to('unlimited')],
  'give-ncp': [to('unlimited'), to('unlimited', 'ncp')],
  'give-administrator': [to('unlimited'), to('unlimited', 'administrator')],
  'keep-administrator': [to('unlimited', 'administrator'), to('unlimited', 'administrator', 'cenmat')],
  lower: [to('unlimited'), to('limited')],
};
const changed = (name: string): Change => changes[name] as Change;

test('what two administrators must agree on, by kind of office', () => {
  const table = `
    change              administration rilo secretariat partner
    raise-to-read-only  -              -    -           -
    raise-to-unlimited  -              yes  yes         yes
    give-ncp            -              -    -           -
    give-administrator  yes            yes  yes         yes
    keep-administrator  -              -    -           -
    lower               -              -    -           -`;
  expect(rowsOf(table)).toEqual(Object.keys(changes));
  expectTable(table, (kind, name) => needsTwo(kind as OfficeKind, ...changed(name)));
});

test('what raises and what lowers', () => {
  expectTable(
    `
    change              raises lowers
    raise-to-read-only  yes    -
    raise-to-unlimited  yes    -
    give-ncp            yes    -
    give-administrator  yes    -
    keep-administrator  yes    -
    lower               -      yes`,
    (way, name) => (way === 'raises' ? isRaise : isDemotion)(...changed(name)),
  );
});

test('what an office of each kind has', () => {
  expectTable(
    `
    kind            levels                      duties
    administration  limited+read_only+unlimited ncp+cenmat
    rilo            limited+read_only+unlimited rilo+cenmat
    secretariat     limited+read_only+unlimited administrator+cenmat
    partner         partner                     -`,
    (what, kind) => (what === 'levels' ? levelsOf : dutiesOf)(kind as OfficeKind).join('+') || '-',
  );
  expect(officeKinds).toHaveLength(4);
});

const wishes: Readonly<Record<string, Change>> = {
  nothing: [to('limited'), to('limited')],
  lower: [to('read_only'), to('limited')],
  'to-read-only': [to('limited'), to('read_only')],
  'to-unlimited': [to('read_only'), to('unlimited')],
  'take-ncp': [to('unlimited', 'ncp'), to('unlimited')],
  'give-ncp': [to('unlimited'), to('unlimited', 'ncp')],
  'give-rilo': [to('unlimited'), to('unlimited', 'rilo')],
  'ncp-below': [to('unlimited', 'ncp'), to('limited', 'ncp')],
  'to-partner': [to('read_only'), to('partner')],
};

test('what is wrong with giving an officer of an administration another access, for whom', () => {
  const table = `
    wish          ke.ncp                           wco.admin
    nothing       nothingChanged                   nothingChanged
    lower         ok                               ok
    to-read-only  ok                               ok
    to-unlimited  unlimitedIsAdministrators        ok
    take-ncp      ok                               ok
    give-ncp      dutyIsAdministrators             ok
    give-rilo     dutyNotHere+dutyIsAdministrators dutyNotHere
    ncp-below     dutyNeedsUnlimited               dutyNeedsUnlimited
    to-partner    levelNotHere                     levelNotHere`;
  expect(rowsOf(table)).toEqual(Object.keys(wishes));
  expectTable(table, (person, name) => {
    const [was, becomes] = wishes[name] as Change;
    const account = { id: 999, officeKind: 'administration', ...was } as Account;
    return (
      accessProblems(viewerOf(person), account, becomes)
        .map(({ key }) => key.split('.')[1])
        .join('+') || 'ok'
    );
  });
});

test('nobody raises their own account', () => {
  const own = { id: viewerOf('wco.admin').accountId, officeKind: 'secretariat', level: 'unlimited' } as Account;
  const problems = accessProblems(
    viewerOf('wco.admin'),
    { ...own, duties: ['administrator'] },
    to('unlimited', 'administrator', 'cenmat'),
  );
  expect(problems.map(({ key }) => key)).toEqual(['accounts:problem.notOneself']);
});
