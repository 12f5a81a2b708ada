import { describe, expect, test } from 'vitest';
import { commonFields } from '../../../src/seizures/fields.ts';
import type { Field } from '../../../src/seizures/goods/heading.ts';
import { headingList } from '../../../src/seizures/headings/index.ts';
import { lineFields } from '../../../src/seizures/goods/line-fields.ts';
import { personFields } from '../../../src/seizures/checks/persons.ts';

function ruleOf(field: Field): string {
  switch (field.type) {
    case 'text':
      return (
        `text of one line, up to ${field.max} ` +
        `characters${field.pattern ? `, like \`${field.pattern.source}\`` : ''}`
      );
    case 'longtext':
      return `text, up to ${field.max} characters`;
    case 'integer':
      return `whole number from ${field.min} to ${field.max}`;
    case 'decimal':
      return `number from ${field.min} to ${field.max}${field.unit ? ` (${field.unit})` : ''}`;
    case 'date':
      return 'calendar day, YYYY-MM-DD';
    case 'yesno':
      return 'yes or no';
    case 'choice':
      return `${field.many ? 'some' : 'one'} of: ${field.options.join(', ')}`;
    case 'code':
      return `${field.many ? 'codes' : 'code'} of the list \`${field.list}\``;
  }
}

const row = (field: Field): string =>
  `| \`${field.name}\` | ${ruleOf(field).replaceAll('|', '\\|')} | ${field.required ? 'yes' : ''} | ` +
  `${field.products?.join(', ') ?? ''} |`;
const table = (title: string, fields: readonly Field[]): string =>
  [
    `## ${title}`,
    '',
    '| Field | What it accepts | Required | Only for products |',
    '| --- | --- | --- | --- |',
    ...fields.map(row),
    '',
  ].join('\n');

const document = [
  '# Fields: what each accepts',
  '',
  'This page is written from the declarations that the form is checked by. After changing one, run',
  '`npx vitest run --project unit -u test/seizures/headings/fields-doc.test.ts`. No text may contain control, bidi or',
  'broken characters, and personal data in a text prevents submission. Anything else is reported at the field.',
  '',
  '## Fields that are checked together',
  '',
  '| Fields | Rule |',
  '| --- | --- |',
  '| quantity, unit | given together; the unit is of a kind that the product allows; a second quantity is of ' +
    'another kind |',
  '| value, currency; dutyEvaded, dutyCurrency | an amount needs its currency |',
  '| latitude, longitude | given together; 0, 0 is a warning |',
  '| seizureDate | not after today; codes must be in force on that day; more than 20 years ago is a warning |',
  '| country | an administration’s own, or one of the RILO’s region; a place elsewhere is a warning |',
  '| departure, destination, origin, transit, direction | a route that contradicts the direction or itself ' +
    'is a warning |',
  '| release, releaseOffices | offices are named if, and only if, the release is to named offices |',
  '| embargoUntil | after today |',
  '| nationalRef | unique within an administration |',
  '| search: from, to; min, max; min, unit | the first is not above the second; a quantity needs its unit |',
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
