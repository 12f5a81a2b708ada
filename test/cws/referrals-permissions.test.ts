import { describe, expect, test } from 'vitest';
import { roadsOf } from '../../src/cws/referrals/addressee.ts';
import { actions, can, isTheirs, type Action } from '../../src/cws/referrals/permissions.ts';
import { accountOf, offices, viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf, tablesIn } from '../support/matrix.ts';

const byHand = { takenBy: accountOf('ke.ncp') };
/** Where a referral stands; ke.ncp is who has it in hand, or had. */
const standings = {
  sent: { state: 'sent', takenBy: null },
  taken: { state: 'taken', ...byHand },
  recorded: { state: 'recorded', ...byHand },
  'record-withdrawn': { state: 'recorded', ...byHand, isRecordWithdrawn: true },
  answered: { state: 'answered', ...byHand },
  withdrawn: { state: 'withdrawn', takenBy: null },
} as const;
type Standing = keyof typeof standings;

const sent = { madeBy: accountOf('ke.limited'), officeId: offices.KE.id, country: 'KE' };

describe('what may be done with a referral that ke.limited sent to the contact points of Kenya', () => {
  const tables = tablesIn(`
    sent      ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
    take      -          -         -          yes    yes     -      -        -       -         -
    record    -          -         -          yes    yes     -      -        -       -         -
    pass      -          -         -          yes    yes     -      -        -       -         -
    answer    -          -         -          yes    yes     -      -        -       -         -
    reopen    -          -         -          -      -       -      -        -       -         -
    ask       -          -         -          yes    yes     -      -        -       -         -
    say       yes        -         -          -      -       -      -        -       -         -
    withdraw  yes        -         -          -      -       -      -        -       -         -
    see       yes        -         -          yes    yes     -      -        -       -         -

    taken     ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
    take      -          -         -          -      yes     -      -        -       -         -
    record    -          -         -          yes    -       -      -        -       -         -
    pass      -          -         -          yes    yes     -      -        -       -         -
    answer    -          -         -          yes    yes     -      -        -       -         -
    reopen    -          -         -          -      -       -      -        -       -         -
    ask       -          -         -          yes    yes     -      -        -       -         -
    say       yes        -         -          -      -       -      -        -       -         -
    withdraw  -          -         -          -      -       -      -        -       -         -
    see       yes        -         -          yes    yes     -      -        -       -         -

    recorded  ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
    take      -          -         -          -      -       -      -        -       -         -
    record    -          -         -          -      -       -      -        -       -         -
    pass      -          -         -          -      -       -      -        -       -         -
    answer    -          -         -          -      -       -      -        -       -         -
    reopen    -          -         -          -      -       -      -        -       -         -
    ask       -          -         -          yes    yes     -      -        -       -         -
    say       yes        -         -          -      -       -      -        -       -         -
    withdraw  -          -         -          -      -       -      -        -       -         -
    see       yes        -         -          yes    yes     -      -        -       -         -

    record-withdrawn  ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
    take              -          -         -          -      -       -      -        -       -         -
    record            -          -         -          -      -       -      -        -       -         -
    pass              -          -         -          -      -       -      -        -       -         -
    answer            -          -         -          -      -       -      -        -       -         -
    reopen            -          -         -          yes    yes     -      -        -       -         -
    ask               -          -         -          yes    yes     -      -        -       -         -
    say               yes        -         -          -      -       -      -        -       -         -
    withdraw          -          -         -          -      -       -      -        -       -         -
    see               yes        -         -          yes    yes     -      -        -       -         -

    answered  ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
    take      -          -         -          -      -       -      -        -       -         -
    record    -          -         -          -      -       -      -        -       -         -
    pass      -          -         -          -      -       -      -        -       -         -
    answer    -          -         -          -      -       -      -        -       -         -
    reopen    -          -         -          yes    yes     -      -        -       -         -
    ask       -          -         -          yes    yes     -      -        -       -         -
    say       yes        -         -          -      -       -      -        -       -         -
    withdraw  -          -         -          -      -       -      -        -       -         -
    see       yes        -         -          yes    yes     -      -        -       -         -

    withdrawn  ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
    take       -          -         -          -      -       -      -        -       -         -
    record     -          -         -          -      -       -      -        -       -         -
    pass       -          -         -          -      -       -      -        -       -         -
    answer     -          -         -          -      -       -      -        -       -         -
    reopen     -          -         -          -      -       -      -        -       -         -
    ask        -          -         -          -      -       -      -        -       -         -
    say        -          -         -          -      -       -      -        -       -         -
    withdraw   -          -         -          -      -       -      -        -       -         -
    see        yes        -         -          yes    yes     -      -        -       -         -`);

  test('every standing has its table', () => {
    expect(tables.map(([standing]) => standing)).toEqual(Object.keys(standings));
  });

  test.each(tables)('%s', (standing, table) => {
    expect(rowsOf(table)).toEqual(actions);
    const referral = { ...sent, ...standings[standing as Standing] };
    expectTable(table, (person, action) => can(viewerOf(person), action as Action, referral));
  });

  test('whose act it is, whatever the state', () => {
    const table = `
      theirs    ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
      take      -          -         -          yes    yes     -      -        -       -         -
      record    -          -         -          yes    yes     -      -        -       -         -
      pass      -          -         -          yes    yes     -      -        -       -         -
      answer    -          -         -          yes    yes     -      -        -       -         -
      reopen    -          -         -          yes    yes     -      -        -       -         -
      ask       -          -         -          yes    yes     -      -        -       -         -
      say       yes        -         -          -      -       -      -        -       -         -
      withdraw  yes        -         -          -      -       -      -        -       -         -
      see       yes        -         -          yes    yes     -      -        -       -         -`;
    expect(rowsOf(table)).toEqual(actions);
    expectTable(table, (person, action) => isTheirs(viewerOf(person), action as Action, sent));
  });
});

describe('once it was passed to RILO ESA', () => {
  test.each(
    tablesIn(`
    sent      ke.limited ke.reader ke.officer ke.ncp ke.ncp2 tz.ncp rilo.esa rilo.ap wco.admin unep.partner
    take      -          -         -          -      -       -      yes      -       -         -
    record    -          -         -          -      -       -      yes      -       -         -
    pass      -          -         -          -      -       -      yes      -       -         -
    answer    -          -         -          -      -       -      yes      -       -         -
    reopen    -          -         -          -      -       -      -        -       -         -
    ask       -          -         -          -      -       -      yes      -       -         -
    say       yes        -         -          -      -       -      -        -       -         -
    withdraw  yes        -         -          -      -       -      -        -       -         -
    see       yes        -         -          -      -       -      yes      -       -         -`),
  )('%s: it is the RILO’s, no more the contact points’', (_standing, table) => {
    const passed = { ...sent, officeId: offices['RILO-ESA'].id, ...standings.sent };
    expectTable(table, (person, action) => can(viewerOf(person), action as Action, passed));
  });
});

test('a record is made only by who enters records for the country where it happened', () => {
  expectTable(
    `
    country  ke.ncp rilo.esa
    KE       yes    yes
    TZ       -      yes
    VN       -      -`,
    (person, country) => {
      const viewer = viewerOf(person);
      return can(viewer, 'record', { ...sent, officeId: viewer.office.id, country, ...standings.sent });
    },
  );
});

test('to whom somebody sends: not to the desk that is their own', () => {
  expectTable(
    `
    road  ke.limited ke.reader ke.officer ke.ncp rilo.esa wco.admin wco.cenmat
    ncp   yes        yes       yes        -      yes      yes       yes
    rilo  yes        yes       yes        yes    -        yes       yes`,
    (person, road) => roadsOf(viewerOf(person)).includes(road as 'ncp'),
  );
});
