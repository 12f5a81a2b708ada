import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { testPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

export const wish = (more: Readonly<Record<string, string | readonly string[]>> = {}) => ({
  clientUuid: randomUUID(), title: 'Operation TEST', aim: 'ZEBRAMARKER to test', headings: ['CITES', 'ODS'], startsOn: '2026-11-01', endsOn: '2027-12-01', countries: ['KE', 'VN'], langs: ['en', 'fr'],
  joining: 'from_now', length: 'standard', retentionDays: '400', ...more,
});

describe('a request', () => {
  test('waits with its aim for the Secretariat alone, is opened once, and is the requester’s', async () => {
    const ke = await portal.as('ke.ncp');
    const form = wish({ title: 'Operation FIRST' });
    const sent = await ke.post('/cencomm/operations/new', form, '/cencomm/operations/new');
    console.log(sent.status, sent.text.slice(0, 3000).match(/<main[\s\S]*/)?.[0]);
    expect(sent.status).toBe(303);
    const mine = await ke.get('/cencomm?done=requested');
    console.log(mine.status);
    expect(mine.text).toContain('Operation FIRST');
  });
});
