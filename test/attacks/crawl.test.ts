import { beforeAll, describe, expect, test } from 'vitest';
import { holdsNoSecret } from '../../src/app.ts';
import { changed, contents, inParallel, open, outsiders, readers } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { followLinks } from '../support/crawl.ts';
import { beginAmendment, draft, recordByForm } from '../support/entry.ts';
import { hidden, hideWords, nationalRef, strangers, wordsMet, type HiddenThings } from '../support/hidden-words.ts';
import { lettersOf } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

const masterKey = Buffer.alloc(32, 7);
let portal: TestPortal;
let things: HiddenThings;
beforeAll(async () => {
  portal = await testPortal({ masterKey });
  const [officer, ground] = [await portal.as('ke.officer'), await groundOf(portal)];
  await ground.put(
    (['CITES', 'ODS', 'NUC', 'CURR'] as const).map((code, at) =>
      sampleRecord(code, { facts: { ...open, nationalRef: `C/${at}` } }),
    ),
  );
  const ref = await recordByForm(officer, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'C/9' } }));
  await draft(officer, sampleRecord('TOB', { facts: { ...open, nationalRef: 'C/10' } }));
  await beginAmendment(officer, ref, 'outcome', { 'facts.laboratory': 'confirmed' });
  await portal.owner.query(
    `insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan) select
      office_id, id, 'discarded', 'a.csv', 1, 'x', '{}', '{}' from accounts where login_id = 'ke.officer'`,
  );
  things = await hideWords(portal, ground);
  for (const login of crawlers) await portal.as(login);
});

/** Who follows links; ke.reader has the pages that vn.reader has. */
const crawlers = [...readers.filter(login => login !== 'ke.reader'), ...outsiders];

const figures = new Set<string>();

/** Every page within reach by links alone, a few of each kind; answers what was not right about them. */
async function crawl(login: string): Promise<{ visited: string[]; wrong: string[]; outward: string[] }> {
  const [wrong, outward]: [string[], string[]] = [[], []];
  const look = (path: string, { status, text }: { status: number; text: string }): void => {
    if (status >= 500) wrong.push(`${path}: ${status}`);
    if (/argon2id|password_hash|passwordHash|sessionSecret|__Host-cen/.test(text))
      wrong.push(`${path} tells what is nobody's`);
    if (/[?&](?:_csrf|token|sid|session|password)=/i.test(path)) wrong.push(`${path} has a secret in its address`);
    if (strangers.includes(login)) wrong.push(...wordsMet(login, path, text).map(word => `${path}: ${word}`));
    wrong.push(
      ...secretForms(text)
        .filter(holdsNoSecret)
        .map(action => `${path}: what is typed for ${action} is shown again`),
    );
    outward.push(
      ...[...text.matchAll(/\b(?:href|src|action|formaction)="([^"/#?][^"]*)"/g)].map(
        ([, href = '']) => `${path}: ${href}`,
      ),
    );
  };
  const visited = await followLinks(await portal.as(login), look, { figures });
  return { visited, wrong, outward };
}

/** Where the forms of a page are sent in which a password or a code is typed. */
function secretForms(text: string): string[] {
  return text
    .split('<form')
    .slice(1)
    .filter(form => /type="password"|one-time-code/.test(form.split('</form>', 1)[0] ?? ''))
    .map(form => /action="([^"?]*)/.exec(form)?.[1] ?? 'its own address');
}

test('a form with a password in it is known as one', async () => {
  const signIn = (await portal.visitor().get('/sign-in')).text;
  expect(secretForms(signIn)).toEqual(['/sign-in']);
});

describe('a GET changes nothing', () => {
  test.each(crawlers)('%s follows every link', async login => {
    const before = await contents(portal.owner);
    const { visited, wrong, outward } = await crawl(login);
    expect(wrong).toEqual([]);
    // No page leads to another site or to a script; that of links is there to lead elsewhere, by https, and members
    // of an operation write to each other.
    const meant = /^\/cws\/links(\/\d+)?: https:\/\/[a-z0-9.-]+\/|^\/cencomm\/operations\/\S+\/members\S*: mailto:/;
    expect(outward.filter(one => !meant.test(one))).toEqual([]);
    expect(changed(before, await contents(portal.owner))).toEqual([]);
    expect(visited.length).toBeGreaterThan(outsiders.includes(login as never) ? 5 : 40);
  });
});

/** Addresses a stranger may guess, and questions he may ask. */
function guesses({ seizure, operation, message }: HiddenThings): string[] {
  const words = Object.values(hidden).flatMap(word => [
    `/seizures?q=${word}`,
    `/cws/search?q=${word}`,
    `/cpdb?q=${word}`,
    `/network?q=${word}`,
  ]);
  const own = `/cencomm/operations/${operation}`;
  return [
    ...words,
    `/seizures/${seizure}`,
    `/seizures/${seizure}/history`,
    `/seizures/${seizure}/amend`,
    `/seizures?q=${encodeURIComponent(nationalRef)}`,
    own,
    `${own}/mail/${message}`,
    `${own}/files`,
    `${own}/members`,
    `${own}/board`,
    `${own}/mail/search`,
    `${own}/nowhere`,
  ];
}

describe('history.scope, names.quiet', () => {
  test.each(strangers)('%s meets no hidden word by guessing an address or asking for it', async login => {
    const browser = await portal.as(login);
    const met: string[] = [];
    await inParallel(guesses(things), 4, async path => {
      const answer = await browser.get(path);
      if (answer.status >= 500) met.push(`${path}: ${answer.status}`);
      met.push(...wordsMet(login, path, answer.text).map(word => `${path}: ${word}`));
      if (!path.includes('?q=')) return;
      // Not even that there is one: a hidden word finds what a word nobody wrote finds.
      const nothing = await browser.get(path.replace(/=.*/, '=Nobodywrotethis'));
      expect([path, countOn(answer.text)]).toEqual([path, countOn(nothing.text)]);
    });
    expect(met).toEqual([]);
  });

  test('an officer who uses the same number learns nothing of the record that has it', async () => {
    const officer = await portal.as('vn.ncp');
    const id = await draft(officer, sampleRecord('DRUG', { facts: { nationalRef, country: 'VN' } }));
    const { text } = await officer.get(`/seizures/drafts/${id}/review`);
    expect(text).not.toContain(things.seizure);
    expect(wordsMet('vn.ncp', '', text)).toEqual([]);
  });

  test('whoever has the record reads its history, with the word it had', async () => {
    const { text } = await (await portal.as('ke.reader')).get(`/seizures/${things.seizure}/history`);
    expect(text).toContain(hidden.earlier);
    expect(text).toContain(hidden.record);
  });

  test('no letter holds a word of an operation', async () => {
    const inside = [hidden.operation, hidden.aim, hidden.subject, hidden.body, hidden.library];
    const letters = await lettersOf(portal, masterKey);
    expect(letters.filter(({ text }) => inside.some(word => text.includes(word)))).toEqual([]);
  });
});

/** The figure a list gives of what it found. */
function countOn(text: string): string | undefined {
  return /<h1>\s*([\d,]+) /.exec(text)?.[1];
}
