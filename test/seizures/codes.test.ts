import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkVersion } from '../../src/reference/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { pictureForm } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let admin: Browser;
let rilo: Browser;
let reader: Browser;
beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  [admin, rilo, reader] = (await Promise.all([
    portal.as('wco.admin'),
    portal.as('rilo.esa'),
    portal.as('vn.reader'),
  ])) as [Browser, Browser, Browser];
});

const base = '/access/code-lists';
let number = 0;
function put(facts: Record<string, string | undefined>, count = 1, loginId = 'ke.ncp'): Promise<string[]> {
  const country = loginId === 'vn.ncp' ? { country: 'VN', place: undefined } : {};
  return ground.put(
    Array.from({ length: count }, () => {
      number += 1;
      const more = { nationalRef: `C/${number}`, release: 'all', releaseOffices: undefined, ...country, ...facts };
      return sampleRecord('DRUG', { facts: more });
    }),
    { loginId },
  );
}
/** A published picture of a hiding place; answers its reference. */
async function pictureOf(place: string): Promise<string> {
  const made = await (await portal.as('ke.officer')).post('/cpdb/new', pictureForm({ concealment: place }));
  const ref = /(CP-\d{4}-\d+)/.exec(made.headers.location ?? '')?.[1] ?? '';
  await portal.owner.query(
    `update cpdb_pictures set state = 'published', shows = 'photo', published_at = now() where ref = $1`,
    [ref],
  );
  return ref;
}
const options = async (q: string): Promise<string[]> =>
  (await reader.get(`/reference/concealment/options?q=${encodeURIComponent(q)}`)).body.map(
    (one: { value: string }) => one.value,
  );
const seenOf = async (code: string): Promise<string> =>
  /name="seen" value="([^"]*)"/.exec((await admin.get(`${base}/concealment/${code}/rename`)).text)?.[1] ?? 'none';
const rowOf = async (ref: string) =>
  (
    await portal.owner.query(
      `select s.concealment, s.status, s.version, s.verified_version as verified,
        r.record #>> '{facts,concealment}' as told
      from seizures s join seizure_records r on r.seizure_id = s.id where s.ref = $1`,
      [ref],
    )
  ).rows[0];
const found = async (place: string): Promise<number> =>
  Number(/(\d+) seizure/.exec(textOf(await reader.get(`/seizures?concealment=${place}`)))?.[1] ?? 0);
/** The page of a recoding once it is no longer at work. */
async function ended(address: string): Promise<string> {
  await expect
    .poll(async () => /Running|Being undone/.test((await admin.get(address)).text), { timeout: 60_000, interval: 200 })
    .toBe(false);
  return textOf(await admin.get(address));
}

describe('a code list', () => {
  test('takes a further code, which is offered at once and to every process; one that it has is refused', async () => {
    const before = await networkVersion(portal.pool);
    const added = { code: 'CON-VEH-SUNROOF', nameEn: 'In the sunroof', nameFr: 'Dans le toit ouvrant' };
    const made = await admin.post(`${base}/concealment/new`, { ...added, beside: 'CON-VEH-FUEL' });
    expect(made.headers.location).toBe(`${base}/concealment?done=added`);
    expect(await options('sunroof')).toEqual(['CON-VEH-SUNROOF']);
    expect(await networkVersion(portal.pool)).toBeGreaterThan(before);
    expect(textOf(await admin.get(`${base}/concealment/CON-VEH-SUNROOF`))).toMatch(/Vehicle[\s\S]*Code added/);
    for (const code of ['CON-VEH-SUNROOF', 'con roof']) {
      const refused = await admin.post(`${base}/concealment/new`, { ...added, code, beside: 'CON-VEH-FUEL' });
      expect([refused.status, problemsOn(refused).length, refused.text.includes('field-code-error')]).toEqual([
        422,
        1,
        true,
      ]);
    }
    for (const path of [base, `${base}/words`, `${base}/concealment`]) expect((await rilo.get(path)).status).toBe(403);
    expect((await admin.get(`${base}/hs`)).status).toBe(404);
  });

  test('has codes renamed: records and searches have the new name, and a form opened before is told', async () => {
    const [ref = ''] = await put({ concealment: 'CON-VEH-SUNROOF' });
    const picture = await pictureOf('CON-VEH-SUNROOF');
    const seen = await seenOf('CON-VEH-SUNROOF');
    const names = { nameEn: 'In the roof hatch', nameFr: 'Dans le toit ouvrant' };
    const renamed = await admin.post(`${base}/concealment/CON-VEH-SUNROOF/rename`, { seen, ...names });
    expect(renamed.headers.location).toBe(`${base}/concealment/CON-VEH-SUNROOF?done=renamed`);
    expect(textOf(await reader.get(`/seizures/${ref}`))).toContain('In the roof hatch');
    expect((await reader.get('/seizures?q=hatch')).text).toContain(ref);
    expect((await reader.get('/cpdb?q=hatch')).text).toContain(picture);
    const stale = await admin.post(`${base}/concealment/CON-VEH-SUNROOF/rename`, { seen, nameEn: 'X', nameFr: 'Y' });
    expect([stale.status, stale.text.includes('In the roof hatch'), stale.text.includes('value="X"')]).toEqual([
      409,
      true,
      true,
    ]);
  });

  test('has codes retired with a day and a successor, and put back; records keep the name', async () => {
    const one = `${base}/concealment/CON-VEH-SUNROOF`;
    const day = new Date().toISOString().slice(0, 10);
    const retire = async (more: Record<string, string>, path = one) =>
      admin.post(`${path}/retire`, { seen: await seenOf(path.split('/').at(-1) ?? ''), validTo: day, ...more });
    expect((await retire({ successor: 'CON-VEH-SUNROOF' })).status).toBe(422);
    expect((await retire({ validTo: '2020-01-01', successor: '' })).status).toBe(422);
    expect((await retire({ successor: '' }, `${base}/concealment/CON-OTH`)).status).toBe(422);
    expect((await retire({ successor: 'CON-VEH-ROOF' })).headers.location).toBe(`${one}?done=retired`);
    await portal.owner.query(`update reference_codes set valid_to = current_date - 1 where code = 'CON-VEH-SUNROOF'`);
    await expect.poll(() => options('hatch'), { timeout: 10_000 }).toEqual([]); // as another process changed it
    expect(textOf(await admin.get(one))).toMatch(/Until[\s\S]*\(CON-VEH-ROOF\)[\s\S]*Code retired/);
    const back = await admin.post(`${one}/reinstate`, { seen: await seenOf('CON-VEH-SUNROOF') });
    expect([back.headers.location, await options('hatch')]).toEqual([`${one}?done=reinstated`, ['CON-VEH-SUNROOF']]);
  });
});

describe('records', () => {
  test('are recoded after a preview by office, say so in their history, and are put back where nothing else changed', async () => {
    const code = 'CON-VEH-BUMPER';
    const own = await put({ concealment: code }, 53);
    const [foreign = ''] = await put({ concealment: code }, 1, 'vn.ncp');
    const [other = ''] = await put({ concealment: 'CON-VEH-FUEL' });
    const [ref = '', verified = ''] = own;
    await portal.owner.query(`update seizures set status = 'verified', verified_version = 1 where ref = $1`, [
      verified,
    ]);
    const picture = await pictureOf(code);
    const preview = await admin.get(`${base}/concealment/${code}/recode`);
    expect(textOf(preview)).toMatch(/54 records[\s\S]*Kenya[^0-9]*53[\s\S]*Viet ?Nam[^0-9]*1/i);
    const asked = { clientUuid: randomUUID(), to: 'CON-VEH-CHASSIS', reason: 'The list has one place for both' };
    const begun = await admin.post(`${base}/concealment/${code}/recode`, asked);
    const address = begun.headers.location ?? '';
    expect([begun.status, address]).toEqual([303, expect.stringMatching(/\/recodings\/\d+$/)]);
    expect((await admin.post(`${base}/concealment/${code}/recode`, asked)).headers.location).toBe(address);
    expect(await ended(address)).toMatch(/Done[\s\S]*Recoded\s*54/);
    for (const one of [...own, foreign])
      expect([one, await rowOf(one)]).toEqual([
        one,
        expect.objectContaining({ concealment: 'CON-VEH-CHASSIS', told: 'CON-VEH-CHASSIS', version: 2 }),
      ]);
    expect(await rowOf(verified)).toMatchObject({ status: 'verified', verified: 2 });
    expect(await rowOf(other)).toMatchObject({ concealment: 'CON-VEH-FUEL', version: 1 });
    expect([await found(code), await found('CON-VEH-CHASSIS')]).toEqual([0, 54]);
    const history = textOf(await reader.get(`/seizures/${ref}/history`));
    expect(history).toMatch(/Recoded because the code lists changed[\s\S]*one place for both/);
    const { rows } = await portal.owner.query(
      `select (select count(*)::int from audit_events where action = 'seizure.recoded' and subject = $1) as noted,
        (select count(*)::int from seizure_changes c join seizures s on s.id = c.seizure_id
          where s.ref = $1) as changes`,
      [ref],
    );
    expect(rows[0]).toEqual({ noted: 1, changes: 2 });
    const inGallery = async (place: string): Promise<boolean> =>
      (await reader.get(`/cpdb?place=${place}`)).text.includes(picture);
    expect([await inGallery(code), await inGallery('CON-VEH-CHASSIS')]).toEqual([false, true]);
    // One is changed since: it stays as it is.
    await portal.owner.query('update seizures set version = 3 where ref = $1', [ref]);
    expect((await admin.post(`${address}/undo`)).headers.location).toBe(address);
    expect(await ended(address)).toMatch(/Undone[\s\S]*Restored\s*53[\s\S]*changed since\s*1/);
    expect([(await rowOf(ref)).concealment, await rowOf(verified)]).toEqual([
      'CON-VEH-CHASSIS',
      expect.objectContaining({ concealment: code, status: 'verified', version: 3, verified: 3 }),
    ]);
    expect([await found(code), await found('CON-VEH-CHASSIS')]).toEqual([53, 1]);
    expect([await inGallery(code), await inGallery('CON-VEH-CHASSIS')]).toEqual([true, false]);
  }, 120_000);

  test('are recoded where the code is a further means of detection, and where nobody here may open them', async () => {
    const [means = '', hidden = ''] = await ground.put(
      [{ detectionMeans: ['DET-ENDO', 'DET-XRAY'] }, { detection: 'DET-ENDO', embargoUntil: '2199-01-01' }].map(
        more => {
          number += 1;
          return sampleRecord('DRUG', {
            facts: { nationalRef: `C/${number}`, release: 'all', releaseOffices: undefined, ...more },
          });
        },
      ),
    );
    expect((await admin.get(`/seizures/${hidden}`)).status).toBe(404);
    const at = `${base}/detection/DET-ENDO/recode`;
    const asked = await admin.get(at);
    expect(textOf(asked)).toMatch(/2 records/);
    const form = { clientUuid: randomUUID(), to: 'DET-RAMAN', reason: 'They are counted otherwise' };
    const begun = await admin.post(at, form);
    expect(begun.status, problemsOn(begun).join()).toBe(303);
    expect(await ended(begun.headers.location ?? '')).toMatch(/Done[\s\S]*Recoded\s*2/);
    const { rows } = await portal.owner.query(
      `select s.version, r.record #>> '{facts,detection}' as main, r.record #> '{facts,detectionMeans}' as means
        from seizures s join seizure_records r on r.seizure_id = s.id where s.ref = any($1) order by s.id`,
      [[means, hidden]],
    );
    expect(rows).toMatchObject([
      { version: 2, means: ['DET-RAMAN', 'DET-XRAY'] },
      { version: 2, main: 'DET-RAMAN' },
    ]);
    expect((await admin.get(`/seizures/${hidden}`)).status).toBe(404);
  }, 60_000);

  test('that said one thing under “other” get a code by one act, spelled however, and others stay', async () => {
    const hollow = [
      ...(await put({ concealment: 'CON-OTH', concealmentText: 'Hollow surfboard' }, 3)),
      ...(await put({ concealment: 'CON-OTH', concealmentText: 'hollow  surfboard.' }, 1, 'vn.ncp')),
    ];
    const [drone = ''] = await put({ concealment: 'CON-OTH', concealmentText: 'Dropped by a drone' });
    const [embargoed = ''] = await put({ concealment: 'CON-OTH', concealmentText: 'Seen by nobody else' });
    await portal.owner.query(`update seizures set embargo_until = current_date + 9 where ref = $1`, [embargoed]);
    const list = await admin.get(`${base}/words`);
    expect(textOf(list)).toMatch(/Hollow surfboard\s*4[\s\S]*Dropped by a drone\s*1/);
    expect(list.text).not.toContain('Seen by nobody else');
    const address = `${base}/words/concealment?keys=hollow+surfboard`;
    expect(textOf(await admin.get(address))).toMatch(/4 records[\s\S]*Kenya[^0-9]*3[\s\S]*Viet ?Nam[^0-9]*1/i);
    const asked = { clientUuid: randomUUID(), to: '', code: '', nameEn: '', nameFr: '', beside: '', reason: 'Often' };
    const empty = await admin.post(address, asked);
    expect([empty.status, problemsOn(empty).length]).toEqual([422, 1]);
    const begun = await admin.post(address, {
      ...asked,
      code: 'CON-SURF',
      nameEn: 'In a surfboard',
      nameFr: 'Dans une planche de surf',
      beside: 'CON-BAG-CONT',
    });
    expect(begun.status, problemsOn(begun).join()).toBe(303);
    expect(await ended(begun.headers.location ?? '')).toMatch(/Done[\s\S]*Recoded\s*4/);
    for (const one of hollow) expect(await rowOf(one)).toMatchObject({ concealment: 'CON-SURF', version: 2 });
    for (const one of [drone, embargoed])
      expect(await rowOf(one)).toMatchObject({ concealment: 'CON-OTH', version: 1 });
    expect((await admin.get(`${base}/words`)).text).not.toContain('surfboard');
    expect((await admin.get(address)).status).toBe(400);
    expect(await options('surfboard')).toEqual(['CON-SURF']);
  });
});
