import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { inParallel } from '../support/attacks.ts';
import { openOperation } from '../support/cencomm.ts';
import { idOf, mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { pdf, picture } from '../support/file-samples.ts';
import { libraryOf } from '../support/library.ts';
import { begun, examined, published, send, submitted } from '../support/pictures.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

const viewers = [
  'ke.limited',
  'ke.reader',
  'ke.officer',
  'ke.ncp',
  'vn.ncp',
  'rilo.esa',
  'rilo.ap',
  'wco.admin',
  'unep.partner',
] as const;
type Login = (typeof viewers)[number];

/** An address of stored bytes, and who may have them. */
interface Walked {
  readonly what: string;
  readonly path: string;
  readonly open: readonly Login[];
}

const members: readonly Login[] = viewers.filter(login => login !== 'unep.partner');
const contributors: readonly Login[] = ['ke.officer', 'ke.ncp'];
const reviewers: readonly Login[] = [...contributors, 'rilo.esa', 'wco.admin'];
const inOperation: readonly Login[] = ['rilo.esa', 'ke.ncp', 'unep.partner'];

let portal: TestPortal;
let walked: Walked[];
beforeAll(async () => {
  portal = await testPortal();
  for (const login of viewers) await portal.as(login);
  walked = [...(await pictures()), ...(await documents()), ...(await operation())];
});

/** Pictures that are a draft, in review and published, with sizes, tiles and originals. */
async function pictures(): Promise<Walked[]> {
  const officer = await portal.as('ke.officer');
  const draft = await begun(officer);
  await send(officer, draft, 'large.jpg', await picture('jpeg', 2200, 1500));
  const states: readonly [what: string, ref: string, open: readonly Login[]][] = [
    ['draft', draft, contributors],
    ['submitted', await submitted(portal, officer), reviewers],
    ['published', await published(portal, officer), members],
  ];
  const found: Walked[] = [];
  for (const [what, ref, open] of states) {
    for (const { id } of await examined(portal, ref)) {
      const own = `/cpdb/images/${id}`;
      for (const size of ['thumbnail', 'card', 'screen']) found.push({ what, path: `${own}/${size}`, open });
      found.push({
        what: `${what}, original`,
        path: `${own}/original`,
        open: open.filter(one => reviewers.includes(one)),
      });
      for (const tile of await tilesOf(id)) found.push({ what: `${what}, tile`, path: `${own}/tiles/${tile}`, open });
    }
  }
  return found;
}

async function tilesOf(id: string): Promise<string[]> {
  const { rows } = await portal.owner.query<{ first: number | null }>(
    `select (tiles->>'first')::int as first from cpdb_images where id = $1`,
    [id],
  );
  const first = rows[0]?.first ?? null;
  return first === null ? [] : [`${first}/0/0`];
}

/** A bulletin of a RILO with a paper and a photo: a draft, one for the region, one for the world. */
async function documents(): Promise<Walked[]> {
  const ofRegion = members.filter(login => login !== 'vn.ncp');
  return [
    ...(await bulletin('draft', ['rilo.esa'])),
    ...(await bulletin('region', ofRegion, 'region')),
    ...(await embargoed()),
  ];
}

async function bulletin(what: string, open: readonly Login[], audience?: string): Promise<Walked[]> {
  const rilo = await portal.as('rilo.esa');
  const answer = await rilo.post('/cws/documents/new/bulletin', {
    clientUuid: randomUUID(),
    edition: '0',
    then: 'files',
    original: 'en',
    'en.title': `Bulletin ${what}`,
    'en.summary': 'On the coast.',
    'en.body': 'See the attachment.',
    headings: ['TOB'],
    number: '11/2026',
    handling: 'H0',
  });
  const ref = /documents\/([A-Z]+-\d+-\d+)\/files$/.exec(String(answer.headers.location))?.[1] ?? '';
  const files = `/cws/documents/${ref}/files`;
  await rilo.uploadMany(files, [
    { name: 'Bulletin.pdf', content: pdf(1, { text: 'Zebrawood' }) },
    { name: 'Row.jpg', content: await picture('jpeg') },
  ]);
  const rows = await cleanFiles(ref);
  if (audience !== undefined) {
    const edition = /name="edition" value="(\d+)"/.exec((await rilo.get(`/cws/documents/${ref}`)).text)?.[1] ?? '';
    const done = await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience });
    expect(done.headers.location).toBe(`/cws/documents/${ref}?done=published`);
  }
  return rows.flatMap(({ id, kind }) => {
    const sizes = kind === 'pdf' ? ['/preview'] : ['/thumbnail', '/screen'];
    return ['', ...sizes].map(size => ({ what: `bulletin, ${what}`, path: `/cws/files/${id}${size}`, open }));
  });
}

/** Published ahead of time: for those alone who work on it. */
async function embargoed(): Promise<Walked[]> {
  const found = await bulletin('under embargo', ['rilo.esa', 'wco.admin'], 'region');
  await portal.owner.query(
    `update cws_documents set embargo_until = now() + interval '1 day' where titles->'en'->>'title' = $1`,
    ['Bulletin under embargo'],
  );
  return found;
}

async function cleanFiles(ref: string): Promise<{ id: string; kind: string }[]> {
  for (;;) {
    const { rows } = await portal.owner.query<{ id: string; kind: string; state: string }>(
      'select f.id, f.kind, f.state from cws_files f join cws_documents d on d.id = f.document_id where d.ref = $1',
      [ref],
    );
    if (rows.length === 2 && rows.every(({ state }) => state === 'clean')) return rows;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** A library file, and a mail to one member of an operation. */
async function operation(): Promise<Walked[]> {
  const id = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'unep.partner': 'member' },
  });
  const library = libraryOf(portal, id);
  await library.add('ke.ncp', [{ name: 'Scan.jpg', content: await picture('jpeg') }]);
  const files = (await library.checked()).flatMap(row =>
    ['', '/picture'].map(end => ({
      what: 'library',
      path: `${library.path}/${row.fileId}/versions/${row.id}${end}`,
      open: inOperation,
    })),
  );
  const fields = { to: 'all', subject: 'Row', body: 'See attached', then: 'send' };
  const message = idOf(
    await saveDraft(portal, 'ke.ncp', id, randomUUID(), fields, [{ name: 'a.jpg', content: await picture('jpeg') }]),
  );
  const { rows } = await portal.owner.query<{ id: string }>(
    'select id from cencomm_attachments where message_id = $1',
    [message],
  );
  const attached = rows.flatMap(row =>
    ['', '/picture'].map(end => ({
      what: 'attachment',
      path: `${mailOf(id)}/${message}/files/${row.id}${end}`,
      open: inOperation,
    })),
  );
  return [...files, ...attached];
}

interface Answer {
  readonly status: number;
  readonly cache: string;
  readonly isPage: boolean;
}

async function ask(
  login: Login | undefined,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const browser = login === undefined ? portal.visitor() : await portal.as(login);
  const answer = await supertest(portal.url).get(path).set(browser.headers(headers)).redirects(0);
  const type = String(answer.headers['content-type'] ?? '');
  return {
    status: answer.status,
    cache: String(answer.headers['cache-control'] ?? ''),
    isPage: /^text\/(html|plain)/.test(type),
  };
}

/** A small picture is kept by the browser for its viewer's session, and asked for each time. */
const keptOf = (path: string, mine: boolean): string =>
  mine && /^\/cpdb\/.*\/(?:thumbnail|card)$/.test(path) ? 'private, no-cache' : 'no-store';

/** Who of a visitor, a stranger and an owner is answered otherwise than is right. */
async function amiss({ what, path, open }: Walked, headers: Readonly<Record<string, string>>): Promise<unknown[]> {
  const isPage = path.endsWith('/preview');
  const cases: readonly (readonly [login: Login | undefined, right: readonly number[]])[] = [
    // A preview is a page: a visitor is led to sign in.
    [undefined, isPage ? [303] : [401]],
    [viewers.find(login => !open.includes(login)), [403, 404]],
    // A viewer's own second look is judged anew: neither "not modified" nor a part of it.
    [open[0], isPage ? [200, 304] : [200]],
  ];
  const found: unknown[] = [];
  for (const [login, right] of cases) {
    const { status } = await ask(login, path, headers);
    if (!right.includes(status)) found.push({ what, path, login, headers, status });
  }
  return found;
}

describe('files.walk', () => {
  test('the walk meets every kind of stored object', async () => {
    expect([...new Set(walked.map(({ what }) => what))].sort()).toEqual([
      'attachment',
      'bulletin, draft',
      'bulletin, region',
      'bulletin, under embargo',
      'draft',
      'draft, original',
      'draft, tile',
      'library',
      'published',
      'published, original',
      'submitted',
      'submitted, original',
    ]);
    expect(storedFiles(portal.fileStore).length).toBeGreaterThan(20);
  });

  test('each viewer is handed what is theirs, and of all else not a byte', async () => {
    const wrong: unknown[] = [];
    await inParallel(walked, 4, async ({ what, path, open }) => {
      for (const login of viewers) {
        const { status, cache, isPage } = await ask(login, path);
        const mine = open.includes(login);
        const right = mine ? status === 200 : (status === 404 || status === 403) && isPage;
        if (!right || !cache.startsWith(keptOf(path, mine))) wrong.push({ what, path, login, mine, status, cache });
      }
    });
    expect(wrong).toEqual([]);
  });

  test('signed out, by a part, or by what a cache remembers, nothing is handed out', async () => {
    const wrong: unknown[] = [];
    const ways = [
      {},
      { Range: 'bytes=0-99' },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': new Date().toUTCString() },
    ];
    await inParallel(walked, 4, async one => {
      for (const headers of ways) wrong.push(...(await amiss(one, headers)));
    });
    expect(wrong).toEqual([]);
  });

  test('what is withdrawn or left is closed at once, thumbnails too', async () => {
    const [{ path = '' } = {}] = walked.filter(({ what }) => what === 'published');
    const id = /images\/([0-9a-f-]+)\//.exec(path)?.[1] ?? '';
    await portal.owner.query(
      `update cpdb_pictures set state = 'withdrawn' where id = (select picture_id from cpdb_images where id = $1)`,
      [id],
    );
    const [{ path: filed = '' } = {}] = walked.filter(({ what }) => what === 'library');
    await portal.owner.query(
      `update cencomm_members set removed_at = now(), removed_by = account_id, left_by_own_will = true
      where account_id = (select id from accounts where login_id = $1)`,
      ['unep.partner'],
    );
    expect((await ask('ke.limited', path)).status).toBe(404);
    expect((await ask('unep.partner', filed)).status).toBe(404);
    expect((await ask('ke.officer', path)).status).toBe(200);
  });
});
