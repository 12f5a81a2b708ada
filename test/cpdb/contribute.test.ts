import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { problemsOn, recordByForm } from '../support/entry.ts';
import { csvText, facts, table } from '../imports/generate.ts';
import { idOf, send as press, settled, upload } from '../imports/officer.ts';
import { animatedWebp, noise, picture, pngBomb } from '../support/file-samples.ts';
import { begun, examined, pictureForm, send, somePicture } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

const stored = (): string[] => storedFiles(portal.fileStore);
const rowsOf = async (sql: string, values: unknown[] = []) => (await portal.owner.query(sql, values)).rows;

describe('the form', () => {
  test('asks for the heading first, and offers none that takes no pictures', async () => {
    const page = await officer.get('/cpdb/new');
    expect(page.text).toContain('/cpdb/new?heading=DRUG');
    expect(page.text).not.toContain('heading=PORN');
    const form = await officer.get('/cpdb/new?heading=DRUG');
    expect(form.text).toContain('<optgroup label="Vehicle">');
    expect((await officer.get('/cpdb/new?heading=XX')).status).toBe(400);
    expect((await officer.get('/cpdb/new?x=1')).status).toBe(400);
  });

  test('heading PORN is refused: by its address, by a posted form, and by the database', async () => {
    const sentence = 'No pictures are ever stored under this heading';
    const opened = await officer.get('/cpdb/new?heading=PORN');
    expect([opened.status, opened.text.includes(sentence)]).toEqual([422, true]);
    const posted = await officer.post('/cpdb/new', pictureForm({ heading: 'PORN' }));
    expect([posted.status, posted.text.includes(sentence)]).toEqual([422, true]);
    expect(posted.text).toContain('href="#field-heading"');
    const ref = await begun(officer);
    const saved = await officer.post(`/cpdb/pictures/${ref}/edit`, pictureForm({ heading: 'PORN', version: '1' }));
    expect(saved.status).toBe(422);
    await expect(portal.owner.query(`update cpdb_pictures set heading = 'PORN' where ref = $1`, [ref])).rejects.toThrow(
      'cpdb_pictures_heading_takes_pictures',
    );
    const record = await recordByForm(officer, sampleRecord('PORN', { facts: { country: 'KE', nationalRef: 'P/1' } }));
    expect((await officer.get(`/seizures/${record}`)).text).not.toContain('/cpdb/new');
    expect((await officer.get(`/cpdb/new?seizure=${record}`)).status).toBe(422);
    expect((await officer.post('/cpdb/new', pictureForm({ seizure: record }))).status).toBe(422);
    expect(await rowsOf(`select 1 from cpdb_pictures where heading = 'PORN' or seizure_id is not null`)).toEqual([]);
  });

  test('a record of heading PORN that came by a file takes no picture either, nor does its file bring one', async () => {
    const [fact] = facts(1, 12);
    if (!fact) throw new Error('no row');
    const [head = '', row = ''] = csvText(
      table([{ ...fact, ref: 'P/FILE', country: 'KE', product: 'PORN/POR-VIDEO', quantity: 3, unit: 'piece' }]),
    )
      .trim()
      .split(/\r?\n/);
    const before = stored().length;
    const page = await upload(officer, 'cases.csv', `${head},Picture\r\n${row},CP-2026-00001.jpg\r\n`);
    await press(officer, await press(officer, page, 'read', {}, 'right'), 'columns');
    const checked = await settled(officer, idOf(page));
    await press(officer, checked, 'commit');
    await settled(officer, idOf(page));
    const [record] = await rowsOf(`select ref, headings from seizures where import_id = $1`, [idOf(page)]);
    expect(record).toMatchObject({ headings: ['PORN'] });
    expect((await officer.get(`/seizures/${record.ref}`)).text).not.toMatch(/\/cpdb\/(?:new|pictures|images)/);
    expect((await officer.get(`/cpdb/new?seizure=${record.ref}`)).status).toBe(422);
    for (const heading of ['PORN', 'DRUG'])
      expect((await officer.post('/cpdb/new', pictureForm({ seizure: record.ref, heading }))).status).toBe(422);
    expect(
      await rowsOf('select 1 from cpdb_pictures p join seizures s on s.id = p.seizure_id where s.import_id = $1', [
        idOf(page),
      ]),
    ).toEqual([]);
    expect(stored().length - before).toBeLessThanOrEqual(1); // the file itself
  });

  test('bad input is said at the field, and what was typed stays', async () => {
    const answer = await officer.post(
      '/cpdb/new',
      pictureForm({
        captionEn: 'Found in the car of Mr John Smith, passport A1234567',
        seizedOn: '31.12.2026',
        concealment: 'nowhere',
        country: 'VN',
      }),
    );
    expect(answer.status).toBe(422);
    for (const field of ['captionEn', 'seizedOn', 'concealment', 'country'])
      expect([field, answer.text.includes(`id="field-${field}-error"`)]).toEqual([field, true]);
    expect(answer.text).toContain('31.12.2026');
    const none = await officer.post('/cpdb/new', pictureForm({ captionEn: '' }));
    expect(problemsOn(none)).toEqual(['Enter a caption in at least one language.']);
    expect((await officer.post('/cpdb/new', { ...pictureForm(), office: '1' })).status).toBe(400);
  });

  test('the same form sent many times begins one picture', async () => {
    const clientUuid = randomUUID();
    const fields = { ...pictureForm({ clientUuid }), _csrf: await officer.token() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => officer.postRaw('/cpdb/new', fields)));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1);
    expect(await rowsOf('select 1 from cpdb_pictures where client_uuid = $1', [clientUuid])).toHaveLength(1);
    expect((await (await portal.as('ke.ncp')).post('/cpdb/new', pictureForm({ clientUuid }))).status).toBe(404);
  });

  test('of a seizure it is filled in from the record, for who may amend it', async () => {
    const record = await recordByForm(
      officer,
      sampleRecord('DRUG', {
        facts: {
          country: 'KE',
          nationalRef: 'P/2',
          concealment: 'CON-VEH-TYRE',
          release: 'rilos',
          releaseOffices: undefined,
          embargoUntil: undefined,
        },
      }),
    );
    expect((await officer.get(`/seizures/${record}`)).text).toContain(`/cpdb/new?seizure=${record}`);
    const form = await officer.get(`/cpdb/new?seizure=${record}`);
    expect(form.text).toMatch(/<option\s+value="CON-VEH-TYRE"\s+selected\s*>/);
    expect(form.text).toContain('not released to all');
    const ref = await begun(officer, { seizure: record });
    expect((await officer.get(`/cpdb/pictures/${ref}`)).text).toContain(`/seizures/${record}`);
    expect((await (await portal.as('vn.ncp')).get(`/cpdb/new?seizure=${record}`)).status).toBe(404);
  });

  test('two who save at once: the second is shown both', async () => {
    const ref = await begun(officer);
    expect(
      (await officer.post(`/cpdb/pictures/${ref}/edit`, pictureForm({ version: '1', captionEn: 'First' }))).status,
    ).toBe(303);
    const second = await officer.post(`/cpdb/pictures/${ref}/edit`, pictureForm({ version: '1', captionEn: 'Second' }));
    expect(second.status).toBe(409);
    for (const text of ['First', 'Second']) expect(second.text).toContain(text);
  });
});

describe('images', () => {
  test('come in, lose what they say of place and camera, and are told so', async () => {
    const ref = await begun(officer);
    const photo = await noise(900, 600)
      .jpeg()
      .withExif({ IFD0: { Make: 'Camera', Model: 'X' }, IFD3: { GPSLatitude: '1/1 2/1 3/1', GPSLatitudeRef: 'N' } })
      .toBuffer();
    expect((await send(officer, ref, 'photo.jpg', photo)).headers.location).toContain('done=added');
    const [image] = await examined(portal, ref);
    expect(image?.removed).toEqual(expect.arrayContaining(['place', 'camera']));
    expect((await officer.get(`/cpdb/pictures/${ref}/files`)).text).toMatch(
      /Removed from what others see: [^<]*where it was taken/,
    );
    const served = await officer.get(`/cpdb/images/${image?.id}/screen`, { Accept: 'image/webp' });
    expect((await sharp(served.body as Buffer).metadata()).exif).toBeUndefined();
  });

  test('are refused when they are something else, and nothing of them is kept', async () => {
    const ref = await begun(officer);
    const before = stored().length;
    const jpeg = await picture('jpeg');
    const wrong: readonly (readonly [string, Buffer])[] = [
      ['page.jpg', Buffer.from('<!doctype html><script>alert(1)</script>')],
      ['drawing.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['empty.jpg', Buffer.alloc(0)],
      ['words.txt', Buffer.from('words')],
      ['paper.pdf', Buffer.from('%PDF-1.7\n%%EOF')],
    ];
    for (const [name, content] of wrong) {
      const answer = await send(officer, ref, name, content);
      expect([name, answer.status, answer.text.includes('id="field-file-error"')]).toEqual([name, 422, true]);
    }
    expect(stored().length).toBe(before);
    for (const [name, content] of [
      ['cut.jpg', jpeg.subarray(0, jpeg.length / 2)],
      ['moving.webp', await animatedWebp(20)],
      ['bomb.png', pngBomb()],
    ] as const)
      await send(officer, ref, name, content);
    const images = await examined(portal, ref);
    expect(images.every(({ state }) => state === 'refused')).toBe(true);
    for (const { id } of images)
      for (const size of ['screen', 'original', 'thumbnail'])
        expect((await officer.get(`/cpdb/images/${id}/${size}`)).status).toBe(404);
    expect((await officer.post(`/cpdb/pictures/${ref}/submit`)).status).toBe(422);
    expect(stored().length).toBe(before);
  });

  test('of a phone in HEIC is taken, and browsers offer it', async () => {
    const ref = await begun(officer);
    const heic = readFileSync('test/fixtures/pictures/photo.heic');
    expect((await send(officer, ref, 'IMG_1.HEIC', heic)).status).toBe(303);
    expect(await examined(portal, ref)).toMatchObject([{ name: 'IMG_1.HEIC', state: 'ready' }]);
    const page = await officer.get(`/cpdb/pictures/${ref}/files`);
    expect(/<input[^>]*type="file"[^>]*accept="([^"]*)"/.exec(page.text)?.[1]).toMatch(/^image\/jpeg,.*image\/heic/);
  });

  test('of more pixels than are taken is refused at its field at once; one that cannot be read is told by letter', async () => {
    const ref = await begun(officer);
    const before = stored().length;
    // What its head says is enough.
    const large = await picture('jpeg');
    const frame = large.indexOf(Buffer.from([0xff, 0xc0]));
    for (const at of [5, 7]) large.writeUInt16BE(10_000, frame + at);
    const answer = await send(officer, ref, 'long.jpg', large);
    expect([answer.status, problemsOn(answer)]).toEqual([
      422,
      [expect.stringContaining('long.jpg: The picture has more than 64 million pixels')],
    ]);
    expect([answer.text.includes('data-pixels="64000000"'), stored().length]).toEqual([true, before]);
    const jpeg = await picture('jpeg', 900, 700);
    const [last] = await rowsOf('select coalesce(max(id), 0) as id from outgoing_letters');
    await send(officer, ref, 'half.jpg', jpeg.subarray(0, jpeg.length / 2));
    expect(await examined(portal, ref)).toMatchObject([{ name: 'half.jpg', state: 'refused' }]);
    expect(
      await rowsOf(`select 1 from outgoing_letters where kind = 'fileRefused' and id > $1`, [last.id]),
    ).toHaveLength(1);
  });

  test('500 at once: the limit is said, and nothing is kept', async () => {
    const ref = await begun(officer);
    const before = stored().length;
    const answer = await officer.uploadMany(
      `/cpdb/pictures/${ref}/files`,
      Array.from({ length: 500 }, (_, at) => ({ name: `${at}.jpg`, content: 'x' })),
    );
    expect([answer.status, answer.text.includes('No more than 20 files at a time')]).toEqual([422, true]);
    expect(stored().length).toBe(before);
  });

  test('sent again after a broken line, by its key or its content, an image is there once', async () => {
    const ref = await begun(officer);
    const content = await somePicture();
    const key = randomUUID();
    const json = async (name: string, file: Buffer, one: string) =>
      (
        await officer.uploadMany(
          `/cpdb/pictures/${ref}/files`,
          [{ name, content: file }],
          { key: one },
          { headers: { Accept: 'application/json' } },
        )
      ).body as { state: string; id?: string; text?: string };
    const first = await json('a.jpg', content, key);
    expect(first.state).toBe('taken');
    expect(await json('a.jpg', await somePicture(), key)).toEqual({ state: 'same', id: first.id });
    expect(await json('b.jpg', content, randomUUID())).toEqual({ state: 'same', id: first.id });
    expect((await json('c.jpg', Buffer.from('<html>'), randomUUID())).text).toContain('c.jpg');
    expect(await examined(portal, ref)).toHaveLength(1);
    expect((await officer.get(`/cpdb/pictures/${ref}/files`)).text).toContain(`data-known="${key}"`);
  });

  test('one that looks like a picture the contributor may see is shown with it, until it is said to be another', async () => {
    const scene = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#335577' } })
      .composite([
        {
          input: await sharp({ create: { width: 300, height: 200, channels: 3, background: '#ddaa33' } })
            .png()
            .toBuffer(),
          left: 60,
          top: 90,
        },
      ])
      .jpeg()
      .toBuffer();
    const first = await begun(officer);
    await send(officer, first, 'a.jpg', scene);
    await examined(portal, first);
    const second = await begun(officer);
    await send(officer, second, 'smaller.jpg', await sharp(scene).resize(500).jpeg({ quality: 70 }).toBuffer());
    const [image] = await examined(portal, second);
    expect((await officer.get(`/cpdb/pictures/${second}/files`)).text).toContain(`/cpdb/pictures/${first}"`);
    const stopped = await officer.post(`/cpdb/pictures/${second}/submit`);
    expect([stopped.status, stopped.text.includes(`looks the same as ${first}`)]).toEqual([422, true]);
    await officer.post(`/cpdb/pictures/${second}/files/${image?.id}/another`);
    expect((await officer.post(`/cpdb/pictures/${second}/submit`)).status).toBe(303);
    // Who may not see the other is told nothing of it.
    const stranger = await portal.as('vn.ncp');
    const theirs = await begun(stranger, { country: 'VN' });
    await send(stranger, theirs, 'again.jpg', scene);
    await examined(portal, theirs);
    expect((await stranger.get(`/cpdb/pictures/${theirs}/files`)).text).not.toContain(first);
  });

  test('are put in order and paired; regions are marked with words that are screened; parts are blurred for good', async () => {
    const ref = await begun(officer);
    await send(officer, ref, 'a.jpg', await somePicture());
    await send(officer, ref, 'b.png', await picture('png', 400, 300));
    const [photo, xray] = await examined(portal, ref);
    const alone = await officer.post(
      `/cpdb/pictures/${ref}/files/arrangement`,
      Object.fromEntries(
        [photo, xray].flatMap(one => [
          [`role.${one?.id}`, 'photo'],
          [`pair.${one?.id}`, 'A'],
          [`place.${one?.id}`, '1'],
        ]),
      ),
    );
    expect([alone.status, alone.text.includes('Pair A needs a photo and an X-ray.')]).toEqual([422, true]);
    expect(
      (
        await officer.post(`/cpdb/pictures/${ref}/files/arrangement`, {
          [`role.${photo?.id}`]: 'photo',
          [`pair.${photo?.id}`]: 'A',
          [`place.${photo?.id}`]: '2',
          [`role.${xray?.id}`]: 'xray',
          [`pair.${xray?.id}`]: 'A',
          [`place.${xray?.id}`]: '1',
        })
      ).status,
    ).toBe(303);
    const [row] = await rowsOf('select shows, images, cover from cpdb_pictures where ref = $1', [ref]);
    expect(row).toMatchObject({
      shows: 'pair',
      images: 2,
      cover: { photo: { id: photo?.id }, xray: { id: xray?.id } },
    });

    const page = `/cpdb/pictures/${ref}/files/${photo?.id}`;
    const named = await officer.post(`${page}/regions`, {
      'x.0': '10',
      'y.0': '10',
      'w.0': '20',
      'h.0': '20',
      'en.0': 'Mr John Smith, passport A1234567',
    });
    expect([named.status, named.text.includes('id="field-marks-en-0-error"')]).toEqual([422, true]);
    const outside = await officer.post(`${page}/regions`, {
      'x.0': '90',
      'y.0': '10',
      'w.0': '20',
      'h.0': '20',
      'en.0': 'Box',
    });
    expect([outside.status, outside.text.includes('It extends beyond the image.')]).toEqual([422, true]);
    expect(
      (
        await officer.post(`${page}/regions`, {
          'x.0': '10,5',
          'y.0': '10',
          'w.0': '20',
          'h.0': '20',
          'en.0': 'Inner box',
        })
      ).status,
    ).toBe(303);
    const shown = await officer.get(`/cpdb/pictures/${ref}`);
    expect(shown.text).toContain('Inner box');
    expect(shown.text).toMatch(/<rect class="cpdb-region" data-number="1" x="105"/);

    expect((await officer.post(`${page}/blur`, {})).status).toBe(422);
    const before = stored().length;
    expect(
      (await officer.post(`${page}/blur`, { 'x.0': '0', 'y.0': '0', 'w.0': '50', 'h.0': '50' })).headers.location,
    ).toContain('done=blurred');
    const [, again] = await examined(portal, ref);
    expect([again?.id, again?.stored_id === photo?.stored_id]).toEqual([photo?.id, false]);
    expect(stored().length).toBe(before);
    expect(stored().some(name => name.endsWith(photo?.stored_id ?? '-'))).toBe(false);
  });
});
