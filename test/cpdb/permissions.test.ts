import { describe, expect, test } from 'vitest';
import { can, isTheirs, type Action } from '../../src/cpdb/pictures/permissions.ts';
import { states, type State } from '../../src/cpdb/pictures/picture.ts';
import { isTrainer } from '../../src/cpdb/training/scope.ts';
import { offices, viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf, tablesIn } from '../support/matrix.ts';

const every: Readonly<Record<Action, true>> = {
  edit: true,
  submit: true,
  takeBack: true,
  discard: true,
  publish: true,
  return: true,
  withdraw: true,
  original: true,
};
const ofKenya = { officeId: offices.KE.id, regionId: offices['RILO-ESA'].id };

describe('what may be done with a picture of Kenya', () => {
  const tables = tablesIn(`
    draft     ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit      -          -         yes        -      -        -         -       -         -          -
    submit    -          -         yes        -      -        -         -       -         -          -
    takeBack  -          -         -          -      -        -         -       -         -          -
    discard   -          -         yes        -      -        -         -       -         -          -
    publish   -          -         -          -      -        -         -       -         -          -
    return    -          -         -          -      -        -         -       -         -          -
    withdraw  -          -         -          -      -        -         -       -         -          -
    original  -          -         yes        -      yes      -         -       yes       -          -

    submitted  ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -          -         -          -      -        -         -       -         -          -
    submit     -          -         -          -      -        -         -       -         -          -
    takeBack   -          -         yes        -      -        -         -       -         -          -
    discard    -          -         -          -      -        -         -       -         -          -
    publish    -          -         -          -      yes      -         -       yes       -          -
    return     -          -         -          -      yes      -         -       yes       -          -
    withdraw   -          -         -          -      -        -         -       -         -          -
    original   -          -         yes        -      yes      -         -       yes       -          -

    returned  ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit      -          -         yes        -      -        -         -       -         -          -
    submit    -          -         yes        -      -        -         -       -         -          -
    takeBack  -          -         -          -      -        -         -       -         -          -
    discard   -          -         yes        -      -        -         -       -         -          -
    publish   -          -         -          -      -        -         -       -         -          -
    return    -          -         -          -      -        -         -       -         -          -
    withdraw  -          -         -          -      -        -         -       -         -          -
    original  -          -         yes        -      yes      -         -       yes       -          -

    published  ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -          -         -          -      -        -         -       -         -          -
    submit     -          -         -          -      -        -         -       -         -          -
    takeBack   -          -         -          -      -        -         -       -         -          -
    discard    -          -         -          -      -        -         -       -         -          -
    publish    -          -         -          -      -        -         -       -         -          -
    return     -          -         -          -      yes      -         -       yes       -          -
    withdraw   -          -         yes        -      yes      -         -       yes       -          -
    original   -          -         yes        -      yes      -         -       yes       -          -

    withdrawn  ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -          -         -          -      -        -         -       -         -          -
    submit     -          -         -          -      -        -         -       -         -          -
    takeBack   -          -         -          -      -        -         -       -         -          -
    discard    -          -         -          -      -        -         -       -         -          -
    publish    -          -         -          -      -        -         -       -         -          -
    return     -          -         -          -      -        -         -       -         -          -
    withdraw   -          -         -          -      -        -         -       -         -          -
    original   -          -         yes        -      yes      -         -       yes       -          -

    discarded  ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -          -         -          -      -        -         -       -         -          -
    submit     -          -         -          -      -        -         -       -         -          -
    takeBack   -          -         -          -      -        -         -       -         -          -
    discard    -          -         -          -      -        -         -       -         -          -
    publish    -          -         -          -      -        -         -       -         -          -
    return     -          -         -          -      -        -         -       -         -          -
    withdraw   -          -         -          -      -        -         -       -         -          -
    original   -          -         yes        -      yes      -         -       yes       -          -`);

  test('every state has its table', () => {
    expect(tables.map(([state]) => state)).toEqual(states);
  });

  test.each(tables)('%s', (state, table) => {
    expect(rowsOf(table)).toEqual(Object.keys(every));
    expectTable(table, (person, action) =>
      can(viewerOf(person), action as Action, { ...ofKenya, state: state as State }),
    );
  });
});

test('whose act it is, whatever the state', () => {
  const table = `
    theirs    ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit      -          -         yes        -      -        -         -       -         -          -
    submit    -          -         yes        -      -        -         -       -         -          -
    takeBack  -          -         yes        -      -        -         -       -         -          -
    discard   -          -         yes        -      -        -         -       -         -          -
    publish   -          -         -          -      yes      -         -       yes       -          -
    return    -          -         -          -      yes      -         -       yes       -          -
    withdraw  -          -         yes        -      yes      -         -       yes       -          -
    original  -          -         yes        -      yes      -         -       yes       -          -`;
  expect(rowsOf(table)).toEqual(Object.keys(every));
  for (const state of states)
    expectTable(table, (person, action) => isTheirs(viewerOf(person), action as Action, { ...ofKenya, state }));
});

test('a picture the Secretariat contributes is of no region: no RILO reviews it', () => {
  expectTable(
    `
    submitted  ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    takeBack   -          -         -          -      -        -         -       yes       yes        -
    publish    -          -         -          -      -        -         -       yes       -          -
    return     -          -         -          -      -        -         -       yes       -          -
    original   -          -         -          -      -        -         -       yes       yes        -`,
    (person, action) =>
      can(viewerOf(person), action as Action, { officeId: offices.WCO.id, regionId: null, state: 'submitted' }),
  );
});

test('who keeps the training sets of an office', () => {
  expectTable(
    `
    office    ke.limited ke.reader ke.officer vn.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    KE        -          -         yes        -      -        -         -       -         -          -
    RILO-ESA  -          -         -          -      yes      yes       -       -         -          -
    WCO       -          -         -          -      -        -         -       yes       yes        -`,
    (person, office) => isTrainer(viewerOf(person), { officeId: offices[office as keyof typeof offices].id }),
  );
});
