import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { searchAs } from '../support/cencomm-mail.ts';
import { marker, placesInClear } from '../support/nothing-in-clear.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

test('the search for what stands in clear finds it as text, as bytes, in Base64 and in a file', async () => {
  await openOperation(portal, { owner: 'rilo.esa' });
  expect(await placesInClear(portal.owner, portal.fileStore)).toEqual([]);
  const account = (await viewerNamed(portal, 'rilo.esa')).accountId;
  const shapes = {
    text: marker.toLowerCase(),
    bytes: `\\x${Buffer.from(`a${marker}b`).toString('hex')}`,
    base64: Buffer.from(`xy${marker}z`).toString('base64'),
  };
  for (const text of Object.values(shapes)) {
    await portal.owner.query(`update accounts set unit = $2 where id = $1`, [account, text]);
    expect(await placesInClear(portal.owner, portal.fileStore)).toEqual(['public.accounts: 1 rows']);
  }
  await portal.owner.query('update accounts set unit = null where id = $1', [account]);
  const path = join(portal.fileStore, randomUUID());
  await writeFile(path, `before ${marker} after`);
  expect(await placesInClear(portal.owner, portal.fileStore)).toEqual([path]);
  await writeFile(path, '');
});

test('everything a member writes through the pages is sealed, drafts, names, reasons and files too', async () => {
  const operation = await openOperation(portal, {
    aim: `${marker} aim`,
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison' },
  });
  const id = await sendAs(portal, 'rilo.esa', operation, { subject: `${marker} subject`, body: `${marker} body` });
  const [owner, member] = [await portal.as('rilo.esa'), await portal.as('ke.ncp')];
  const base = `/cencomm/operations/${operation}`;
  const opened = await member.get(`${base}/mail/${id}`);
  expect(opened.text).toContain(`${marker} subject`);
  expect((await searchAs(portal, 'ke.ncp', `${base}/mail/search`, { q: marker })).text).toContain(marker);
  const forms = [
    [owner, `${base}/mail/folders`, `${base}/mail/folders`, { name: `${marker} folder`, kind: 'folder' }],
    [
      member,
      `${base}/mail/exports`,
      `${base}/mail/exports/new?thread=${id}`,
      { thread: id, reason: `${marker} reason`, export: randomUUID() },
    ],
  ] as const;
  for (const [browser, path, from, fields] of forms)
    expect([path, (await browser.post(path, fields, from)).status]).toEqual([path, 303]);
  expect(await placesInClear(portal.owner, portal.fileStore)).toEqual([]);
});
