import { expect, test } from 'vitest';
import { fold } from '../../src/personal-data/normalize-text.ts';
import { openPage } from '../../src/personal-data/page.ts';

test('a text that is laid out without being folded is as folded', () => {
  const plain = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_, at) => 0x20 + at));
  for (const text of [plain, '', `${plain}é`, `a\tb ${plain}`]) expect(openPage(text, 'en')).toMatchObject(fold(text));
});
