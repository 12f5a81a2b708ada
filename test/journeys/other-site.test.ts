import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changed, contents } from '../support/attacks.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';

let portal: TestBrowser;
let evil: string;
beforeAll(async () => {
  portal = await testBrowser({ records: 10 });
  const site = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.end(page(portal.url));
  });
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
  evil = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  afterAll(() => site.close());
});

/** A page of another site that an officer is lured to: it frames, embeds, asks for and posts to the portal. */
const page = (url: string): string => `<!doctype html><title>evil</title>
  <iframe name="framed" src="${url}/seizures"></iframe><img src="${url}/assets/img/mark.svg">
  <script src="${url}/assets/js/portal.js"></script>
  <form id="change" method="post" action="${url}/language">
    <input name="lang" value="fr"><input name="back" value="/"></form>
  <form id="leave" method="post" action="${url}/sign-out"></form>`;

interface Seen {
  readonly with: string;
  readonly without: string;
  readonly inside: string;
  readonly image: number;
}

/** What that page can learn, in the browser: a fetch, the document in its frame, the size of a picture. */
const lookAt = (url: string): string => `(async () => {
  const read = (credentials) => fetch('${url}/seizures', { credentials }).then(() => 'read', () => 'refused');
  return {
    with: await read('include'),
    without: await read('omit'),
    inside: document.querySelector('iframe').contentDocument?.body.textContent ?? 'closed',
    image: document.querySelector('img').naturalWidth,
  };
})()`;

const whatIsKept = `(async () => ({
  cookies: document.cookie.length, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length, workers: (await navigator.serviceWorker.getRegistrations()).length,
}))()`;

describe('an officer who visits another site', () => {
  test('is not framed, read, embedded or spoken for', async () => {
    const visit = await portal.page('ke.officer', { ownSession: true });
    await visit.go('/seizures');
    const tab = await visit.page.context().newPage();
    const embedded: string[] = [];
    tab.on('requestfinished', request => void embedded.push(new URL(request.url()).pathname));
    await tab.goto(evil);
    const seen = await tab.evaluate<Seen>(lookAt(portal.url));
    expect(seen).toEqual({ with: 'refused', without: 'refused', inside: 'closed', image: 0 });
    expect(
      await tab
        .frame('framed')
        ?.evaluate<string>('document.body.innerText')
        .catch(() => ''),
    ).not.toMatch(/KE-\d{4}|CEN/);
    expect(embedded).not.toContain('/assets/js/portal.js');

    const before = await contents(portal.owner);
    for (const form of ['change', 'leave']) {
      await tab.goto(evil);
      const [answer] = await Promise.all([
        tab.waitForResponse(one => one.request().method() === 'POST'),
        tab.waitForURL(`${portal.url}/**`),
        tab.evaluate(`document.getElementById('${form}').submit()`),
      ]);
      expect([form, answer.status(), (await answer.request().allHeaders()).cookie ?? '']).toEqual([form, 403, '']);
    }
    expect(changed(before, await contents(portal.owner))).toEqual([]);
    await tab.close();
    expect(await visit.go('/seizures')).toBe(200);
  });
});

test('a browser keeps nothing of the portal that script can reach, and asks nobody else for anything', async () => {
  const visit = await portal.page('ke.officer', { ownSession: true });
  const asked: string[] = [];
  visit.page.on('request', request => void asked.push(request.url()));
  for (const path of ['/', '/seizures', '/seizures/new', '/seizures/imports/new', '/reference/hs']) {
    await visit.go(path);
    const kept = await visit.page.evaluate<Record<string, number>>(whatIsKept);
    expect([path, kept]).toEqual([path, { cookies: 0, local: 0, session: 0, databases: 0, caches: 0, workers: 0 }]);
  }
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter(url => !url.startsWith(`${portal.url}/`) && !url.startsWith('data:'))).toEqual([]);
});
