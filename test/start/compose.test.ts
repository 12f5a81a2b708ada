import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const file = readFileSync('docker-compose.yml', 'utf8');

/** The text of a service: its lines up to the next of the same depth. */
function service(name: string): string {
  return new RegExp(`^ {2}${name}:.*\\n(?: {4}.*\\n|\\n)*`, 'm').exec(file)?.[0] ?? '';
}

test('no web process knows the owner, who is no superuser, and the database is on no network', () => {
  const [web, migrate, database] = ['web1', 'migrate', 'database'].map(service) as [string, string, string];
  expect(service('web2')).toContain('  web2:\n    <<: *web\n');
  expect(web).not.toMatch(/OWNER|SUPERUSER|postgres:\/\/cen_owner/);
  // By sockets alone, of the first and of the replica.
  const socket = '%2Fvar%2Frun%2Fpostgresql';
  expect(web).toContain(`@${socket}:5432,${socket}:5433/cen\n`);
  expect(web).toMatch(/DATABASE_REPLICA_URL: postgres:\/\/cen_app:\S+5433/);
  expect(web).toContain('migrate: { condition: service_completed_successfully }');
  expect(migrate).toContain('command: ["node", "src/cli/migrate.ts"]');
  expect(migrate.match(/postgres:\/\/\w+/g)).toEqual(['postgres://cen_owner']);
  for (const closed of [migrate, database, service('replica')]) expect(closed).toContain('network_mode: none');
  const figures = service('figures');
  expect(figures).toContain('command: ["node", "src/cli/figures-engine.ts"]');
  expect(figures.match(/postgres:\/\/\w+/g)).toEqual(['postgres://cen_app']);
  expect(figures).not.toMatch(/SECRET|MASTER|OWNER/);
  for (const one of [web, figures]) expect(one).toContain('FIGURES_ENGINE: /run/figures/socket');
  expect(figures).toContain('network_mode: none');
  expect(database).toContain('POSTGRES_USER: postgres\n');
  expect(database).toContain('--auth-local=scram-sha-256');
  // What ends is started again, and what a process writes is on a volume its user owns.
  for (const name of ['proxy', 'database', 'replica', 'store', 'mail', 'scanner'])
    expect(service(name)).toContain('    restart: always\n');
  for (const name of ['web1', 'figures']) expect(service(name)).toContain('    <<: *closed\n');
  expect(service('jobs')).toMatch(/<<: \*web\n[\s\S]*WEB_PROCESSES: "0"\n {6}JOB_PROCESSES: "1"/);
  expect(file).toMatch(/x-closed: &closed\n {2}restart: always\n {2}read_only: true/);
  const places = [...web.matchAll(/^ {6}- (?:files|figures):(\S+)$/gm)].map(([, place]) => place);
  const made = /RUN install -d -o node -g node -m 0700 (.*)/.exec(readFileSync('Dockerfile', 'utf8'))?.[1]?.split(' ');
  expect(places).toEqual(['/data/files', '/run/figures']);
  for (const place of places) expect(made).toContain(place);
  const roles = readFileSync('deploy/create-roles.sh', 'utf8');
  expect(roles.match(/create role \w+ login nosuperuser nocreatedb nocreaterole/g)).toHaveLength(2);
});

test('a database is healthy once its roles are made, and a replica that is away cannot fill its disk', () => {
  const database = service('database');
  // The first server, which makes them, listens on the socket alone, and the socket is shared.
  expect(database).toContain('pg_isready -h 127.0.0.1 ');
  expect(database).toMatch(/command: .*max_slot_wal_keep_size=\d+GB/);
  const replica = readFileSync('deploy/start-replica.sh', 'utf8');
  expect(replica.indexOf('DROP_REPLICATION_SLOT')).toBeLessThan(replica.indexOf('--create-slot'));
  expect(replica).toMatch(/pg_basebackup .*-D "\$PGDATA\.new"/);
});

test('the service writes where it may', () => {
  const unit = readFileSync('deploy/cen-portal.service', 'utf8');
  const [, state = ''] = /^StateDirectory=(\S+)$/m.exec(unit) ?? [];
  expect(unit).toContain('ProtectSystem=strict');
  for (const name of ['DATA_DIR', 'NODE_COMPILE_CACHE'])
    expect(unit).toMatch(new RegExp(`^Environment=(?:.* )?${name}=/var/lib/${state}(?:[/ ]|$)`, 'm'));
});

describe('variables of the environment', () => {
  const sources = globSync('src/config*.ts').map(name => readFileSync(name, 'utf8'));
  const named = sources.flatMap(text =>
    [...text.matchAll(/\benv\.([A-Z][A-Z\d_]+)|'([A-Z][A-Z\d]*_[A-Z\d_]+)'|\b([A-Z]{3,}_[A-Z_]+): /g)].map(
      ([, a, b, c]) => a ?? b ?? c ?? '',
    ),
  );
  // The usual names of S3 stand in for ours; the last is said by `npm run serve` to what it starts.
  const read = new Set(named.filter(name => !name.startsWith('AWS_') && name !== 'PROCESS_NAME'));

  test('that are read are described', () => {
    const described = readFileSync('README.md', 'utf8');
    expect(read.size).toBeGreaterThan(30);
    expect([...read].filter(name => !described.includes(`\`${name}`))).toEqual([]);
  });

  test('that the compose file gives are read', () => {
    const given = service('web1').match(/(?<=^ {6})[A-Z_\d]+(?=: )/gm) ?? [];
    expect(given.length).toBeGreaterThan(15);
    expect(given.filter(name => !read.has(name) && name !== 'TLS')).toEqual([]);
  });
});
