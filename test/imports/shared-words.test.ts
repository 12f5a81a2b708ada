import { beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, open, plain, questionsOn, send, settled, upload, type Page } from './officer.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

/** A file whose hiding place nobody knows, on the page that asks about its words. */
async function asked(browser: Browser, country: string, seed: number, word = 'Zorbling'): Promise<Page> {
  const [header = [], ...rows] = table(facts(6, seed).map(fact => ({ ...fact, country, unit: 'kg' })));
  const concealment = header.findIndex(name => /conceal|hiding/i.test(name));
  const content = csvText([header, ...rows.map(row => row.map((cell, at) => (at === concealment ? word : cell)))]);
  const page = await upload(browser, `shared-${seed}.csv`, content);
  await send(browser, await send(browser, page, 'read', {}, 'right'), 'columns');
  await settled(browser, idOf(page));
  return open(browser, `/seizures/imports/${idOf(page)}/words`);
}

/** Answers, and saves the rows: only then is it remembered. */
async function answer(browser: Browser, page: Page, code: string): Promise<void> {
  const [question] = questionsOn(page);
  expect(question?.word).toBe('Zorbling');
  await send(browser, page, 'words', { [`a.${question?.id}`]: 'list', [`s.${question?.id}`]: code }, 'save');
  let last = await settled(browser, idOf(page));
  if (last.path.endsWith('/words')) {
    await send(browser, last, 'words', {}, 'check');
    last = await settled(browser, idOf(page));
  }
  await send(browser, last, 'commit');
  await settled(browser, idOf(page));
}

test('what two offices answered alike is proposed to a third, what one answered is not', async () => {
  const [vietnam, rilo, kenya] = [
    await portal.as('vn.ncp'),
    await portal.as('rilo.esa'),
    await portal.as('ke.ncp'),
  ] as const;
  await answer(vietnam, await asked(vietnam, 'VN', 31), 'CON-VEH-SEAT');
  const alone = await asked(kenya, 'KE', 32);
  expect(questionsOn(alone).map(({ word, candidates }) => [word, candidates])).toEqual([['Zorbling', []]]);

  await answer(rilo, await asked(rilo, 'KE', 33), 'CON-VEH-SEAT');
  const proposed = await asked(kenya, 'KE', 34);
  expect(questionsOn(proposed)).toEqual([]);
  expect(plain(proposed)).toMatch(/Zorbling.*In or under seats.*other offices answered this/);
  expect(
    (
      await portal.pool.query(`select how from import_values where import_id = $1 and word = 'zorbling'`, [
        idOf(proposed),
      ])
    ).rows,
  ).toEqual([{ how: 'preselected' }]);
});

test('an office that answered otherwise keeps its answer, and takes its own back from the others', async () => {
  const kenya = await portal.as('ke.ncp');
  const page = await asked(kenya, 'KE', 35);
  const word = /value="([0-9a-f]{12})"/.exec(page.text)?.[1] ?? '';
  const one = await open(kenya, `/seizures/imports/${idOf(page)}/words?word=${word}`);
  await answer(kenya, one, 'CON-VEH-DOOR');
  const again = await asked(kenya, 'KE', 36);
  expect(plain(again)).not.toContain('other offices answered this');

  const vietnam = await portal.as('vn.ncp');
  const theirs = await asked(vietnam, 'VN', 37);
  expect(plain(theirs)).not.toContain('other offices answered this');
});

test('what was answered for a file that was thrown away is asked again', async () => {
  const vietnam = await portal.as('vn.ncp');
  const page = await asked(vietnam, 'VN', 38, 'Quibbling');
  const [question] = questionsOn(page);
  expect(question?.word).toBe('Quibbling');
  await send(vietnam, page, 'words', { [`a.${question?.id}`]: 'list', [`s.${question?.id}`]: 'CON-VEH-SEAT' }, 'save');
  await send(vietnam, await settled(vietnam, idOf(page)), 'discard');
  expect(questionsOn(await asked(vietnam, 'VN', 39, 'Quibbling')).map(({ word }) => word)).toEqual(['Quibbling']);
});
