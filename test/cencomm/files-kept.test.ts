import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openOperation } from '../support/cencomm.ts';
import { idOf, mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { zip } from '../imports/engine/books.ts';

let portal: TestPortal;
let operation: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
});

const film = (brand: string): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(400, 1)]);
const track = '<?xml version="1.0"?>\n<gpx version="1.1" creator="x"><trk></trk></gpx>';
const send = (files: Parameters<typeof saveDraft>[5]) =>
  saveDraft(
    portal,
    'ke.ncp',
    operation,
    randomUUID(),
    { then: 'send', to: 'all', subject: 'tracks', body: 'see attached' },
    files,
  );

describe('what field teams have', () => {
  test('is kept by its signature and handed out to be saved, never shown; the rest is refused as before', async () => {
    const packed = zip({ 'scan 1.txt': 'ZEBRAMARKER' });
    const sent = await send([
      { name: 'scans.zip', content: packed },
      { name: 'phone.mp4', content: film('isom') },
      { name: 'call.m4a', content: film('M4A ') },
      { name: 'route.gpx', content: track },
      { name: 'places.kml', content: '<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>' },
    ]);
    const page = (await (await portal.as('rilo.esa')).get(`${mailOf(operation)}/${idOf(sent)}`)).text;
    for (const name of ['scans.zip', 'phone.mp4', 'call.m4a', 'route.gpx', 'places.kml']) expect(page).toContain(name);
    const [, href = ''] = /href="([^"]+\/files\/[0-9a-f-]{36})"/.exec(page) ?? [];
    const file = await (await portal.as('rilo.esa')).get(href);
    expect(file.headers).toMatchObject({
      'content-disposition': expect.stringContaining('attachment'),
      'x-content-type-options': 'nosniff',
    });
    for (const [name, content] of [
      ['evil.gpx', `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><gpx></gpx>`],
      ['evil.kml', '<?xml version="1.0"?><svg></svg>'],
      ['evil.mp4', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 0x90)])],
    ] as const)
      expect([name, (await send([{ name, content }])).status]).toEqual([name, 422]);
  });

  test('is said to be scanned only where it was scanned', async () => {
    const mail = mailOf(operation);
    const ke = await portal.as('ke.ncp');
    const without = 'No virus scanner is configured here: files are not scanned.';
    expect((await ke.get(`${mail}/new`)).text).toContain(without);
    expect((await ke.get(`/cencomm/operations/${operation}/files`)).text).toContain(without);
    const id = idOf(await send([{ name: 'note.txt', content: 'a note' }]));
    const page = async (): Promise<string> => (await ke.get(`${mail}/${id}`)).text;
    expect(await page()).toContain('not scanned: no scanner');
    await portal.owner.query('update cencomm_attachments set is_scanned = true where message_id = $1', [id]);
    expect(await page()).toContain('scanned, clean');
  });
});
