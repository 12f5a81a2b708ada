import { beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../../src/db/pool.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});

const setting = async (name: string): Promise<string> =>
  (await database.pool.query(`select current_setting('${name}') as value`)).rows[0].value;

describe('the database the portal brings', () => {
  test('listens on no network, only on a socket', async () => {
    expect(await setting('listen_addresses')).toBe('');
    expect((await database.pool.query('select inet_server_addr() as address')).rows[0].address).toBeNull();
  });

  test('lets nobody in without a password, which it keeps as SCRAM', async () => {
    expect(await setting('password_encryption')).toBe('scram-sha-256');
    const { password } = new URL(database.appUrl);
    expect(password.length).toBeGreaterThanOrEqual(20);
    const wrong = openPool({ url: database.appUrl.replace(password, 'x'), max: 1 });
    await expect(wrong.query('select 1')).rejects.toMatchObject({ code: '28P01' });
    await wrong.end();
  });

  test('is worked on by a role that owns nothing and may become nothing else', async () => {
    const {
      rows: [role],
    } = await database.pool.query(
      `select current_user as name, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
        (select count(*)::int from pg_class c where c.relowner = r.oid) as owned, (select count(*)::int from
          pg_auth_members m where m.member = r.oid) as memberships
       from pg_roles r where rolname = current_user`,
    );
    expect(role).toEqual({
      name: 'cen_app',
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolbypassrls: false,
      owned: 0,
      memberships: 0,
    });
  });
});
