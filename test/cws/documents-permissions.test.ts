import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { can, type Action, type Subject } from '../../src/cws/documents/permissions.ts';
import { audiencesOf } from '../../src/cws/documents/publishing/audience.ts';
import { kindCodes, type KindCode } from '../../src/cws/kinds/index.ts';
import { mayCheck } from '../../src/cws/library/check.ts';
import { offices, viewerOf } from '../support/viewers.ts';
import { expectTable, rowsOf, tablesIn } from '../support/matrix.ts';

const every: Readonly<Record<Action, true>> = {
  edit: true,
  submit: true,
  takeBack: true,
  return: true,
  publish: true,
  widen: true,
  askWorld: true,
  withdraw: true,
  discard: true,
};

/** Where a document stands; "+draft" has a working copy open beside the version that was published. */
const standings = {
  draft: { state: 'draft', isOpen: true, audience: 'region' },
  submitted: { state: 'submitted', isOpen: true, audience: 'region' },
  returned: { state: 'returned', isOpen: true, audience: 'region' },
  published: { state: 'published', isOpen: false, audience: 'region' },
  'to-the-world': { state: 'published', isOpen: false, audience: 'world' },
  'published+draft': { state: 'published', isOpen: true, audience: 'region' },
  withdrawn: { state: 'withdrawn', isOpen: false, audience: 'region' },
  'withdrawn+draft': { state: 'withdrawn', isOpen: true, audience: 'region' },
  discarded: { state: 'discarded', isOpen: false, audience: 'region' },
} as const;
type Standing = keyof typeof standings;

const alertOfKenya = { kind: 'alert', officeId: offices.KE.id, regionId: offices['RILO-ESA'].id, version: 1 } as const;

describe('what may be done with an alert of Kenya', () => {
  const tables = tablesIn(`
    draft     ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit      -         -          yes    -      -        -         -       -         -          -
    submit    -         -          yes    -      -        -         -       -         -          -
    takeBack  -         -          -      -      -        -         -       -         -          -
    return    -         -          -      -      -        -         -       -         -          -
    publish   -         -          -      -      -        -         -       -         -          -
    widen     -         -          -      -      -        -         -       -         -          -
    askWorld  -         -          -      -      -        -         -       -         -          -
    withdraw  -         -          -      -      -        -         -       -         -          -
    discard   -         -          yes    -      -        -         -       -         -          -

    submitted  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -         -          -      -      yes      -         -       yes       -          -
    submit     -         -          -      -      -        -         -       -         -          -
    takeBack   -         -          yes    -      -        -         -       -         -          -
    return     -         -          -      -      yes      -         -       yes       -          -
    publish    -         -          -      -      yes      -         -       yes       -          -
    widen      -         -          -      -      -        -         -       -         -          -
    askWorld   -         -          -      -      -        -         -       -         -          -
    withdraw   -         -          -      -      -        -         -       -         -          -
    discard    -         -          -      -      -        -         -       -         -          -

    returned  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit      -         -          yes    -      -        -         -       -         -          -
    submit    -         -          yes    -      -        -         -       -         -          -
    takeBack  -         -          -      -      -        -         -       -         -          -
    return    -         -          -      -      -        -         -       -         -          -
    publish   -         -          -      -      -        -         -       -         -          -
    widen     -         -          -      -      -        -         -       -         -          -
    askWorld  -         -          -      -      -        -         -       -         -          -
    withdraw  -         -          -      -      -        -         -       -         -          -
    discard   -         -          yes    -      -        -         -       -         -          -

    published  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -         -          -      -      yes      -         -       yes       -          -
    submit     -         -          -      -      -        -         -       -         -          -
    takeBack   -         -          -      -      -        -         -       -         -          -
    return     -         -          -      -      -        -         -       -         -          -
    publish    -         -          -      -      -        -         -       -         -          -
    widen      -         -          -      -      -        -         -       yes       -          -
    askWorld   -         -          -      -      yes      -         -       -         -          -
    withdraw   -         -          -      -      yes      -         -       yes       -          -
    discard    -         -          -      -      -        -         -       -         -          -

    to-the-world  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit          -         -          -      -      yes      -         -       yes       -          -
    submit        -         -          -      -      -        -         -       -         -          -
    takeBack      -         -          -      -      -        -         -       -         -          -
    return        -         -          -      -      -        -         -       -         -          -
    publish       -         -          -      -      -        -         -       -         -          -
    widen         -         -          -      -      -        -         -       -         -          -
    askWorld      -         -          -      -      -        -         -       -         -          -
    withdraw      -         -          -      -      yes      -         -       yes       -          -
    discard       -         -          -      -      -        -         -       -         -          -

    published+draft  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit             -         -          -      -      yes      -         -       yes       -          -
    submit           -         -          -      -      -        -         -       -         -          -
    takeBack         -         -          -      -      -        -         -       -         -          -
    return           -         -          -      -      -        -         -       -         -          -
    publish          -         -          -      -      yes      -         -       yes       -          -
    widen            -         -          -      -      -        -         -       yes       -          -
    askWorld         -         -          -      -      yes      -         -       -         -          -
    withdraw         -         -          -      -      yes      -         -       yes       -          -
    discard          -         -          -      -      yes      -         -       yes       -          -

    withdrawn  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -         -          -      -      yes      -         -       yes       -          -
    submit     -         -          -      -      -        -         -       -         -          -
    takeBack   -         -          -      -      -        -         -       -         -          -
    return     -         -          -      -      -        -         -       -         -          -
    publish    -         -          -      -      -        -         -       -         -          -
    widen      -         -          -      -      -        -         -       -         -          -
    askWorld   -         -          -      -      -        -         -       -         -          -
    withdraw   -         -          -      -      -        -         -       -         -          -
    discard    -         -          -      -      -        -         -       -         -          -

    withdrawn+draft  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit             -         -          -      -      yes      -         -       yes       -          -
    submit           -         -          -      -      -        -         -       -         -          -
    takeBack         -         -          -      -      -        -         -       -         -          -
    return           -         -          -      -      -        -         -       -         -          -
    publish          -         -          -      -      yes      -         -       yes       -          -
    widen            -         -          -      -      -        -         -       -         -          -
    askWorld         -         -          -      -      -        -         -       -         -          -
    withdraw         -         -          -      -      -        -         -       -         -          -
    discard          -         -          -      -      yes      -         -       yes       -          -

    discarded  ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    edit       -         -          -      -      -        -         -       -         -          -
    submit     -         -          -      -      -        -         -       -         -          -
    takeBack   -         -          -      -      -        -         -       -         -          -
    return     -         -          -      -      -        -         -       -         -          -
    publish    -         -          -      -      -        -         -       -         -          -
    widen      -         -          -      -      -        -         -       -         -          -
    askWorld   -         -          -      -      -        -         -       -         -          -
    withdraw   -         -          -      -      -        -         -       -         -          -
    discard    -         -          -      -      -        -         -       -         -          -`);

  test('every standing has its table', () => {
    expect(tables.map(([standing]) => standing)).toEqual(Object.keys(standings));
  });

  test.each(tables)('%s', (standing, table) => {
    expect(rowsOf(table)).toEqual(Object.keys(every));
    const alert: Subject = { ...alertOfKenya, ...standings[standing as Standing] };
    expectTable(table, (person, action) => can(viewerOf(person), action as Action, alert));
  });
});

describe('by kind of document', () => {
  const kindsIn = (table: string): void => expect(rowsOf(table)).toEqual(kindCodes);

  /** A new document of the viewer's office, for its region if it has one. */
  const own = ({ office }: Viewer, kind: string): Subject => ({
    ...{ kind: kind as KindCode, officeId: office.id, regionId: office.riloId, version: 1 },
    ...{ state: 'draft', isOpen: true, audience: 'world' },
  });

  test('who publishes a draft of the own office at once, who sends it to the desk that does', () => {
    const table = `
      kind          ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
      alert         -         -          submit submit publish  -         publish publish   -          -
      sheet         -         -          -      -      publish  -         publish publish   -          -
      page          -         -          -      -      -        -         -       publish   -          -
      bulletin      -         -          -      -      publish  -         publish -         -          -
      report        -         -          -      -      publish  -         publish -         -          -
      presentation  -         -          -      -      publish  -         publish -         -          -
      release       -         -          submit submit -        -         -       publish   -          -`;
    kindsIn(table);
    expectTable(table, (login, kind) => {
      const viewer = viewerOf(login);
      const may = (action: Action): boolean => can(viewer, action, own(viewer, kind));
      expect(may('edit')).toBe(may('publish') !== may('submit'));
      return may('publish') ? 'publish' : may('submit') ? 'submit' : '-';
    });
  });

  test.each(
    tablesIn(`
    submitted     ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    alert         -         -          -      -      yes      -         -       yes       -          -
    sheet         -         -          -      -      yes      -         -       yes       -          -
    page          -         -          -      -      -        -         -       yes       -          -
    bulletin      -         -          -      -      yes      -         -       -         -          -
    report        -         -          -      -      yes      -         -       -         -          -
    presentation  -         -          -      -      yes      -         -       -         -          -
    release       -         -          -      -      -        -         -       yes       -          -

    published     ke.reader ke.officer ke.ncp tz.ncp rilo.esa esa.staff rilo.ap wco.admin wco.cenmat unep.partner
    alert         -         -          -      -      yes      -         -       yes       -          -
    sheet         -         -          -      -      yes      -         -       yes       -          -
    page          -         -          -      -      -        -         -       yes       -          -
    bulletin      -         -          -      -      yes      -         -       -         -          -
    report        -         -          -      -      yes      -         -       -         -          -
    presentation  -         -          -      -      yes      -         -       -         -          -
    release       -         -          -      -      -        -         -       yes       -          -`),
  )('%s by RILO ESA: who publishes it, who withdraws it', (standing, table) => {
    kindsIn(table);
    const action = standing === 'submitted' ? 'publish' : 'withdraw';
    const ofRilo = { officeId: offices['RILO-ESA'].id, regionId: offices['RILO-ESA'].id, version: 1 };
    expectTable(table, (login, kind) =>
      can(viewerOf(login), action, { ...ofRilo, kind: kind as KindCode, ...standings[standing as Standing] }),
    );
  });

  test('for whom a document of the region is published', () => {
    const table = `
      kind          ke.ncp        rilo.esa      rilo.ap       wco.admin     wco.cenmat
      alert         region        region        region        region+world  region
      sheet         region        region        region        region+world  region
      page          world         world         world         world         world
      bulletin      region        region+world  region        region        region
      report        region        region+world  region        region        region
      presentation  world         world         world         world         world
      release       world         world         world         world         world`;
    kindsIn(table);
    expectTable(table, (login, kind) =>
      audiencesOf(viewerOf(login), { kind: kind as KindCode, regionId: offices['RILO-ESA'].id, audience: null }).join(
        '+',
      ),
    );
  });

  test('what the world reads is published for the world again, by its RILO too, or narrowed', () => {
    expectTable(
      `
      kind      rilo.esa      wco.admin
      alert     world+region  world+region
      sheet     world+region  world+region
      bulletin  world+region  world+region
      release   world         world`,
      (login, kind) =>
        audiencesOf(viewerOf(login), {
          kind: kind as KindCode,
          regionId: offices['RILO-ESA'].id,
          audience: 'world',
        }).join('+'),
    );
  });
});

test('who says that a page still holds: its keeper and the administrators, while it is out', () => {
  expectTable(
    `
    page       ke.limited ke.officer ke.ncp rilo.esa wco.admin wco.admin2 wco.cenmat unep.partner
    draft      -          -          -      -        -         -          -          -
    published  -          yes        -      -        yes       yes        -          -
    withdrawn  -          -          -      -        -         -          -          -`,
    (login, state) => mayCheck(viewerOf(login), { state: state as Subject['state'], facts: { keeper: 'ke.officer' } }),
  );
});
