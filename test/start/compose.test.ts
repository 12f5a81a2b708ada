import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

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
