import { describe, expect, test } from 'vitest';
import { commonFields } from '../../../src/seizures/fields.ts';
import type { Field } from '../../../src/seizures/goods/heading.ts';
import { headingList } from '../../../src/seizures/headings/index.ts';
import { lineFields } from '../../../src/seizures/goods/line-fields.ts';
import { personFields } from '../../../src/seizures/checks/persons.ts';

function ruleOf(field: Field): string {
  switch (field.type) {
    case 'text':
      return `text of one line, up to ${field.max} characters${field.pattern ? `, like \`${field.pattern.source}\`` : ''}`;
    case 'longtext':
      return `text, up to ${field.max} characters`;
    case 'integer':
      return `whole number from ${field.min} to ${field.max}`;
    case 'decimal':
      return `number from ${field.min} to ${field.max}${field.unit ? ` (${field.unit})` : ''}`;
    case 'date':
      return 'day of the calendar, YYYY-MM-DD';
    case 'yesno':
      return 'yes or no';
    case 'choice':
      return `${field.many ? 'some' : 'one'} of: ${field.options.join(', ')}`;
    case 'code':
      return `${field.many ? 'codes' : 'code'} of the list \`${field.list}\``;
  }
}

const row = (field: Field): string =>
  `| \`${field.name}\` | ${ruleOf(field).replaceAll('|', '\\|')} | ${field.required ? 'yes' : ''} | ${field.products?.join(', ') ?? ''} |`;
const table = (title: string, fields: readonly Field[]): string =>
  [
    `## ${title}`,
    '',
    '| Field | What may stand in it | Required | Only for products |',
    '| --- | --- | --- | --- |',
    ...fields.map(row),
    '',
  ].join('\n');

const document = [
  '# Fields: what may stand in each',
  '',
  'Written from the declarations the form is checked by: `npx vitest run test/seizures/headings/fields-doc.test.ts -u` after a change of them.',
  'Every text is free of control, bidi and broken characters; persons’ data in a text stops the record. Anything else is told at the field.',
  '',
  '## Fields that are looked at together',
  '',
  '| Fields | Rule |',
  '| --- | --- |',
  '| quantity, unit | one with the other; the unit is of a kind its product allows; a second quantity is of another kind |',
  '| value, currency; dutyEvaded, dutyCurrency | an amount has its currency |',
  '| latitude, longitude | one with the other; 0, 0 is asked about |',
  '| seizureDate | not after today; codes are those in force on that day; more than 20 years ago is asked about |',
  '| country | of an administration its own, of a RILO one of its region; a place elsewhere is asked about |',
  '| departure, destination, origin, transit, direction | a route that contradicts the direction or itself is asked about |',
  '| release, releaseOffices | offices are named where, and only where, the release is to named ones |',
  '| embargoUntil | after today |',
  '| nationalRef | once in an administration |',
  '| search: from, to; min, max; min, unit | the first is not after the second; a quantity has its unit |',
  '',
  ...Object.entries(commonFields)
    .filter(([, fields]) => fields.length > 0)
    .map(([step, fields]) => table(`Record: ${step}`, fields)),
  table('Goods: every line', lineFields),
  table('Persons: one row of the count', personFields),
  ...headingList.map(({ code, fields }) => table(`Goods: ${code}`, fields)),
].join('\n');

describe('docs/fields.md', () => {
  test('says of every field what the form checks', async () => {
    await expect(document).toMatchFileSnapshot('../../../docs/fields.md');
  });
});
