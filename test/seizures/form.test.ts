import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadRequest } from '../../src/errors.ts';
import { checkSheet, marksFrom, openPlaces, screenSheet } from '../../src/seizures/entry/form-check.ts';
import { flatten } from '../../src/seizures/entry/form-from-record.ts';
import { readPost } from '../../src/seizures/entry/form-post.ts';
import { keyedAs, rebase } from '../../src/seizures/entry/merge-amendment.ts';
import { fillIn, rearrange } from '../../src/seizures/entry/form-rows.ts';
import { closeSheet, emptySheet, openSheet, type Sheet } from '../../src/seizures/entry/form-sheet.ts';
import { statedBy } from '../../src/seizures/entry/form.ts';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { sampleRecord, sampleShortRecord } from '../support/builders.ts';
import { lookUp, validate } from '../support/validation.ts';

function sent(
  body: Record<string, unknown>,
  step: Parameters<typeof readPost>[1] = 'goods',
  sheet: Sheet = emptySheet,
): Sheet {
  const post = readPost(body, step);
  return rearrange(fillIn(sheet, post, step), post.action);
}

describe('a record through the form', () => {
  test.each(headingCodes)('%s comes out as it went in, long and short', code => {
    for (const record of [sampleRecord(code), sampleShortRecord(code)]) {
      const again = openSheet(JSON.parse(JSON.stringify(closeSheet(flatten(record)))));
      const { record: read, errors } = validate(statedBy(again), { form: record.form });
      expect(errors).toEqual([]);
      expect(read).toEqual(record);
    }
  });

  test('small and large numbers are written without an exponent', () => {
    const record = sampleRecord('DRUG', { line: { quantity: 1e-7 } });
    expect(flatten(record).lines[0]?.values.quantity).toBe('0.0000001');
  });
});

describe('what a step sent', () => {
  test('names no form of the step has are refused, each named', () => {
    for (const [body, step] of [
      [{ 'facts.passport': 'X' }, 'circumstances'],
      [{ 'facts.origin': 'KE' }, 'circumstances'],
      [{ 'lines.0.name': 'x' }, 'goods'],
      [{ 'lines.0.details.constructor': 'x' }, 'goods'],
      [{ 'persons.0.name': 'x' }, 'persons'],
      [{ 'lines.1000.product': 'x' }, 'goods'],
      [{ __proto__x: '1' }, 'review'],
      [{ reason: 'x' }, 'goods'],
      [{ 'lines.0.quantity': '1' }, 'persons'],
    ] as const)
      expect(() => readPost(body, step)).toThrow(BadRequest);
  });

  test('only the inputs of the step are replaced; an emptied one is gone', () => {
    const before = { ...emptySheet, facts: { nationalRef: 'A/1', placeName: 'Mombasa', origin: 'PK' } };
    const after = sent({ 'facts.nationalRef': '', 'facts.placeName': 'Nairobi' }, 'circumstances', before);
    expect(after.facts).toEqual({ placeName: 'Nairobi', origin: 'PK' });
  });

  test('everything typed is kept, right or wrong', () => {
    const sheet = sent({
      'lines.0.key': 'a1',
      'lines.0.heading': 'NOPE',
      'lines.0.quantity': 'much',
      'lines.0.product': ['x', 'y'],
    });
    expect(openSheet(closeSheet(sheet)).lines).toEqual([
      { key: 'a1', values: { heading: 'NOPE', quantity: 'much', product: ['x', 'y'] } },
    ]);
  });

  test('boxes may all be unticked', () => {
    const before = { ...emptySheet, facts: { modus: ['switch', 'mixing'] } };
    expect(sent({ 'facts.modus': '' }, 'concealment', before).facts).toEqual({});
    expect(sent({ 'facts.modus': ['', 'mixing'] }, 'concealment', before).facts).toEqual({ modus: ['mixing'] });
  });

  test('NUL and broken characters stay out of the database and are told at their field', () => {
    const sheet = sent({ 'facts.placeName': 'Mom\0basa', 'facts.operation': 'half \ud83d of one' }, 'circumstances');
    expect(JSON.stringify(closeSheet(sheet))).not.toMatch(/\\u0000|\\ud83d/);
    const { errors } = checkSheet(sheet, { lookUp, purpose: 'draft' });
    expect(errors.map(({ path, key }) => [path, key])).toEqual([
      ['facts.placeName', 'findings:characterBroken'],
      ['facts.operation', 'findings:characterBroken'],
    ]);
  });

  test('any body is read or refused, never a crash, and never holds what jsonb cannot', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'facts.place',
        'lines.0.quantity',
        'lines.0.key',
        'persons.3.role',
        'action',
        'reason',
        'amends',
        'mark.0123456789ab',
      ),
      fc.string(),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string({ unit: 'binary' })),
      fc.constant('\0'),
      fc.constant('\ud800'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(name, value),
        fc.constantFrom('circumstances', 'goods', 'persons', 'review' as const),
        (body, step) => {
          try {
            const sheet = sent(body, step);
            expect(JSON.stringify(closeSheet(sheet))).not.toMatch(/\\u0000|\\ud[89a-f]/i);
            checkSheet(sheet, { lookUp, purpose: 'submit' });
          } catch (error) {
            expect(error).toBeInstanceOf(BadRequest);
          }
        },
      ),
    );
  });
});

describe('rows', () => {
  const two = sent(
    { 'lines.0.key': 'aa', 'lines.0.heading': 'DRUG' },
    'goods',
    sent({ 'lines.0.key': 'bb', 'lines.0.heading': 'TOB' }),
  );

  test('a row keeps its key, so that pressing Remove twice removes one', () => {
    const once = rearrange(two, { verb: 'remove-line', key: 'bb', other: '' });
    expect(once.lines.map(({ key }) => key)).toEqual(['aa']);
    expect(rearrange(once, { verb: 'remove-line', key: 'bb', other: '' })).toEqual(once);
  });

  test('copied twice by one button is one copy, beside its original', () => {
    const copy = { verb: 'copy-line', key: 'bb', other: 'cc' };
    const once = rearrange(two, copy);
    expect(once.lines.map(({ key }) => key)).toEqual(['bb', 'cc', 'aa']);
    expect(rearrange(once, copy)).toEqual(once);
  });

  test('a blank new row is not kept', () => {
    expect(sent({ 'lines.0.key': 'dd', 'lines.0.heading': '' }).lines).toEqual([]);
  });

  test('what another heading or product was asked is kept but not stated', () => {
    const sheet = sent({
      'lines.0.key': 'aa',
      'lines.0.heading': 'TOB',
      'lines.0.product': 'TOB-CIG',
      'lines.0.details.purity': '80',
      'lines.0.details.brand': 'X',
    });
    expect(sheet.lines[0]?.values['details.purity']).toBe('80');
    expect(statedBy(sheet)).toMatchObject({ lines: [{ details: { brand: 'X' } }] });
    expect(JSON.stringify(statedBy(sheet))).not.toContain('purity');
  });
});

describe('an amendment on a newer version', () => {
  const base = sampleRecord('DRUG', { lines: [sampleRecord('DRUG').lines[0]!, sampleRecord('TOB').lines[0]!] });
  const theirs = {
    ...base,
    facts: { ...base.facts, placeName: 'Mombasa port', outcome: 'fine' },
    lines: [{ ...base.lines[0]!, packages: 40 }, base.lines[1]!],
  };

  test('keeps theirs where I changed nothing, mine where I did', () => {
    const mine = flatten({
      ...base,
      facts: { ...base.facts, outcome: 'prosecuted' },
      lines: [{ ...base.lines[0]!, quantity: 7 }, base.lines[1]!],
    });
    const merged = rebase(base, theirs, mine);
    expect(merged.facts).toMatchObject({ placeName: 'Mombasa port', outcome: 'prosecuted' });
    expect(merged.lines[0]?.values).toMatchObject({ quantity: '7', packages: '40' });
  });

  test('nothing typed is lost: a line I changed and they removed comes back, one I added stays', () => {
    const start = flatten(base);
    const mine = {
      ...start,
      lines: [
        start.lines[0]!,
        { key: 'l2', values: { ...start.lines[1]!.values, quantity: '5' } },
        { key: 'ab12', values: { heading: 'ODS' } },
      ],
    };
    const merged = rebase(base, { ...theirs, lines: [theirs.lines[0]!] }, mine);
    expect(merged.lines.map(({ key }) => key)).toEqual(['l1', 'l2', 'ab12']);
  });

  test('a line they removed and I left alone stays away, one they added stays', () => {
    const added = { ...base, lines: [base.lines[0]!, sampleRecord('ODS').lines[0]!] };
    expect(rebase(base, added, flatten(base)).lines.map(({ values }) => values.heading)).toEqual(['DRUG', 'ODS']);
  });

  test('what I took away stays away', () => {
    const start = flatten(base);
    const { coverLoad: _gone, ...facts } = start.facts;
    const merged = rebase(base, theirs, { ...start, facts, lines: [start.lines[0]!] });
    expect(merged.facts).not.toHaveProperty('coverLoad');
    expect(merged.lines).toHaveLength(1);
  });

  test('their rows keep the keys of the rows they were', () => {
    const reordered = { ...base, lines: [base.lines[1]!, base.lines[0]!] };
    expect(keyedAs(base, reordered).lines.map(({ key }) => key)).toEqual(['l2', 'l1']);
  });
});

describe('the guard in the form', () => {
  const sheet = { ...flatten(sampleRecord('DRUG')), reason: '' };
  const nominal = { ...sheet, facts: { ...sheet.facts, narrative: 'The receiver jane.doe@example.com was called.' } };

  test('finds the place with its context and lets it go with a reason', () => {
    const [place] = screenSheet(nominal, []);
    expect(place).toMatchObject({
      path: 'facts.narrative',
      kind: 'email',
      text: 'jane.doe@example.com',
      before: 'The receiver ',
    });
    const marks = marksFrom([place!], new Map([[place!.id, 'address of the sales platform']]));
    expect(openPlaces(screenSheet(nominal, marks))).toEqual([]);
  });

  test('no reason, or one that is itself about a person, frees nothing', () => {
    const places = screenSheet(nominal, []);
    expect(marksFrom(places, new Map([[places[0]!.id, '  ']]))).toEqual([]);
    expect(marksFrom(places, new Map([[places[0]!.id, 'belongs to jane.doe@example.com']]))).toEqual([]);
  });

  test('a plain sample raises nothing, and the reason of an amendment is read too', () => {
    for (const code of headingCodes) expect(screenSheet(flatten(sampleRecord(code)), [])).toEqual([]);
    expect(screenSheet({ ...sheet, reason: 'as told by jane.doe@example.com' }, []).map(({ path }) => path)).toEqual([
      'reason',
    ]);
  });
});
