import { describe, expect, test } from 'vitest';
import { editOf } from '../../src/network/permissions.ts';
import { actions, can, type Action } from '../../src/network/suggestions/permissions.ts';
import { offices, viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf, tablesIn } from '../support/matrix.ts';

test('how much of an office’s contact data somebody edits: all, hours and staff (desk), or none', () => {
  const table = `
    office    ke.limited ke.reader ke.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat wco.staff unep.partner
    KE        none       none      none   none     none      none    all       none       none      none
    TZ        none       none      none   none     none      none    all       none       none      none
    VN        none       none      none   none     none      none    all       none       none      none
    RILO-ESA  none       none      none   desk     none      none    all       none       none      none
    RILO-AP   none       none      none   none     none      desk    all       none       none      none
    WCO       none       none      none   none     none      none    all       none       none      none
    UNEP      none       none      none   none     none      none    none      none       none      none`;
  expect(rowsOf(table)).toEqual(Object.keys(offices));
  expectTable(table, (person, office) => editOf(viewerOf(person), offices[office as keyof typeof offices]));
});

/** Where a suggestion stands. */
const standings = {
  open: { state: 'open', endorsedAt: null },
  endorsed: { state: 'open', endorsedAt: '2026-03-14T09:00:00Z' },
  accepted: { state: 'accepted', endorsedAt: null },
  planned: { state: 'planned', endorsedAt: null },
  done: { state: 'done', endorsedAt: null },
  declined: { state: 'declined', endorsedAt: null },
} as const;

describe('what may be done with a suggestion of Kenya', () => {
  const tables = tablesIn(`
    open     ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse  -          -      -       -      -      yes      -       -         -          -
    comment  -          -      -       -      -      yes      -       -         -          -
    support  -          -      -       yes    yes    yes      yes     -         -          -
    decide   -          -      -       -      -      -        -       -         yes        -
    see      -          yes    yes     -      -      -        -       -         -          -

    endorsed  ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse   -          -      -       -      -      -        -       -         -          -
    comment   -          -      -       -      -      yes      -       -         -          -
    support   -          -      -       yes    yes    yes      yes     -         -          -
    decide    -          -      -       -      -      -        -       -         yes        -
    see       -          yes    yes     -      -      -        -       -         -          -

    accepted  ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse   -          -      -       -      -      yes      -       -         -          -
    comment   -          -      -       -      -      yes      -       -         -          -
    support   -          -      -       yes    yes    yes      yes     -         -          -
    decide    -          -      -       -      -      -        -       -         yes        -
    see       -          yes    yes     -      -      -        -       -         -          -

    planned  ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse  -          -      -       -      -      yes      -       -         -          -
    comment  -          -      -       -      -      yes      -       -         -          -
    support  -          -      -       yes    yes    yes      yes     -         -          -
    decide   -          -      -       -      -      -        -       -         yes        -
    see      -          yes    yes     -      -      -        -       -         -          -

    done     ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse  -          -      -       -      -      -        -       -         -          -
    comment  -          -      -       -      -      yes      -       -         -          -
    support  -          -      -       -      -      -        -       -         -          -
    decide   -          -      -       -      -      -        -       -         yes        -
    see      -          yes    yes     -      -      -        -       -         -          -

    declined  ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse   -          -      -       -      -      -        -       -         -          -
    comment   -          -      -       -      -      yes      -       -         -          -
    support   -          -      -       -      -      -        -       -         -          -
    decide    -          -      -       -      -      -        -       -         yes        -
    see       -          yes    yes     -      -      -        -       -         -          -`);

  test('every standing has its table', () => {
    expect(tables.map(([standing]) => standing)).toEqual(Object.keys(standings));
  });

  test.each(tables)('%s', (standing, table) => {
    expect(rowsOf(table)).toEqual(actions);
    const suggestion = { officeId: offices.KE.id, country: 'KE', ...standings[standing as keyof typeof standings] };
    expectTable(table, (person, action) => can(viewerOf(person), action as Action, suggestion));
  });
});

describe('what may be done with a suggestion of an office without a country', () => {
  test.each(
    tablesIn(`
    RILO-ESA  ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse   -          -      -       -      -      -        -       -         -          -
    comment   -          -      -       -      -      -        -       -         -          -
    support   -          yes    yes     yes    yes    -        yes     -         -          -
    decide    -          -      -       -      -      -        -       -         yes        -
    see       -          -      -       -      -      -        -       -         -          -

    WCO      ke.officer ke.ncp ke.ncp2 tz.ncp vn.ncp rilo.esa rilo.ap wco.admin wco.cenmat unep.partner
    endorse  -          -      -       -      -      -        -       -         -          -
    comment  -          -      -       -      -      -        -       -         -          -
    support  -          yes    yes     yes    yes    yes      yes     -         -          -
    decide   -          -      -       -      -      -        -       -         yes        -
    see      -          -      -       -      -      -        -       -         -          -`),
  )('%s', (office, table) => {
    const suggestion = { officeId: offices[office as 'WCO'].id, country: null, ...standings.open };
    expectTable(table, (person, action) => can(viewerOf(person), action as Action, suggestion));
  });
});
