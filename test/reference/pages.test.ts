import express from 'express';
import type { Express, RequestHandler } from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { loadLists, loadOffices, type Lists } from '../../src/reference/index.ts';
import { groups } from '../../src/reference/pages/catalogue.ts';
import { anchorOf } from '../../src/reference/pages/presenter.ts';
import { referenceRoutes } from '../../src/reference/routes.ts';
import { errorPages, notFound } from '../../src/web/error-pages.ts';
import { openLog } from '../../src/web/server/log.ts';
import { mount } from '../../src/web/mount.ts';
import { identifyRequests } from '../../src/web/requests/request.ts';
import { viewLocals } from '../../src/web/views.ts';
import { ownDatabase } from '../support/database.ts';

let app: Express;
let lists: Lists;

beforeAll(async () => {
  const { pool } = await ownDatabase();
  const [loaded, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  lists = loaded;
  app = appFor(referenceRoutes({ lists, offices }, 'anyone'), await loadTexts());
});

/** The reference room in the portal's own frame, with a viewer whose language the header chooses. */
function appFor(
  routes: ReturnType<typeof referenceRoutes<'anyone'>>,
  texts: Awaited<ReturnType<typeof loadTexts>>,
): Express {
  const log = openLog('silent');
  const made = express();
  made.set('query parser', 'simple');
  made.use(identifyRequests(log));
  made.use((req, _res, next) => {
    req.session = { csrfToken: 'a' } as never;
    req.user = {
      lang: req.get('x-lang') ?? 'en',
      loginId: 'ke.reader',
      level: 'read_only',
      duties: [],
      office: { code: 'KE', nameEn: 'Kenya', nameFr: 'Kenya' },
    } as never;
    next();
  });
  const locals = viewLocals(texts, () => ({ applications: [], section: [], actions: [] }));
  made.use(locals);
  const open = (): RequestHandler => (_req, _res, next) => next();
  made.use(mount([{ at: '/reference', load: async () => routes }], { enter: open, confirm: open }));
  made.use(notFound);
  made.use(errorPages(log, locals));
  return made;
}

const get = (path: string, lang = 'en') => request(app).get(path).set('x-lang', lang).set('accept', 'text/html');

/** Keys of the locales that a page shows instead of a text. */
function untranslated(html: string): string[] {
  return html.match(/\b(?:reference|common|errors):[\w.]+/g) ?? [];
}

describe('overview', () => {
  test.each(['en', 'fr'])('names every list and its number of codes in %s', async lang => {
    const { text, status } = await get('/reference', lang);
    expect(status).toBe(200);
    expect(untranslated(text)).toEqual([]);
    expect(text).toContain(lang === 'fr' ? 'Moyens de transport' : 'Means of transport');
    expect(text).toContain('href="/reference/hs"');
  });
});

describe('a list', () => {
  test('every list shows in both languages, each text translated', async () => {
    const overview = await get('/reference');
    const kinds = [...overview.text.matchAll(/href="\/reference\/(\w+)"/g)].map(match => match[1]);
    expect(kinds.length).toBeGreaterThan(34);
    for (const kind of kinds)
      for (const lang of ['en', 'fr']) {
        const { text, status } = await get(`/reference/${kind}`, lang);
        expect([kind, lang, status, untranslated(text)]).toEqual([kind, lang, 200, []]);
      }
  });

  test('shows both names, the code as an anchor, its validity and its successor', async () => {
    const { text } = await get('/reference/basel?q=A1180');
    expect(text).toContain('id="code-A1180"');
    expect(text).toContain('Déchets d&#39;assemblages électriques');
    expect(text).toContain('to 2024-12-31');
    expect(text).toContain('href="/reference/basel?q=A1181#code-A1181"');
  });

  test('gives every code of every list a line of its own to link to', async () => {
    for (const kind of Object.values(groups)
      .flat()
      .filter(one => lists.has(one))) {
      const anchors = lists.all(kind).map(({ code }) => anchorOf(code));
      expect([kind, anchors.filter((anchor, at) => anchors.indexOf(anchor) !== at)]).toEqual([kind, []]);
    }
    const ids = [...(await get('/reference/ods_blend')).text.matchAll(/ id="([^"]+)"/g)].map(match => match[1]);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const code = fc.string({ unit: fc.constantFrom(...'R2a_* /é'), maxLength: 6 });
    fc.assert(fc.property(code, code, (one, other) => one === other || anchorOf(one) !== anchorOf(other)));
  });

  test('finds without accents, in either name', async () => {
    const { text } = await get('/reference/country?q=emirats');
    expect(text).toContain('United Arab Emirates');
    expect(text.match(/id="code-/g)).toHaveLength(1);
  });

  test('pages through every code once, and back', async () => {
    const seen: string[] = [];
    let address: string | undefined = '/reference/country';
    let back = '';
    while (address !== undefined) {
      const { text }: { text: string } = await get(address.replaceAll('&amp;', '&'));
      seen.push(...[...text.matchAll(/id="code-(\w\w)"/g)].map(match => match[1] ?? ''));
      back = /href="([^"]+)" rel="prev"/.exec(text)?.[1] ?? back;
      address = /href="([^"]+)" rel="next"/.exec(text)?.[1];
    }
    expect(new Set(seen).size).toBe(251);
    expect(seen).toHaveLength(251);
    expect(seen[0]).toBe('AF');
    expect(seen.at(-1)).toBe('ZZ');
    const { text } = await get(back.replaceAll('&amp;', '&'));
    expect(text).toContain(`id="code-${seen[100]}"`);
  });

  test('narrows by parent', async () => {
    const { text } = await get('/reference/place?parent=KE');
    expect(text).toContain('Mombasa');
    expect(text).not.toContain('Hamburg');
  });

  test('answers in French for a viewer who reads French', async () => {
    const { text } = await get('/reference/transport', 'fr');
    expect(text.indexOf('Aérien')).toBeLessThan(text.indexOf('Air passenger'));
  });

  test('says so when nothing fits', async () => {
    const { text, status } = await get('/reference/drug?q=zzzz');
    expect(status).toBe(200);
    expect(text).toContain('No codes in this list match');
  });
});

describe('the Harmonized System', () => {
  test('opens as its sections and chapters, and a chapter as its tree', async () => {
    const top = await get('/reference/hs');
    expect(top.text.match(/id="section-/g)).toHaveLength(21);
    expect(top.text.match(/id="code-\d\d"/g)).toHaveLength(96);
    const chapter = await get('/reference/hs?parent=24', 'fr');
    expect(chapter.text).toContain('id="code-240220"');
    expect(chapter.text).toContain('id="code-2404"');
  });
});

describe('options for pickers', () => {
  const options = async (path: string, lang = 'en') =>
    (await get(path, lang)).body as { value: string; label: string }[];

  test('gives code and name in the viewer’s language, best first', async () => {
    expect((await options('/reference/country/options?q=ke'))[0]).toEqual({ value: 'KE', label: 'Kenya' });
    expect((await options('/reference/country/options?q=allem', 'fr'))[0]).toEqual({ value: 'DE', label: 'Allemagne' });
    expect((await options('/reference/hs/options?q=2402.20'))[0]?.value).toBe('240220');
    expect((await options('/reference/office/options?q=rilo-esa'))[0]?.value).toBe('RILO-ESA');
  });

  test('at most twenty, and none of the retired unless the date asks for them', async () => {
    expect(await options('/reference/hs/options?q=other')).toHaveLength(20);
    expect((await options('/reference/basel/options?q=A1180')).map(({ value }) => value)).not.toContain('A1180');
    expect((await options('/reference/basel/options?q=A1180&on=2020-01-01'))[0]?.value).toBe('A1180');
  });
});

describe('refusals', () => {
  test.each([
    ['/reference/nothing', 404],
    ['/reference/__proto__', 404],
    ['/reference/constructor/options', 404],
    ['/reference?x=1', 400],
    ['/reference/country?sort=name', 400],
    ['/reference/country?q=a&q=b', 400],
    ['/reference/country?after=nowhere', 400],
    ['/reference/place?parent=XX', 400],
    ['/reference/country?q=%00', 400],
    ['/reference/country?q=%E2%80%AE', 400],
    ['/reference/basel/options?on=2020-02-30', 400],
    ['/reference/basel/options?limit=5000', 400],
    [`/reference/country?q=${'a'.repeat(201)}`, 400],
  ])('%s: %i', async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(untranslated(answer.text)).toEqual([]);
  });
});
