import { expect, test } from 'vitest';
import { isRemoteInClear } from '../../src/db/database-address.ts';
import { addressesIn, serversOf } from '../../src/db/servers.ts';

test.each([
  ['postgres://app:p%40w@one:5432,two/cen?sslmode=require', ['one:5432', 'two']],
  ['postgres://%2Frun%2Fa,%2Frun%2Fb/cen?sslmode=require', undefined],
  ['postgres://app:pw@one/cen?sslmode=require', undefined],
  ['postgres://app:pw@/cen?host=/var/run/postgresql', undefined],
])('%s', (url, hosts) => {
  const expected = hosts?.map(host => `postgres://app:p%40w@${host}/cen?sslmode=require`);
  const many = url.includes('%2F')
    ? ['postgres://%2Frun%2Fa/cen?sslmode=require', 'postgres://%2Frun%2Fb/cen?sslmode=require']
    : [url];
  expect(addressesIn(url)).toEqual(expected ?? many);
});

test('each connection that fails leaves its server once, whoever else failed on it', () => {
  const servers = serversOf('postgres://app:pw@one,two/cen');
  expect(serversOf('postgres://app:pw@one,two/cen')).toBe(servers);
  const first = servers.address();
  servers.leave(first);
  servers.leave(first);
  expect(servers.address()).toBe('postgres://app:pw@two/cen');
  servers.leave(servers.address());
  expect(servers.address()).toBe(first);
});

test('of several servers each must be spoken to in secret', () => {
  expect(isRemoteInClear('postgres://app:pw@127.0.0.1:5432,localhost:5433/cen')).toBe(false);
  expect(isRemoteInClear('postgres://app:pw@127.0.0.1,db.example.org/cen')).toBe(true);
  expect(isRemoteInClear('postgres://app:pw@db1.example.org,db2.example.org/cen?sslmode=verify-full')).toBe(false);
});
