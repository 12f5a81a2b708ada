import { expect, test } from 'vitest';
import { rights, type Right, type Viewer } from '../../src/access/index.ts';
import { viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf } from '../support/matrix.ts';

const table = `
  right               ke.limited ke.reader ke.officer ke.ncp rilo.esa wco.admin wco.cenmat wco.staff unep.partner
  public              yes        yes       yes        yes    yes      yes       yes        yes       yes
  account             yes        yes       yes        yes    yes      yes       yes        yes       yes
  member              yes        yes       yes        yes    yes      yes       yes        yes       -
  database:read       -          yes       yes        yes    yes      yes       yes        yes       -
  database:write      -          -         yes        yes    yes      yes       yes        yes       -
  database:approve    -          -         -          yes    -        -         -          -         -
  database:verify     -          -         -          -      yes      yes       -          -         -
  accounts:manage     -          -         -          yes    yes      yes       -          -         -
  trail               -          -         -          yes    yes      yes       -          -         -
  proposal:decide     -          -         yes        yes    yes      yes       yes        yes       -
  administrator       -          -         -          -      -        yes       -          -         -
  ncp                 -          -         -          yes    -        -         -          -         -
  rilo                -          -         -          -      yes      -         -          -         -
  return              -          -         yes        yes    yes      yes       -          -         -
  obligations         -          -         yes        yes    yes      yes       -          -         -
  report:edit         -          -         -          -      yes      yes       -          -         -
  cenmat              -          -         -          -      -        -         yes        -         -
  office:edit         -          -         -          -      yes      yes       -          -         -
  cws:write           -          -         -          yes    yes      yes       -          -         -
  cpdb:review         -          -         -          -      yes      yes       -          -         -
  suggestion:support  -          -         -          yes    yes      -         -          -         -
  referral:handle     -          -         -          yes    yes      -         -          -         -
  cencomm             -          yes       yes        yes    yes      yes       yes        yes       yes
  cencomm:request     -          -         -          yes    yes      -         -          -         -`;

test('who has which right', () => {
  expect(rowsOf(table)).toEqual(Object.keys(rights));
  expectTable(table, (person, right) => rights[right as Right](viewerOf(person)));
});

const misplaced = `
  right            ncp.of.rilo rilo.of.ke admin.read_only cenmat.read_only
  accounts:manage  -           -          -               -
  trail            yes         yes        -               -
  administrator    -           -          -               -
  ncp              -           -          -               -
  rilo             -           -          -               -
  cenmat           -           -          -               -`;

test('a duty gives nothing in an office of another kind or below Unlimited', () => {
  const people: Readonly<Record<string, Viewer>> = {
    'ncp.of.rilo': { ...viewerOf('rilo.esa'), duties: ['ncp'] },
    'rilo.of.ke': { ...viewerOf('ke.officer'), duties: ['rilo'] },
    'admin.read_only': { ...viewerOf('wco.admin'), level: 'read_only' },
    'cenmat.read_only': { ...viewerOf('wco.cenmat'), level: 'read_only' },
  };
  expectTable(misplaced, (person, right) => rights[right as Right](people[person] ?? viewerOf(person)));
});
