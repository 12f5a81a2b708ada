import { describe, expect, test } from 'vitest';
import { choosableFields, fieldsOf, shortFields, usualFields } from '../../src/cencomm/operations/pages/form-fields.ts';
import { formKinds } from '../../src/cencomm/operations/operation.ts';
import { headingCodes } from '../../src/seizures/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';

const ivory = { headings: ['CITES'], forms: {} };
const keys = (fields: readonly { key: string }[]): string[] => fields.map(({ key }) => key);

describe('fields of the three messages', () => {
  test('are the seizure record’s own, of the headings of the operation', () => {
    expect(keys(fieldsOf(ivory, 'seizure'))).toEqual(
      expect.arrayContaining(['country', 'product', 'quantity', 'CITES.specimen']),
    );
    expect(fieldsOf(ivory, 'seizure').find(({ key }) => key === 'CITES.specimen')).toMatchObject({
      part: 'details',
      name: 'details.specimen',
      heading: 'CITES',
      fixed: true,
      field: { type: 'code', list: 'cites_term' },
    });
    expect(keys(fieldsOf({ headings: ['ODS'], forms: {} }, 'seizure')).filter(key => key.startsWith('CITES.'))).toEqual(
      [],
    );
  });

  test('are those chosen, and always what a record must have', () => {
    const chosen = keys(fieldsOf({ ...ivory, forms: { seizure: ['modus'], warning: [] } }, 'seizure'));
    expect(chosen).toContain('modus');
    expect(chosen).not.toContain('quantity');
    // A seizure of the operation becomes a record: each field the record requires is asked.
    expect(chosen).toEqual(
      expect.arrayContaining([
        'seizureDate',
        'country',
        'location',
        'direction',
        'departure',
        'destination',
        'transport',
        'concealment',
        'detection',
        'heading',
        'product',
      ]),
    );
    expect(keys(fieldsOf({ ...ivory, forms: { warning: [] } }, 'warning'))).toEqual([
      'heading',
      'product',
      'destination',
    ]);
  });

  test('say nothing of a seizure before there is one, and nothing of who may open the record', () => {
    for (const kind of formKinds)
      expect(keys(choosableFields(ivory, kind).flatMap(({ fields }) => fields))).not.toEqual(
        expect.arrayContaining(['release']),
      );
    const warning = keys(choosableFields(ivory, 'warning').flatMap(({ fields }) => fields));
    expect(warning.filter(key => ['seizureDate', 'detection', 'outcome', 'laboratory'].includes(key))).toEqual([]);
  });

  test('of the short form are some of the usual ones', () => {
    for (const kind of formKinds) {
      const [short, usual] = [shortFields(ivory, kind), usualFields(ivory, kind)];
      expect(short.length).toBeGreaterThan(2);
      expect(short.length).toBeLessThan(usual.length);
      expect(short.filter(key => !usual.includes(key))).toEqual([]);
    }
  });

  test.each(['en', 'fr'] as const)('have each a name in %s', async lang => {
    const texts = await loadTexts();
    const all = formKinds
      .flatMap(kind => choosableFields({ headings: headingCodes }, kind))
      .flatMap(({ fields }) => fields);
    expect(
      all.filter(
        ({ heading, name, field }) =>
          !texts.has(
            heading === undefined ? `fields:label.${name}` : `headings:${heading}.fields.${field.name}.label`,
            lang,
          ),
      ),
    ).toEqual([]);
    expect(
      new Set(keys(choosableFields({ headings: headingCodes }, 'seizure').flatMap(({ fields }) => fields))).size,
    ).toBe(choosableFields({ headings: headingCodes }, 'seizure').flatMap(({ fields }) => fields).length);
  });
});
