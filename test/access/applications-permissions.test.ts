import { expect, test } from 'vitest';
import {
  dutiesFor,
  isWithin,
  levelsFor,
  needsTwo,
  states,
  type Decision,
} from '../../src/access/applications/application.ts';
import { mayDo, type Shown } from '../../src/access/applications/pages/presenter-show.ts';
import type { Duty, Level, OfficeKind } from '../../src/access/viewer.ts';
import { accountOf, offices, viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf } from '../support/matrix.ts';

/** An application that ke.ncp made and wco.admin consented to, where a second administrator must agree. */
const shown = (more: object = {}, kind: OfficeKind = 'administration'): Shown =>
  ({
    application: {
      ...{ state: 'submitted', decided: null, consentedBy: null, madeBy: accountOf('ke.ncp') },
      ...{ officeId: offices.KE.id, level: 'unlimited', duties: [] },
      ...more,
    },
    office: { kind },
  }) as unknown as Shown;

function words(login: string, one: Shown): string {
  const may = mayDo(viewerOf(login), one);
  const said = [
    may.decides ? (may.blocked ?? 'decides') : '',
    may.answers ? 'answers' : '',
    may.withdraws ? 'takesBack' : '',
  ];
  return said.filter(word => word !== '').join('+') || '-';
}

test('what may be done with an application of Kenya', () => {
  const table = `
    state      ke.ncp            tz.ncp rilo.esa wco.admin   wco.admin2
    submitted  takesBack         -      -        decides     decides
    asked      answers+takesBack -      -        decides     decides
    consented  takesBack         -      -        ownConsent  decides
    granted    -                 -      -        -           -
    refused    -                 -      -        -           -
    withdrawn  -                 -      -        -           -`;
  expect(rowsOf(table)).toEqual(states);
  expectTable(table, (login, state) =>
    words(login, shown({ state, consentedBy: state === 'consented' ? accountOf('wco.admin') : null })),
  );
});

test('who applied decides alone on nothing; where two must agree they may be the first', () => {
  expectTable(
    `
    applied        wco.admin                    wco.admin2
    administration ownApplication+takesBack     decides
    rilo           decides+takesBack            decides`,
    (login, kind) => words(login, shown({ madeBy: accountOf('wco.admin') }, kind as OfficeKind)),
  );
});

test('what an office of each kind may ask for, and what two administrators grant', () => {
  expectTable(
    `
    kind            levels                      duties               unlimited administrator
    administration  limited+read_only+unlimited ncp                  -         yes
    rilo            limited+read_only+unlimited rilo                 yes       yes
    secretariat     limited+read_only+unlimited administrator+cenmat yes       yes
    partner         partner                     -                    yes       yes`,
    (what, row) => {
      const kind = row as OfficeKind;
      if (what === 'levels') return levelsFor(kind).join('+');
      if (what === 'duties') return dutiesFor[kind].join('+') || '-';
      return needsTwo({ level: 'unlimited', duties: what === 'administrator' ? ['administrator'] : [] }, kind);
    },
  );
});

test('what is given is no more than what was asked: level, duties and end', () => {
  const access = (level: Level, endsOn: string, ...duties: Duty[]): Decision => ({ level, duties, endsOn });
  const asked = access('read_only', '2027-06-30', 'ncp');
  const given: Readonly<Record<string, Decision>> = {
    same: asked,
    lower: access('limited', '2027-06-30'),
    higher: access('unlimited', '2027-06-30', 'ncp'),
    'other-duty': access('read_only', '2027-06-30', 'cenmat'),
    'a-day-less': access('read_only', '2027-06-29'),
    'a-day-more': access('read_only', '2027-07-01', 'ncp'),
    partner: access('partner', '2027-06-30'),
  };
  expectTable(
    `
    given       within
    same        yes
    lower       yes
    higher      -
    other-duty  -
    a-day-less  yes
    a-day-more  -
    partner     -`,
    (_column, name) => isWithin(given[name] ?? asked, asked),
  );
});
