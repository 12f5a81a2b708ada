import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { open, postBody, raw, refsOn } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

/** What is sent, and the text it is: decoded once, and no more. */
const once: readonly (readonly [sent: string, text: string])[] = [
  ['%2527', '%27'],
  ['%252e%252e%252f', '%2e%2e%2f'],
  ['%25252F', '%252F'],
  ['%2500', '%00'],
  ['%26lt%3Bb%26gt%3B', '&lt;b&gt;'],
  ['%5Cu003cb%5Cu003e', '\\u003cb\\u003e'],
  ['%26%2360%3B', '&#60;'],
  ['a%2Bb', 'a+b'],
  ['a+b', 'a b'],
  ['%252B', '%2B'],
  ['%C3%A9', 'é'],
  ['%25C3%25A9', '%C3%A9'],
  ['e%CC%81', 'e\u0301'],
  ['%EF%BC%9Cb%EF%BC%9E', '＜b＞'],
  ['%C0%AF', '\ufffd\ufffd'],
  ['%E0%80%AF', '\ufffd\ufffd\ufffd'],
  ['%F4%90%80%80', '\ufffd\ufffd\ufffd\ufffd'],
  ['%u0027', '%u0027'],
  ['%', '%'],
  ['%2', '%2'],
];

describe('what is sent', () => {
  test.each(once)('%s in a form is kept as %s', async (sent, text) => {
    const id = randomUUID();
    expect(
      (await postBody(officer, `/seizures/drafts/${id}/circumstances`, `facts.placeName=${sent}&action=leave`)).status,
    ).toBe(303);
    const {
      rows: [row],
    } = await portal.owner.query("select typed->>'facts.placeName' as kept from seizure_drafts where id = $1", [id]);
    expect(row.kept).toBe(text);
  });

  test.each(once.filter(([, text]) => !text.includes('\ufffd') && !/^%2?$/.test(text)))(
    '%s in an address is sought as %s',
    async (sent, text) => {
      const { status, text: page } = await raw(portal.url, { path: `/seizures?q=${sent}`, headers: officer.headers() });
      expect(status).toBe(200);
      const shown = /<input[^>]*name="q"[^>]*value="([^"]*)"/.exec(page)?.[1] ?? '';
      expect(
        shown
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&#34;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&'),
      ).toBe(text.normalize('NFC'));
    },
  );

  test('a reference in the path is decoded once', async () => {
    const ref = await recordByForm(officer, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'D/1' } }));
    expect(refsOn((await officer.get('/seizures')).text)).toContain(ref);
    for (const [path, status] of [
      [ref.replaceAll('-', '%2D'), 200],
      [ref.replaceAll('-', '%252D'), 404],
      [`%2e%2e/seizures/${ref}`, 404],
      [`${ref}%2fhistory`, 404],
      [`..%2f${ref}`, 404],
    ] as const) {
      expect([path, (await raw(portal.url, { path: `/seizures/${path}`, headers: officer.headers() })).status]).toEqual(
        [path, status],
      );
    }
  });
});

test('no address that is typed, sought, uploaded or named in a header is visited', async () => {
  const visits: string[] = [];
  const trap = createServer((req, res) => {
    visits.push(req.url ?? '');
    res.end();
  });
  await new Promise<void>(resolve => trap.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/trap`;
  const headers = {
    Referer: address,
    Origin: '',
    'X-Forwarded-Host': new URL(address).host,
    'X-Wap-Profile': address,
    'X-Original-URL': address,
  };
  await recordByForm(
    officer,
    sampleRecord('DRUG', {
      facts: { ...open, nationalRef: 'D/2', placeName: address, narrative: `<img src="${address}"> see ${address}` },
    }),
  );
  for (const path of [
    `/seizures?q=${encodeURIComponent(address)}`,
    '/seizures',
    `/sign-in?next=${encodeURIComponent(address)}`,
    '/seizures/export.xlsx',
  ])
    await officer.get(path, headers);
  await officer.post('/language', { lang: 'en', back: address });
  await officer.upload(
    '/seizures/imports',
    {
      name: 'a.csv',
      content: `date,country,place\n2026-01-02,KE,${address}\n2026-01-03,KE,"=WEBSERVICE(""${address}"")"\n`,
    },
    { url: address },
    '/seizures/imports/new',
  );
  await officer.upload(
    '/seizures/imports',
    { name: 'a.xml', content: `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "${address}">]><a>&x;</a>` },
    {},
    '/seizures/imports/new',
  );
  await new Promise(resolve => setTimeout(resolve, 1000));
  await new Promise(resolve => trap.close(resolve));
  expect(visits).toEqual([]);
});
