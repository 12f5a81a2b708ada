import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { accountsOfSystem, pickAccount } from '../../evaluation/account.ts';
import { startEmbedded } from '../../evaluation/index.ts';
import { asRoot, cleanUp, freshDir } from './portal-process.ts';

const root = { name: 'root', uid: 0, gid: 0 };
const daemon = { name: 'daemon', uid: 1, gid: 1 };
const postgres = { name: 'postgres', uid: 101, gid: 104 };
const nobody = { name: 'nobody', uid: 65534, gid: 65534 };

afterAll(cleanUp);

describe('the account PostgreSQL runs as', () => {
  it.each([
    ['an ordinary user runs it itself', 1000, [root, postgres], undefined],
    ['root hands it to postgres', 0, [root, daemon, nobody, postgres], postgres],
    ['without postgres, to nobody', 0, [root, daemon, nobody], nobody],
    ['without both, to any other', 0, [root, daemon], daemon],
  ])('%s', (_what, uid, accounts, expected) => {
    expect(pickAccount({ uid, accounts: () => accounts })).toEqual(expected);
  });

  it('stays the one that owns the data, also when a better one has come since', () => {
    expect(pickAccount({ uid: 0, dataOwner: 65534, accounts: () => [root, postgres, nobody] })).toEqual(nobody);
    expect(pickAccount({ uid: 0, dataOwner: 4711, accounts: () => [root, postgres] })).toEqual({
      name: '4711',
      uid: 4711,
      gid: 4711,
    });
  });

  it('is asked for where root stands alone', () => {
    expect(() => pickAccount({ uid: 0, accounts: () => [root] })).toThrow(
      /^PostgreSQL refuses to run as root and this system has no other account: /,
    );
  });

  it('is read from the system', () => {
    expect(accountsOfSystem()).toContainEqual(root);
  });

  it.runIf(asRoot)(
    'may be nobody in earnest: the server starts on a machine without a postgres user',
    { timeout: 30_000 },
    async () => {
      const dataDir = join(await freshDir(), 'data');
      const server = await startEmbedded({
        dataDir,
        report: () => undefined,
        settings: { fsync: 'off' },
        accounts: () => accountsOfSystem().filter(account => account.name !== 'postgres'),
      });
      const owners = execFileSync('ps', ['-eo', 'user,args', '-ww'])
        .toString()
        .split('\n')
        .filter(line => line.includes(`postgres -D ${dataDir}`));
      await server.stop();
      expect(owners.map(line => line.split(' ')[0])).toEqual(['nobody']);
    },
  );
});
