import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { idOf, open, plain, questionsOn, send, settled, upload } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
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

test('two officers answer words at once: nobody’s answers are lost, nor written over', async () => {
  const officer = await portal.as('ke.officer');
  const items = ['Heroin', 'Zorbling dust', 'Quuxing paste', 'Florping resin'];
  let page = await send(kenya, await upload(kenya, 'together.csv', file(items)), 'read', {}, 'right');
  const id = idOf(page);
  await send(kenya, page, 'columns');
  page = await settled(kenya, id);
  const theirs = await open(officer, page.path);
  const [first, second, third] = questionsOn(page).map(question => `a.${question.id}`) as [string, string, string];
  await send(kenya, page, 'words', { [first]: 'code:DRUG/COC-HCL', [second]: 'later', [third]: 'later' }, 'save');
  const late = await send(
    officer,
    theirs,
    'words',
    { [first]: 'code:DRUG/OPI-HER', [second]: 'code:DRUG/KHAT' },
    'save',
  );
  expect(late.status).toBe(200);
  expect(questionsOn(late).map(question => `a.${question.id}`)).toEqual([third]);
  expect(plain(late)).toContain('Florping resin Cocaine hydrochloride');
  expect(plain(late)).toContain('Quuxing paste Fresh khat');
});
