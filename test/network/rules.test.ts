import { describe, expect, test } from 'vitest';
import { isPersonalMail, officialMail, phone, readForm, text, type Field } from '../../src/fields/index.ts';
import { daysText, isOpen, localTime } from '../../src/network/hours.ts';
import { planMove } from '../../src/network/rilos/membership.ts';
import { dayBefore, type Hours } from '../../src/network/office.ts';
import type { HeldMembership } from '../../src/network/store-offices.ts';
import { decisions, decisionsFrom, hasNews, stateAfter, states } from '../../src/network/suggestions/suggestion.ts';
import type { Office } from '../../src/reference/index.ts';

const rilo = (id: number, activeFrom: string | null = null, activeTo: string | null = null): Office => ({
  id,
  code: `RILO-${id}`,
  kind: 'rilo',
  nameEn: '',
  nameFr: '',
  country: 'KE',
  hostCity: '',
  activeFrom,
  activeTo,
  defaultRelease: 'all',
  releaseCeiling: 'all',
  approveHeadings: [],
});
const held = (riloId: number, validFrom: string, validTo: string | null): HeldMembership => ({
  id: riloId,
  riloId,
  country: 'KE',
  validFrom,
  validTo,
});
const problemOf = (plan: ReturnType<typeof planMove>) =>
  'problem' in plan ? `${plan.problem.path} ${plan.problem.key.split('.')[1]}` : (plan.move.ends?.lastDay ?? 'joins');

describe('moving a Member', () => {
  test.each([
    ['a first membership', [], rilo(2), '2026-01-01', 'joins'],
    ['the old one ends the day before', [held(1, '2000-07-01', null)], rilo(2), '2026-03-01', '2026-02-28'],
    ['over a leap day', [held(1, '2000-07-01', null)], rilo(2), '2024-03-01', '2024-02-29'],
    ['the day it began: an overlap', [held(1, '2000-07-01', null)], rilo(2), '2000-07-01', 'from overlap'],
    ['before it began: an overlap', [held(1, '2000-07-01', null)], rilo(2), '1999-01-01', 'from overlap'],
    [
      'in the midst of a decided future',
      [held(1, '2000-07-01', '2027-06-30'), held(2, '2027-07-01', null)],
      rilo(3),
      '2027-01-01',
      'from overlap',
    ],
    ['to the RILO it belongs to', [held(1, '2000-07-01', null)], rilo(1), '2026-01-01', 'rilo sameRilo'],
    ['a day between: a gap', [held(1, '2000-07-01', '2025-12-30')], rilo(2), '2026-01-01', 'from gap'],
    ['the day after an end', [held(1, '2000-07-01', '2025-12-31')], rilo(2), '2026-01-01', 'joins'],
    [
      'back to the RILO that ended the day before',
      [held(1, '2000-07-01', '2025-12-31')],
      rilo(1),
      '2026-01-01',
      'joins',
    ],
    ['an end in the future comes sooner', [held(1, '2000-07-01', '2027-12-31')], rilo(2), '2026-01-01', '2025-12-31'],
    [
      'a RILO not yet founded',
      [held(1, '2000-07-01', null)],
      rilo(2, '2026-02-01'),
      '2026-01-31',
      'rilo riloNotActive',
    ],
    [
      'a RILO that has closed',
      [held(1, '2000-07-01', null)],
      rilo(2, null, '2025-12-31'),
      '2026-01-01',
      'rilo riloNotActive',
    ],
  ] as const)('%s', (_, memberships, to, from, outcome) =>
    expect(problemOf(planMove(memberships, to, from))).toBe(outcome),
  );

  test('the day before', () =>
    expect(['2026-01-01', '2024-03-01', '2000-01-01'].map(dayBefore)).toEqual([
      '2025-12-31',
      '2024-02-29',
      '1999-12-31',
    ]));
});

const outcome = (field: Field<string>, typed: string) => {
  const { values, problems } = readForm({ field: typed }, { field });
  return values?.field ?? `! ${problems[0]?.key.split('.')[1] ?? problems[0]?.key}`;
};

describe('office data', () => {
  test.each([
    ['ncp@customs.ke.example', 'ncp@customs.ke.example'],
    [' Office@RILO-ESA.Example ', 'Office@rilo-esa.example'],
    ['', '! missing'],
    ['someone@gmail.com', '! personalMail'],
    ['a@yahoo.co.uk', '! personalMail'],
    ['a@YAHOO.FR', '! personalMail'],
    ['a@qq.com', '! personalMail'],
    ['a@mail.ru', '! personalMail'],
    ['a@mail.customs.example', 'a@mail.customs.example'],
    ['a@gmail.customs.example', 'a@gmail.customs.example'],
    ['no address', '! noMail'],
    ['a@b', '! noMail'],
    ['a@@b.example', '! noMail'],
    ['a@b..example', '! noMail'],
    ['a@b.example\r\nBcc: c@d.example', '! noMail'],
    ['a@b.example,c@d.example', '! noMail'],
    ['<a@b.example>', '! noMail'],
    [`${'a'.repeat(190)}@customs.example`, '! noMail'],
  ])('mail %j', (typed, expected) => expect(outcome(officialMail(), typed)).toBe(expected));

  test.each([
    ['+254 20 281 7000', '+254 20 281 7000'],
    ['+1 (758) 468-4800', '+1 (758) 468-4800'],
    ['', ''],
    ['020 2817000', '! noPhone'],
    ['+254', '! noPhone'],
    ['+0 20 281 7000', '! noPhone'],
    ['+254 20 281 7000 ext 5', '! noPhone'],
    [`+${'1'.repeat(40)}`, '! noPhone'],
  ])('phone %j', (typed, expected) => expect(outcome(phone, typed)).toBe(expected));

  test('personal domains are known by what stands before the ending', () => {
    expect(
      [
        'x@outlook.com',
        'x@hotmail.co.uk',
        'x@gmx.de',
        'x@customs.go.ke',
        'x@douane.gouv.sn',
        'x@web.customs.example',
      ].map(isPersonalMail),
    ).toEqual([true, true, true, false, false, false]);
  });

  test('free text about a person is stopped, functions and letters pass', () => {
    const check = text({ max: 120 });
    for (const passes of [
      'Head, Risk Analysis Division',
      'Director, Enforcement and Investigations',
      'Chef de la division de l’analyse de risque',
      'KE/CEN/3/2020',
      'CUS/HQ/2026/0114',
      'Decision of the Enforcement Committee, 45th session, March 2026',
    ])
      expect(outcome(check, passes)).toBe(passes);
    for (const stops of ['Mr John Kamau', 'write to jane.doe@gmail.com', 'call +254 722 123 456'])
      expect(outcome(check, stops)).toBe('! nominal');
    expect(outcome(check, 'x'.repeat(121))).toBe('! findings:tooLong');
    expect(outcome(check, 'a\u202eb')).toBe('! findings:characterBidi');
  });

  test('a field the form does not have, or has twice, is an error', () => {
    const fields = { reason: text({ max: 10 }) };
    expect(readForm({ reason: ' ok ', _csrf: 'x' }, fields)).toMatchObject({ values: { reason: 'ok' }, problems: [] });
    expect(readForm(undefined, fields).problems).toEqual([{ path: 'reason', key: 'forms:problem.missing' }]);
    for (const body of [
      { reason: 'a', office_id: '1' },
      { reason: ['a', 'b'] },
      { __proto__x: '1' },
      JSON.parse('{"__proto__":"1"}') as unknown,
      { constructor: '1' },
    ])
      expect(() => readForm(body, fields)).toThrow('bad request');
  });
});

describe('contact hours', () => {
  const nairobi: Hours = {
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    opens: '08:00',
    closes: '17:00',
    timeZone: 'Africa/Nairobi',
  };
  test('days that follow each other are one stretch', () => {
    expect([
      daysText(nairobi.days, 'en'),
      daysText(['sun', 'mon', 'tue'], 'en'),
      daysText(['sat'], 'en'),
      daysText(nairobi.days, 'fr'),
    ]).toEqual(['Mon–Fri', 'Mon–Tue, Sun', 'Sat', 'lun.–ven.']);
  });
  test.each([
    [nairobi, '2026-11-25T05:00:00Z', true],
    [nairobi, '2026-11-25T04:59:00Z', false],
    [nairobi, '2026-11-25T14:00:00Z', false],
    [nairobi, '2026-11-28T09:00:00Z', false],
    [{ ...nairobi, opens: '20:00', closes: '06:00' }, '2026-11-27T22:00:00Z', true],
    [{ ...nairobi, opens: '20:00', closes: '06:00' }, '2026-11-28T22:00:00Z', false],
    [{ ...nairobi, opens: '00:00', closes: '24:00' }, '2026-11-25T20:59:00Z', true],
  ] as const)('open %#', (hours, now, open) => expect(isOpen(hours, new Date(now))).toBe(open));
  test('the time there', () =>
    expect(localTime('Africa/Nairobi', new Date('2026-11-24T22:30:00Z'))).toEqual({
      time: '01:30',
      day: 'wed',
      offset: 'UTC+3',
    }));
});

describe('states of a suggestion', () => {
  test('move only so', () => {
    expect(Object.fromEntries(states.map(state => [state, decisionsFrom(state)]))).toEqual({
      open: ['accepted', 'planned', 'declined'],
      accepted: ['planned', 'done', 'declined'],
      planned: ['planned', 'done', 'declined'],
      done: ['reopened'],
      declined: ['reopened'],
    });
    expect(decisions.map(stateAfter)).toEqual(['accepted', 'planned', 'done', 'declined', 'open']);
  });
  test('an outcome is news until it is seen, and again after the next', () => {
    expect([
      hasNews({ decidedAt: null, seenAt: null }),
      hasNews({ decidedAt: '2026-01-02', seenAt: null }),
      hasNews({ decidedAt: '2026-01-02', seenAt: '2026-01-03' }),
      hasNews({ decidedAt: '2026-01-04', seenAt: '2026-01-03' }),
    ]).toEqual([false, true, false, true]);
  });
});
