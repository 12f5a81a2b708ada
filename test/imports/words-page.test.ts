import { beforeAll, expect, test } from 'vitest';
import { testPortal } from '../support/portal.ts';
import type { Browser } from '../support/portal.ts';
import { idOf, plain, send, settled, upload } from './officer.ts';

let kenya: Browser;
beforeAll(async () => {
  kenya = await (await testPortal()).as('ke.ncp');
});

/** Each word of the list often enough to be told apart by what is proposed for it. */
function file(words: readonly string[]): string {
  const rows = words.flatMap((item, at) =>
    [1, 2, 3].map(n => `W-${at}-${n},2025-0${at + 1}-0${n},Mombasa,${item},${n}.5,kg,under the seat`),
  );
  return ['Ref,Date,Place,Item seized,Quantity,Unit,Concealment', ...rows].join('\n');
}

test('what is asked comes first; what no list has is not called understood', async () => {
  const items = ['Heroin', 'Cocaine', 'Loose cannabis', 'Ketamine', 'Zorbling dust', 'Khat'];
  let at = 0;
  const content = file(items).replaceAll('under the seat', () => `zigzag ${String.fromCharCode(97 + (at += 1))}x`);
  let page = await send(kenya, await upload(kenya, 'words.csv', content), 'read', {}, 'right');
  const id = idOf(page);
  await send(kenya, page, 'columns');
  page = await settled(kenya, id);
  expect(page.path).toBe(`/seizures/imports/${id}/words`);
  const text = plain(page);
  const [asked, understood, unlisted] = [
    text.indexOf('Words we do not know'),
    text.indexOf('1 word we think we understand'),
    text.indexOf('12 words in none of our lists 12 rows Confirmed, they go in as “other”'),
  ];
  expect(asked).toBeGreaterThan(0);
  expect(understood).toBeGreaterThan(asked);
  expect(unlisted).toBeGreaterThan(understood);
  expect(text.slice(understood, unlisted)).not.toContain('zigzag');
});
