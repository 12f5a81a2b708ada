import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { startOf } from '../../src/cencomm/mail/reading/open-lines.ts';
import { snippetOf, wordsOfQuery } from '../../src/cencomm/mail/reading/search-words.ts';
import { withoutMarks } from '../../src/text/fold.ts';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { idOf, mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { testPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

test('words are found whatever their accents and case', () => {
  expect(withoutMarks('Écaille Été ÇA')).toBe('ecaille ete ca');
  expect(wordsOfQuery('  Écailles, pangolin  pangolin ')).toEqual(['ecailles', 'pangolin']);
  expect(snippetOf(`${'a '.repeat(100)}Écailles ici ${'b '.repeat(100)}`, ['ecailles'])).toContain('Écailles ici');
});

test('a line begins without the marks of Markdown, its lists and the rules of its tables', () => {
  expect(
    startOf(
      'Agenda:\n\n- state of **open** warnings\n- press\n\n| Country | Cases |\n|---|---|\n| Kenya | 2 ' +
        '|\n\nT-shirts, 5 - 7 kg',
    ),
  ).toBe('Agenda: state of open warnings press Country Cases Kenya 2 T-shirts, 5 - 7 kg');
  expect(startOf('-'.repeat(100_000))).toBe('');
});

describe('search', () => {
  let portal: TestPortal;
  let operation: string;
  let other: string;
  beforeAll(async () => {
    portal = await testPortal();
    operation = await openOperation(portal, {
      owner: 'rilo.esa',
      members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
    });
    other = await openOperation(portal, {
      title: 'Operation OTHER',
      owner: 'rilo.ap',
      members: { 'vn.ncp': 'liaison' },
    });
    await sendAs(portal, 'rilo.esa', operation, { subject: 'ZEBRAMARKER Écailles', body: 'Un conteneur à Mombasa' });
    await sendAs(portal, 'rilo.esa', operation, {
      subject: 'ZEBRAMARKER form',
      kind: 'warning',
      body: '',
      fields: { goods: { words: 'Rosewood logs' } },
    });
    await sendAs(portal, 'rilo.esa', operation, {
      subject: 'ZEBRAMARKER apart',
      body: 'rosewood too',
      audience: 'members',
      memberIds: [(await viewerNamed(portal, 'vn.ncp')).accountId],
    });
    await sendAs(portal, 'rilo.ap', other, { subject: 'ZEBRAMARKER Rosewood in OTHER' });
    idOf(
      await saveDraft(
        portal,
        'rilo.esa',
        operation,
        randomUUID(),
        { then: 'send', to: 'all', subject: 'ZEBRAMARKER file', body: 'see' },
        [{ name: 'manifest-kilindini.txt', content: 'x' }],
      ),
    );
  });

  const find = async (login: string, q: string, path = `${mailOf(operation)}/search`) =>
    (await portal.as(login)).post(path, { q });
  const subjects = (html: string): string[] =>
    [...html.matchAll(/<span class="mail-subject">([^<]*)/g)].map(([, one = '']) =>
      one.trim().replace('ZEBRAMARKER ', ''),
    );

  test('finds words in subjects, texts, forms and names of files that the reader may see', async () => {
    expect(subjects((await find('ke.ncp', 'ecailles CONTENEUR')).text)).toEqual(['Écailles']);
    expect(subjects((await find('ke.ncp', 'rosewood')).text)).toEqual(['form']);
    expect(subjects((await find('vn.ncp', 'rosewood')).text)).toEqual(['apart', 'form']);
    expect(subjects((await find('ke.ncp', 'kilindini')).text)).toEqual(['file']);
    expect(subjects((await find('ke.ncp', 'ecailles rosewood')).text)).toEqual([]);
    expect(subjects((await find('vn.ncp', 'rosewood', '/cencomm/inbox/search')).text)).toEqual([
      'Rosewood in OTHER',
      'apart',
      'form',
    ]);
    expect(subjects((await find('ke.ncp', 'rosewood', '/cencomm/inbox/search')).text)).toEqual(['form']);
    expect((await find('ke.ncp', 'x', `${mailOf(other)}/search`)).status).toBe(404);
    const empty = await find('ke.ncp', ' ');
    expect([empty.status, empty.text.includes('#field-q')]).toEqual([422, true]);
    expect((await (await portal.as('ke.ncp')).get(`${mailOf(operation)}/search?q=x`)).status).toBe(400);
  });

  test('leaves a keyed hash in the trail, the same for the same words, and no word', async () => {
    await find('ke.ncp', 'QUAGGAMARKER zwei');
    await find('ke.ncp', 'zwei quaggamarker');
    const { rows } = await portal.owner.query(
      `select detail, detail::text as text from audit_events where action = 'message.searched' and login_id =
        'ke.ncp' order by id desc limit 2`,
    );
    expect(rows[0].detail.mark).toMatch(/^[0-9a-f]{32}$/);
    expect(rows[0].detail.mark).toBe(rows[1].detail.mark);
    expect(
      JSON.stringify((await portal.owner.query('select * from audit_events order by id')).rows).toLowerCase(),
    ).not.toContain('quaggamarker');
  });
});
