import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { problemsOn } from '../support/entry.ts';
import { pictureForm } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let [officer, reader, stranger]: Browser[] = [];
const refs: string[] = [];

beforeAll(async () => {
  portal = await testPortal();
  [officer, reader, stranger] = (await Promise.all([
    portal.as('ke.officer'),
    portal.as('ke.limited'),
    portal.as('vn.reader'),
  ])) as [Browser, Browser, Browser];
  for (let at = 0; at < 4; at += 1) {
    const made = await officer.post('/cpdb/new', pictureForm({ captionEn: `Picture number ${at}` }));
    refs.push(/(CP-\d{4}-\d+)/.exec(made.headers.location ?? '')?.[1] ?? '');
  }
  await portal.owner.query(
    `update cpdb_pictures set state = 'published', shows = 'photo', published_at = now() where ref = any($1)`,
    [refs.slice(0, 3)],
  );
});

const form = (more: Readonly<Record<string, string>> = {}) => ({
  clientUuid: randomUUID(),
  version: '0',
  pictures: '',
  name: 'Night shift',
  note: 'Look at the tanks first',
  audience: 'own',
  ...more,
});
async function made(browser: Browser, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await browser.post('/cpdb/collections/new', form(more));
  expect([answer.status, problemsOn(answer)]).toEqual([303, []]);
  return (answer.headers.location ?? '').split('?')[0] ?? '';
}
const inOrder = (text: string): string[] =>
  [...text.matchAll(/class="cpdb-card" href="\/cpdb\/pictures\/(CP-\d{4}-\d+)"/g)].map(([, ref = '']) => ref);

describe('a collection', () => {
  test('is begun with a picture, filled by references and from a picture’s page, put in order and printed', async () => {
    const [first = '', second = '', third = '', draft = ''] = refs;
    expect((await reader!.get(`/cpdb/pictures/${first}`)).text).toContain(`/cpdb/collections/new?pictures=${first}`);
    expect((await reader!.get(`/cpdb/collections/new?pictures=${first}`)).text).toContain(`value="${first}"`);
    const address = await made(reader!, { pictures: first });
    const added = await reader!.post(`${address}/pictures`, { pictures: `${second.toLowerCase()}, ${first}` });
    expect(added.headers.location).toBe(`${address}?done=added`);
    const id = address.split('/').at(-1) ?? '';
    expect((await reader!.get(`/cpdb/pictures/${third}`)).text).toMatch(
      new RegExp(`value="${id}"\\s[^>]*>Night shift`),
    );
    const collected = await reader!.post(`/cpdb/pictures/${third}/collect`, { collection: id });
    expect(collected.headers.location).toBe(`/cpdb/pictures/${third}?done=collected`);
    expect(inOrder((await reader!.get(address)).text)).toEqual([first, second, third]);
    await reader!.post(`${address}/move`, { picture: third, move: 'up' });
    await reader!.post(`${address}/move`, { picture: first, move: 'down' });
    const shown = await reader!.get(address);
    expect([inOrder(shown.text), shown.text.includes('Look at the tanks first')]).toEqual([
      [third, first, second],
      true,
    ]);
    expect(shown.text).toMatch(/Printed by ke\.limited/);
    await reader!.post(`${address}/move`, { picture: first, move: 'remove' });
    expect((await reader!.post(`${address}/move`, { picture: first, move: 'up' })).status).toBe(409);
    for (const pictures of [draft, 'CP-2001-99999']) {
      const refused = await reader!.post(`${address}/pictures`, { pictures });
      expect([refused.status, problemsOn(refused)]).toEqual([422, [`There is no published picture ${pictures}.`]]);
    }
    expect((await reader!.post(`${address}/pictures`, { pictures: 'words' })).status).toBe(422);
    const { rows } = await portal.owner.query(
      `select action from audit_events where subject = $1 and action <> 'collection.read' order by id`,
      [`collection:${id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'collection.made',
      'collection.arranged',
      'collection.arranged',
      'collection.arranged',
      'collection.arranged',
      'collection.arranged',
    ]);
  });

  test('is filled from the gallery: one picture by its button, or those that are ticked, without leaving the list', async () => {
    const [first = '', second = '', third = '', draft = ''] = refs;
    const address = await made(reader!, { name: 'From the list' });
    const id = address.split('/').at(-1) ?? '';
    const list = '?place=CON-VEH-FUEL&sort=oldest';
    const shown = await reader!.get(`/cpdb${list}`);
    expect(shown.text).toContain(`action="/cpdb/collect${list.replace('&', '&amp;')}"`);
    for (const ref of refs.slice(0, 3))
      expect(shown.text).toMatch(new RegExp(`name="one"\\s+value="${ref}"[\\s\\S]*?name="ticked"\\s+value="${ref}"`));
    const put = (fields: Readonly<Record<string, string | readonly string[]>>) =>
      reader!.post(`/cpdb/collect${list}`, fields);
    const back = `/cpdb${list}&into=${id}&done=collected`;
    expect((await put({ collection: id, one: second, ticked: [third] })).headers.location).toBe(`${back}#${second}`);
    expect(inOrder((await reader!.get(address)).text)).toEqual([second]);
    expect((await put({ collection: id, ticked: [first, third] })).headers.location).toBe(`${back}#${first}`);
    expect(inOrder((await reader!.get(address)).text)).toEqual([second, first, third]);
    const again = await reader!.get(back);
    expect(again.text).toContain('to the collection “From the list”');
    expect(again.text).toMatch(new RegExp(`value="${id}"\\s[^>]*selected`));
    // Where there is none yet, or another is wanted, the pictures wait in its form.
    const begun = await put({ collection: '', ticked: [first, second] });
    expect(begun.headers.location).toBe(`/cpdb/collections/new?pictures=${first}%2C${second}`);
    expect((await reader!.get(begun.headers.location ?? '')).text).toContain(`value="${first},${second}"`);
    expect(inOrder((await reader!.get(await made(reader!, { pictures: `${first},${second}` }))).text)).toEqual([
      first,
      second,
    ]);
    const none = await put({ collection: id });
    expect([none.status, problemsOn(none)[0]]).toEqual([
      422,
      'First select the pictures to add, or press the plus below one.',
    ]);
    const hidden = await put({ collection: id, one: draft });
    expect([hidden.status, problemsOn(hidden)]).toEqual([422, [`There is no published picture ${draft}.`]]);
    expect((await put({ collection: id, one: 'x' })).status).toBe(400);
    // Of somebody else it is 404, or 403 where it may be seen.
    const all = await made(reader!, { audience: 'all' });
    const ways = [address, all].map(one => ({ collection: one.split('/').at(-1) ?? '', one: first }));
    for (const [at, status] of [404, 403].entries())
      expect((await stranger!.post('/cpdb/collect', ways[at] ?? {})).status).toBe(status);
  });

  test('lets a withdrawn picture drop out', async () => {
    const [first = '', second = ''] = refs;
    const address = await made(reader!, { pictures: first });
    await reader!.post(`${address}/pictures`, { pictures: second });
    await portal.owner.query(`update cpdb_pictures set state = 'withdrawn' where ref = $1`, [first]);
    expect(inOrder((await reader!.get(address)).text)).toEqual([second]);
    expect((await reader!.get('/cpdb/collections')).text).toContain('1 hiding place');
    await portal.owner.query(`update cpdb_pictures set state = 'published' where ref = $1`, [first]);
  });

  test('is seen and changed by those it is for, and by nobody else', async () => {
    const own = await made(reader!);
    const office = await made(reader!, { audience: 'office' });
    const all = await made(reader!, { audience: 'all' });
    const seen = async (browser: Browser): Promise<number[]> =>
      Promise.all([own, office, all].map(async address => (await browser.get(address)).status));
    expect([await seen(officer!), await seen(stranger!)]).toEqual([
      [404, 200, 200],
      [404, 404, 200],
    ]);
    const ways = ['pictures', 'move', 'edit', 'discard'];
    const answers = async (browser: Browser, address: string): Promise<number[]> =>
      Promise.all(ways.map(async way => (await browser.post(`${address}/${way}`, { x: '1' })).status));
    expect(await answers(stranger!, all)).toEqual([403, 403, 403, 403]);
    expect(await answers(stranger!, office)).toEqual([404, 404, 404, 404]);
    // Who contributes pictures works on the collections of the office; only its maker takes one back.
    expect((await officer!.post(`${office}/pictures`, { pictures: refs[0] ?? '' })).status).toBe(303);
    const taken = await officer!.post(`${office}/edit`, form({ version: '1', audience: 'own' }));
    expect([taken.status, problemsOn(taken)]).toEqual([
      422,
      ['Only the person who created a collection can keep it to themselves.'],
    ]);
    expect(
      (await officer!.post(`${office}/edit`, form({ version: '1', name: 'Ours', audience: 'office' }))).status,
    ).toBe(303);
    const late = await reader!.post(`${office}/edit`, form({ version: '1', name: 'Mine', audience: 'office' }));
    expect([late.status, late.text.includes('Ours')]).toEqual([409, true]);
    expect((await reader!.post(`${office}/discard`, {})).headers.location).toBe('/cpdb/collections?done=discarded');
    expect((await reader!.get(office)).status).toBe(404);
  });

  test('is one, however often its form is sent; what is missing is said at its field', async () => {
    const clientUuid = randomUUID();
    const addresses = [await made(reader!, { clientUuid }), await made(reader!, { clientUuid })];
    expect(new Set(addresses).size).toBe(1);
    const nameless = await reader!.post('/cpdb/collections/new', form({ name: '', note: 'kept' }));
    expect([nameless.status, nameless.text.includes('id="field-name-error"'), nameless.text.includes('kept')]).toEqual([
      422,
      true,
      true,
    ]);
  });
});

describe('a hiding place', () => {
  const ofPlace = { place: 'CON-VEH-FUEL', transport: 'ROAD-TRUCK', heading: '' };
  const waiting = async (browser: Browser): Promise<string> => {
    const { text } = await browser.get('/waiting');
    return /href="(\/cpdb\/watches\/\d+)"/.exec(text)?.[1] ?? '';
  };
  async function publishNew(by = officer!): Promise<string> {
    const answer = await by.post('/cpdb/new', pictureForm());
    const ref = /(CP-\d{4}-\d+)/.exec(answer.headers.location ?? '')?.[1] ?? '';
    await portal.owner.query(
      `with now_out as (update cpdb_pictures set state = 'published', shows = 'photo', published_at = now()
        where ref = $1 returning id)
      insert into cpdb_steps (picture_id, kind) select id, 'published' from now_out`,
      [ref],
    );
    return ref;
  }

  test('is followed from the gallery and from a picture, once, and its page is one’s own', async () => {
    const gallery = await reader!.get('/cpdb?place=CON-VEH-FUEL&transport=ROAD-TRUCK');
    const link = '/cpdb/watches/new?place=CON-VEH-FUEL&amp;transport=ROAD-TRUCK';
    expect(gallery.text).toContain(`href="${link}"`);
    expect((await reader!.get(`/cpdb/pictures/${refs[0]}`)).text).toContain(`href="${link}"`);
    const page = await reader!.get(link.replace('&amp;', '&'));
    expect(page.text).toMatch(/value="CON-VEH-FUEL"\s+selected/);
    const followed = { clientUuid: randomUUID(), ...ofPlace };
    const first = await reader!.post('/cpdb/watches/new', followed);
    const address = (first.headers.location ?? '').split('?')[0] ?? '';
    expect([first.status, address]).toEqual([303, expect.stringMatching(/^\/cpdb\/watches\/\d+$/)]);
    const again = await reader!.post('/cpdb/watches/new', { ...followed, clientUuid: randomUUID() });
    expect(again.headers.location).toBe(`${address}?done=followed`);
    const refused = await reader!.post('/cpdb/watches/new', { ...followed, place: 'NOWHERE' });
    expect([refused.status, problemsOn(refused).length]).toEqual([422, 1]);
    expect([(await stranger!.get(address)).status, (await stranger!.post(`${address}/end`)).status]).toEqual([
      404, 404,
    ]);
    const { text } = await reader!.get(address);
    for (const ref of refs.slice(0, 3)) expect(text).toContain(`/cpdb/pictures/${ref}"`);
  });

  test('has its new pictures at what waits until they are looked at, never one’s own; one page has all one follows', async () => {
    expect(await waiting(reader!)).toBe('');
    const own = await officer!.post('/cpdb/watches/new', { clientUuid: randomUUID(), ...ofPlace });
    expect(own.status).toBe(303);
    const ref = await publishNew();
    expect(await waiting(officer!)).toBe('');
    const address = await waiting(reader!);
    expect(address).not.toBe('');
    const all = await reader!.get('/cws/subscription');
    expect(all.text).toMatch(new RegExp(`${address}">[^<]*fuel tank[\\s\\S]*1 new picture`));
    expect((await officer!.get('/cws/subscription')).text).toContain('id="searches"');
    expect((await officer!.get('/seizures/watches')).text).toContain('href="/cws/subscription"');
    expect(all.text).not.toContain('id="searches"'); // the database is closed to this reader
    const { text } = await reader!.get(address);
    expect(text.indexOf('id="newHere"')).toBeLessThan(text.indexOf(`/cpdb/pictures/${ref}"`));
    expect(text.indexOf(`/cpdb/pictures/${ref}"`)).toBeLessThan(text.indexOf('id="earlier"'));
    expect(await waiting(reader!)).toBe('');
    await publishNew();
    await portal.owner.query(`update cpdb_pictures set state = 'withdrawn' where concealment = 'CON-VEH-FUEL'`);
    expect(await waiting(reader!)).toBe(''); // published meanwhile, and withdrawn
    const ended = await reader!.post(`${address}/end`);
    expect(ended.headers.location).toBe('/cws/subscription?done=left#places');
    expect([(await reader!.get(address)).status, (await reader!.post(`${address}/end`)).status]).toEqual([404, 404]);
  });
});
