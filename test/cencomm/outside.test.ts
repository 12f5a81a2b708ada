import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf, mailOf, saveDraft, searchAs } from '../support/cencomm-mail.ts';
import { sendForm, warningForm } from '../support/cencomm-forms.ts';
import { libraryOf } from '../support/library.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { invite, join, opened } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let mail: MailServer;
let portal: TestPortal;
let operation: string;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testPortal({ smtpUrl: mail.url });
  operation = await opened(portal, 'ke.ncp', { title: 'Operation OKAPIWORD' });
  await join(portal, 'ke.ncp', operation, 'vn.ncp');
});
afterAll(() => mail.close());

const base = (): string => `/cencomm/operations/${operation}`;
const get = async (login: string, path: string) => (await portal.as(login)).get(path);
const post = async (login: string, path: string, fields: Readonly<Record<string, string | readonly string[]>> = {}) =>
  (await portal.as(login)).post(path, fields, '/account');

async function write(login: string, word: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const fields = { to: 'all', subject: `ZEBRAMARKER ${word}`, body: `ZEBRAMARKER body ${word}`, then: 'send', ...more };
  const files = [{ name: `ZEBRAMARKER-${word}.txt`, content: `ZEBRAMARKER file ${word}` }];
  return idOf(await saveDraft(portal, login, operation, randomUUID(), fields, files));
}

describe('mail.blank', () => {
  test('whatever is done in an operation, letters say that there is something, and not a word of it', async () => {
    await invite(portal, 'ke.ncp', operation, 'unep.partner');
    await invite(portal, 'ke.ncp', operation, 'RILO-AP');
    await write('ke.ncp', 'plain');
    await write('ke.ncp', 'urgent', { priority: 'high' });
    await sendForm(await portal.as('ke.ncp'), operation, 'warning', warningForm());
    await libraryOf(portal, operation).add('ke.ncp', [{ name: 'ZEBRAMARKER.txt', content: 'ZEBRAMARKER' }]);
    await expect
      .poll(() => new Set(mail.received.flatMap(({ to }) => to)).size, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(2);
    const told = mail.received.filter(({ headers, text }) => /ZEBRA|OKAPI|ke\.ncp/i.test(`${headers}\n${text}`));
    expect(told).toEqual([]);
  }, 60_000);
});

describe('history.epoch', () => {
  /** Everything of an operation a member has a page of, as text. */
  async function everything(login: string): Promise<string> {
    const paths = ['', '/mail', '/files', '/board', '/tally', '/report', '/members', '/mail/drafts'];
    const pages = await Promise.all(paths.map(async path => (await get(login, `${base()}${path}`)).text));
    const found = await searchAs(portal, login, `${base()}/mail/search`, { q: 'ZEBRAMARKER' });
    const all = await searchAs(portal, login, '/cencomm/inbox/search', { q: 'ZEBRAMARKER' });
    return [...pages, (await get(login, '/cencomm/inbox')).text, found.text, all.text].join('\n');
  }

  /** Words of the messages of before that a member meets, and whether he meets those of after. */
  async function met(login: string, before: string, after: string): Promise<{ before: boolean; after: boolean }> {
    const text = await everything(login);
    return { before: text.includes(before), after: text.includes(after) };
  }

  test('a member meets what came since he joined: by invitation, by joining again, whatever the setting says later', async () => {
    const first = await write('ke.ncp', 'FIRSTWORD');
    await join(portal, 'ke.ncp', operation, 'ke.officer');
    await write('ke.ncp', 'SECONDWORD');
    expect(await met('ke.officer', 'FIRSTWORD', 'SECONDWORD')).toEqual({ before: false, after: true });
    expect((await get('ke.officer', `${mailOf(operation)}/${first}`)).status).toBe(404);

    await post('ke.officer', `${base()}/leaving`);
    await write('ke.ncp', 'THIRDWORD');
    await join(portal, 'ke.ncp', operation, 'ke.officer');
    await write('ke.ncp', 'FOURTHWORD');
    expect(await met('ke.officer', 'THIRDWORD', 'FOURTHWORD')).toEqual({ before: false, after: true });

    await portal.owner.query(`update cencomm_operations set joining = 'history' where id = $1`, [operation]);
    expect(await met('ke.officer', 'THIRDWORD', 'FOURTHWORD')).toEqual({ before: false, after: true });
    expect((await get('ke.officer', `${mailOf(operation)}/${first}`)).status).toBe(404);
  }, 60_000);

  test('who joins an operation that shows its history meets all of it', async () => {
    await join(portal, 'ke.ncp', operation, 'rilo.ap');
    expect(await met('rilo.ap', 'FIRSTWORD', 'FOURTHWORD')).toEqual({ before: true, after: true });
  });
});
