import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { openOperation } from '../support/cencomm.ts';
import { freePort } from '../support/free-port.ts';
import { libraryOf } from '../support/library.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal({
    s3: {
      bucket: 'b',
      prefix: '',
      endpoint: `http://127.0.0.1:${await freePort()}`,
      region: 'x',
      accessKey: 'a',
      secretKey: 'b',
    },
  });
});

test('with its store away files are answered 503, nothing is begun, and the library is read', async () => {
  const operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
  const library = libraryOf(portal, operation);
  const ke = await portal.as('ke.ncp');
  expect((await library.add('ke.ncp', [{ name: 'a.txt', content: 'ZEBRAMARKER' }])).status).toBe(503);
  const {
    rows: [none],
  } = await portal.owner.query('select count(*)::int as n from cencomm_uploads');
  expect(none.n).toBe(0);
  const begun = await ke.postRaw(
    `${library.path}/uploads`,
    {
      _csrf: await ke.token('/account'),
      clientUuid: randomUUID(),
      place: '0',
      name: 'a.txt',
      size: '5',
      folder: '',
      file: '',
      note: '',
    },
    { Accept: 'application/json' },
  );
  expect(
    (
      await ke.upload(
        `${library.path}/uploads/${begun.body.id}/pieces/0`,
        { name: 'piece', content: '' },
        {},
        '/account',
      )
    ).status,
  ).toBe(422);
  // A version whose content is in the store that is away.
  const [file, version] = [randomUUID(), randomUUID()];
  await portal.owner.query('insert into cencomm_library_files (id, operation_id) values ($1, $2)', [file, operation]);
  await portal.owner.query(
    `insert into cencomm_library_versions (id, file_id, operation_id, number, epoch, author_id, created_ms,
      salt, name_ct, kind, size, sha256, stored_id, preview_id)
    select $1, $2, $3, 1, 1, a.id, $4, decode(repeat('00', 32), 'hex'), '', 'txt', 5, '', gen_random_uuid(),
      gen_random_uuid() from accounts a where a.login_id = 'ke.ncp'`,
    [version, file, operation, Date.now()],
  );
  expect((await ke.get(`${library.path}/${file}/versions/${version}`)).status).toBe(503);
  const page = await ke.get(`${library.path}/${file}`);
  expect([page.status, page.text.includes('the file store is not responding')]).toEqual([200, true]);
  expect((await ke.get(library.path)).status).toBe(200);
  const {
    rows: [opened],
  } = await portal.owner.query(`select count(*)::int as n from audit_events where action = 'libraryFile.opened'`);
  expect(opened.n).toBe(0);
});
