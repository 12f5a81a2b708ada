import type { Limit } from '../support/measure-sizes.ts';

/** Files that may break a limit, each with its reason; at most ten of each. */
export const exceptions: Readonly<Record<Limit, Readonly<Record<string, string>>>> = {
  file: {
    'test/imports/generate.ts': 'makes whole files of seizures: its parts have no other user',
    'test/support/sample-lines.ts': 'data: a sample value for every field of every heading',
  },
  function: {},
  complexity: {
    'test/support/xml.ts': 'reads XML strictly in one loop',
    'test/web/charts/xml.ts': 'reads SVG strictly in one loop',
    'test/support/typed-views.ts': 'writes the program that checks views, tag by tag',
    'test/support/picture-samples.ts': 'one scene, drawn point by point',
    'test/attacks/headers.test.ts': 'every header of every kind of answer',
    'test/cencomm/forms-choice.test.ts': 'every field of every form under each choice',
    'test/cws/digests.test.ts': 'every rhythm of letters on every day of a month',
    'test/imports/engine/styles.test.ts': 'every style of dates against every other',
    'test/seizures/headings/texts.test.ts': 'every text of every field of every heading',
  },
  line: {
    'src/personal-data/account.ts': 'patterns of words and numbers in eight languages, one alternative beside another',
    'src/personal-data/address.ts': 'patterns of words and numbers in eight languages, one alternative beside another',
    'src/personal-data/birth.ts': 'patterns of words and numbers in eight languages, one alternative beside another',
    'src/personal-data/identity-documents.ts':
      'patterns of words and numbers in eight languages, one alternative beside another',
    'src/personal-data/normalize-text.ts':
      'patterns of words and numbers in eight languages, one alternative beside another',
    'src/personal-data/numbers.ts': 'patterns of words and numbers in eight languages, one alternative beside another',
    'src/personal-data/people/titles.ts': 'patterns of words in eight languages, one alternative beside another',
    'src/personal-data/vehicles.ts': 'patterns of words and numbers in eight languages, one alternative beside another',
    'test/imports/engine/workbook.test.ts': 'rows of a sheet as Excel writes them',
    'test/architecture/dangerous.test.ts': 'one pattern for what a secret looks like',
  },
  viewLine: {},
};
