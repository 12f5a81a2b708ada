import { expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { keepAnswers } from '../../src/analysis/question/kept-answers.ts';
import type { Question } from '../../src/analysis/question/question.ts';

const viewer = (id: number) => ({ office: { id, kind: 'administration', riloId: 7, country: 'KE' } }) as Viewer;
const question = (q: string, heading: string) =>
  ({ criteria: { q, own: [], heading: [heading] }, asked: {} }) as unknown as Question;
const names = (lang: string) =>
  ({
    names: { lang, text: (_key: string, { count }: { count: number }) => `${count}`, label: () => 'now' },
    country: 'KE',
  }) as never;

function standing() {
  const copy: { version: string; asOf: number } = { version: '1', asOf: Date.now() };
  const context = { copy: copy as typeof copy | undefined, lists: { version: 1 }, offices: { all: [] as never[] } };
  let made = 0;
  const kept = keepAnswers<{ readonly asOf: string; readonly made: number }>({
    figures: { copy: async () => context.copy },
    lists: context.lists,
    offices: context.offices,
  } as never);
  const ask = async (heading = 'DRUG', { q = '', office = 1, lang = 'en' } = {}) =>
    (await kept(question(q, heading), viewer(office), names(lang), async () => ({ asOf: 'made', made: (made += 1) })))
      .made;
  return { context, copy, ask, kept };
}

test('what was made of a question is kept for those who see the same, until something changes', async () => {
  const { context, copy, ask } = standing();
  expect([await ask(), await ask()]).toEqual([1, 1]);
  expect([await ask('TOB'), await ask('DRUG', { office: 2 }), await ask('DRUG', { lang: 'fr' })]).toEqual([2, 3, 4]);
  copy.version = '2';
  expect([await ask(), await ask()]).toEqual([5, 5]);
  context.lists.version = 2;
  expect([await ask(), await ask()]).toEqual([6, 6]);
  context.offices.all = [];
  expect([await ask(), await ask()]).toEqual([7, 7]);
});

test('those who ask at once wait for one answer; its age is told anew', async () => {
  const { copy, ask, kept } = standing();
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  copy.asOf = Date.now() - 3000;
  expect((await kept(question('', 'DRUG'), viewer(1), names('en'), async () => ({ asOf: '', made: 9 }))).asOf).toBe(
    '3',
  );
});

test('nothing is kept of what PostgreSQL counts, nor of what failed', async () => {
  const { context, ask, kept } = standing();
  expect([await ask('DRUG', { q: 'lorry' }), await ask('DRUG', { q: 'lorry' })]).toEqual([1, 2]);
  context.copy = undefined;
  expect([await ask(), await ask()]).toEqual([3, 4]);
  context.copy = { version: '1', asOf: 0 };
  const failing = kept(question('', 'DRUG'), viewer(1), names('en'), () => Promise.reject(new Error('away')));
  await expect(failing).rejects.toThrow('away');
  expect(await ask()).toBe(5);
});
