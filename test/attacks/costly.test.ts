import { beforeAll, describe, expect, test } from 'vitest';
import { checkPassword, hashPassword } from '../../src/access/passwords/password.ts';
import { encoded, postBody, raw } from '../support/attacks.ts';
import { costAsUsual } from '../support/password-cost.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

/**
 * Processor time in milliseconds, of the whole process and of the thread that answers pages: other work on the machine
 * does not count.
 */
async function cost(work: () => Promise<unknown>): Promise<{ all: number; pages: number }> {
  const [all, pages] = [process.cpuUsage(), process.threadCpuUsage()];
  await work();
  const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
  return { all: milliseconds(process.cpuUsage(all)), pages: milliseconds(process.threadCpuUsage(pages)) };
}

test('passwords are hashed beside the pages: twelve at once leave the pages’ thread most of its time', async () => {
  costAsUsual();
  const hash = await hashPassword('some password of many words');
  const { all, pages } = await cost(() =>
    Promise.all(Array.from({ length: 12 }, () => checkPassword('a guess', hash))),
  );
  expect(pages).toBeLessThan(all / 4);
});

describe('long values of the kind that makes patterns run wild', () => {
  const long = (part: string, length = 50_000): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  const parts = [
    'a',
    '1',
    ' ',
    '/',
    '//',
    '\\',
    '-',
    '.',
    '%',
    '=',
    '&amp;',
    '\t',
    '.1',
    '2026-01-',
    'a@',
    '<!',
    '(',
    '"',
    '\r\n',
    'e\u0301',
    '1e',
    ',1',
    'AA-1',
  ];

  test.each(parts)('50,000 characters of %j in a form, at sign-in and in an address', async part => {
    const value = long(part);
    const { pages } = await cost(async () => {
      const fields = ['placeName', 'seizureDate', 'nationalRef', 'longitude', 'narrative', 'country'].map(
        name => [`facts.${name}`, value] as const,
      );
      const answer = await postBody(
        officer,
        '/seizures/drafts/7c1a3f9e-5f0e-4a3a-9a52-1f1d6c5b2e01/circumstances',
        encoded([...fields, ['action', 'leave']]),
      );
      expect([303, 400, 413]).toContain(answer.status);
      const visitor = portal.visitor();
      const refused = await visitor.postRaw('/sign-in', {
        loginId: value,
        password: '',
        next: value,
        resume: value,
        _csrf: await visitor.token('/sign-in'),
      });
      expect(refused.status).toBe(401);
      expect((await officer.post('/language', { lang: value, back: `/${value}` })).status).toBe(303);
      const asked = long(part, 1500);
      for (const name of ['q', 'from', 'min', 'after', 'heading', 'import'])
        expect(
          (
            await raw(portal.url, {
              path: `/seizures?${name}=${encodeURIComponent(asked)}`,
              headers: officer.headers(),
            })
          ).status,
        ).toBeLessThan(500);
    });
    // Some fifteen pages; a pattern that runs wild takes minutes.
    expect(pages).toBeLessThan(3000);
  });
});
