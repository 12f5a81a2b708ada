import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { placeOfSubject } from '../../src/access/trail/subjects.ts';
import { isId } from '../../src/cencomm/operations/store.ts';
import { sendAs, viewerNamed } from '../support/cencomm.ts';
import { invite, join, opened, wish } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';

/** What a stranger must find no trace of. */
const title = 'Operation QUIETWORD';
let portal: TestPortal;
let operation: string;
let inside: readonly { method: string; path: string }[];
beforeAll(async () => {
  portal = await testPortal();
  operation = await opened(portal, 'ke.ncp', { title });
  await join(portal, 'ke.ncp', operation, 'ke.officer');
  await sendAs(portal, 'ke.officer', operation, { subject: 'ZEBRAMARKER', body: 'ZEBRAMARKER' });
  const invitation = randomUUID();
  await invite(portal, 'ke.ncp', operation, 'unep.partner', 'member', { clientUuid: invitation });
  const member = String((await viewerNamed(portal, 'ke.officer')).accountId);
  inside = (await routesOf(portal))
    .filter(({ path }) => path.startsWith('/cencomm/operations/:id'))
    .filter(({ body }) => body !== 'upload')
    .map(({ method, path }) => ({
      method,
      path: path
        .replace(':id', operation)
        .replace(':member', member)
        .replace(':invitation', invitation)
        .replace(/:\w+/g, randomUUID()),
    }));
});

describe('an operation', () => {
  test('is nowhere for who is no member: each of its addresses answers as one that is not there', async () => {
    expect(inside.length).toBeGreaterThan(12);
    for (const login of ['wco.admin', 'ke.reader', 'vn.ncp', 'unep.partner']) {
      const browser = await portal.as(login);
      const token = await browser.token('/account');
      for (const { method, path } of inside) {
        const answers = await Promise.all(
          [path, path.replace(operation, randomUUID())].map(at =>
            method === 'get' ? browser.get(at) : browser.postRaw(at, { _csrf: token }),
          ),
        );
        expect([login, method, path, ...answers.map(({ status }) => status)]).toEqual([login, method, path, 404, 404]);
        expect(answers[0]?.text).not.toMatch(/QUIETWORD|ZEBRAMARKER/);
      }
    }
  });

  test('is on no list, count or export of theirs, and in the register by its title alone', async () => {
    for (const login of ['vn.ncp', 'ke.reader', 'wco.cenmat', 'wco.admin']) {
      const browser = await portal.as(login);
      for (const path of ['/', '/cencomm', '/account'])
        expect([login, path, /QUIETWORD|ZEBRAMARKER/.test((await browser.get(path)).text)]).toEqual([
          login,
          path,
          false,
        ]);
      expect((await browser.get('/cencomm')).text).toContain('You are not in an operation yet');
    }
    const admin = await portal.as('wco.admin');
    for (const path of ['/cencomm/register', `/cencomm/register/${operation}`]) {
      const page = (await admin.get(path)).text;
      expect(page).toContain('QUIETWORD');
      expect(page).not.toMatch(/ZEBRAMARKER|ke\.officer|ke\.ncp|unep\.partner|Ozone|CITES|1 message/);
    }
  });

  test('is in the trail by its number, without title, aim or a word, and leads nowhere from there', async () => {
    const { rows } = await portal.owner.query<{ row: string }>(
      `select row_to_json(e)::text as row from audit_events e order by id`,
    );
    expect(rows.some(({ row }) => row.includes(`operation:${operation}`))).toBe(true);
    expect(rows.filter(({ row }) => /QUIETWORD|ZEBRAMARKER/.test(row))).toEqual([]);
    expect(placeOfSubject(`operation:${operation}`)).toBeUndefined();
  });

  test('is there for its members: each page opens, and who may not is told so', async () => {
    const [owner, member] = await Promise.all([portal.as('ke.ncp'), portal.as('ke.officer')]);
    for (const place of ['', '/members', '/members/invite', '/settings']) {
      expect([place, (await owner.get(`/cencomm/operations/${operation}${place}`)).status]).toEqual([place, 200]);
      expect([place, (await member.get(`/cencomm/operations/${operation}${place}`)).status]).toEqual([
        place,
        place.startsWith('/members/') || place === '/settings' ? 403 : 200,
      ]);
      expect([place, (await owner.get(`/cencomm/operations/${operation}${place}?x=1`)).status]).toEqual([place, 400]);
    }
    expect((await member.get('/cencomm')).text).toContain('QUIETWORD');
  });

  test('whose request waits or was refused is no operation yet, for its requester either', async () => {
    const form = wish();
    await (await portal.as('vn.ncp')).post('/cencomm/operations/new', form, '/account');
    const {
      rows: [row],
    } = await portal.owner.query<{ id: string }>('select id from cencomm_operations where client_uuid = $1', [
      form.clientUuid,
    ]);
    expect(isId(row?.id)).toBe(true);
    expect((await (await portal.as('vn.ncp')).get(`/cencomm/operations/${row?.id}`)).status).toBe(404);
  });
});

test('Limited has no CENcomm at all', async () => {
  const limited = await portal.as('ke.limited');
  for (const path of ['/cencomm', `/cencomm/operations/${operation}`, '/cencomm/register', '/cencomm/operations/new'])
    expect([path, (await limited.get(path)).status]).toEqual([path, 403]);
});
