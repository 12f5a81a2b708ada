import { describe, expect, test } from 'vitest';
import { levels, type Level } from '../../src/access/viewer.ts';
import { mayRemove } from '../../src/cencomm/files/change-files.ts';
import { mayRecord } from '../../src/cencomm/forms/record.ts';
import { decidesExports } from '../../src/cencomm/mail/reading/store-exports.ts';
import { seesReceipts } from '../../src/cencomm/mail/pages/presenter-message.ts';
import { countryFor, roleProblem } from '../../src/cencomm/operations/members/invite.ts';
import { steps, stepsFrom } from '../../src/cencomm/operations/lifecycle/lifecycle.ts';
import {
  mayManage,
  mayWrite,
  operationStates,
  requireManager,
  requireOwner,
  roleFor,
  type Entered,
  type MemberRole,
  type OperationState,
} from '../../src/cencomm/operations/operation.ts';
import { officesAnsweredFor } from '../../src/cencomm/operations/members/store-invitations.ts';
import type { Offices } from '../../src/reference/index.ts';
import { accountOf, offices, viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf, tablesIn } from '../support/matrix.ts';

/** An operation in a state, as entered by a member of a role. */
const entered = (role: string, state: string): Entered =>
  ({ membership: { role }, operation: { state } }) as unknown as Entered;

const passes = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

const acts: Readonly<Record<string, (one: Entered) => boolean>> = {
  write: mayWrite,
  manage: one => {
    expect(passes(() => requireManager(one))).toBe(mayManage(one));
    return mayManage(one);
  },
  'life-or-owner': one => passes(() => requireOwner(one)),
  'remove-own-file': one => mayRemove(one, true),
  'remove-a-file': one => mayRemove(one, false),
  'decide-exports': decidesExports,
};

describe('what a member may do in an operation', () => {
  const tables = tablesIn(`
    open             owner liaison member observer
    write            yes   yes     yes    -
    manage           yes   -       -      -
    life-or-owner    yes   -       -      -
    remove-own-file  yes   yes     yes    -
    remove-a-file    yes   -       -      -
    decide-exports   yes   yes     -      -

    closed           owner liaison member observer
    write            -     -       -      -
    manage           yes   -       -      -
    life-or-owner    yes   -       -      -
    remove-own-file  -     -       -      -
    remove-a-file    -     -       -      -
    decide-exports   yes   yes     -      -

    archived         owner liaison member observer
    write            -     -       -      -
    manage           -     -       -      -
    life-or-owner    yes   -       -      -
    remove-own-file  -     -       -      -
    remove-a-file    -     -       -      -
    decide-exports   yes   yes     -      -`);

  test.each(tables)('%s', (state, table) => {
    expect(rowsOf(table)).toEqual(Object.keys(acts));
    expectTable(table, (role, act) => acts[act]?.(entered(role, state)) ?? 'unknown');
  });
});

test('how an operation goes on', () => {
  const table = `
  step     requested refused open closed archived disposed
  close    -         -       yes  -      -        -
  reopen   -         -       -    yes    -        -
  archive  -         -       -    yes    -        -`;
  expect(rowsOf(table)).toEqual(steps);
  expectTable(table, (state, step) => stepsFrom(state as OperationState).includes(step as 'close'));
  expect(operationStates).toHaveLength(6);
});

test('what somebody added in a role is at the level they have today', () => {
  const table = `
    level      owner    liaison  member   observer
    limited    owner    liaison  member   observer
    read_only  observer observer observer observer
    unlimited  owner    liaison  member   observer
    partner    member   liaison  member   observer`;
  expect(rowsOf(table)).toEqual(levels);
  expectTable(table, (role, level) => roleFor(level as Level, role as MemberRole));
});

test('as what somebody of a level is invited', () => {
  const table = `
    level      owner        liaison  member   observer
    limited    limited      limited  limited  limited
    read_only  readOnly     readOnly readOnly ok
    unlimited  ok           ok       ok       ok
    partner    partnerOwner ok       ok       ok`;
  expect(rowsOf(table)).toEqual(levels);
  expectTable(table, (role, level) => roleProblem(level as Level, role as MemberRole)?.key.split('.')[1] ?? 'ok');
});

/** The offices of the cast as the rules ask for them. */
const all = Object.values(offices);
const known = { all, byId: (id: number) => all.find(office => office.id === id) } as unknown as Offices;

test('for which offices somebody answers an invitation', () => {
  expectTable(
    `
    office    ke.officer ke.ncp vn.ncp rilo.esa esa.staff wco.admin wco.cenmat unep.partner
    KE        -          yes    -      -        -         -         -          -
    RILO-ESA  -          -      -      yes      -         -         -          -
    WCO       -          -      -      -        -         yes       -          -
    UNEP      -          -      -      -        -         yes       -          -`,
    (person, office) => officesAnsweredFor(viewerOf(person), known).includes(offices[office as 'KE'].id),
  );
});

test('for which country a member speaks', () => {
  const table = `
  office    member/ member/KE liaison/ liaison/UG observer/UG owner/
  KE        KE      KE        KE       refused    refused     KE
  RILO-ESA  none    none      refused  UG         none        none
  WCO       none    none      refused  UG         none        none
  UNEP      none    none      refused  UG         none        none`;
  expectTable(table, (wish, office) => {
    const [role = '', chosen = ''] = wish.split('/');
    let country: string | null = '';
    const stands = passes(() => {
      country = countryFor(offices[office as 'KE'].id, role as MemberRole, chosen, known);
    });
    return stands ? (country ?? 'none') : 'refused';
  });
});

test('who makes a record of a seizure message about Kenya, by who sent it', () => {
  expectTable(
    `
    sender     ke.reader ke.officer ke.ncp vn.ncp rilo.esa esa.staff rilo.ap wco.admin unep.partner
    rilo.esa   -         yes        yes    -      yes      -         -       -         -
    ke.reader  -         yes        yes    -      -        -         -       -         -
    wco.admin  -         yes        yes    -      -        -         -       yes       -
    vn.ncp     -         yes        yes    -      -        -         -       -         -`,
    (person, sender) => mayRecord(viewerOf(person), { senderId: accountOf(sender), fields: { country: 'KE' } }),
  );
});

test('who sees who has read a message: its sender and the owner', () => {
  expectTable(
    `
    sender      owner liaison member observer
    ke.officer  yes   yes     yes    yes
    vn.ncp      yes   -       -      -`,
    (role, sender) => seesReceipts(viewerOf('ke.officer'), entered(role, 'open'), { senderId: accountOf(sender) }),
  );
});
