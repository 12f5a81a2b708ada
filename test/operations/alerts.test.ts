import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const cases = 'deploy/prometheus/alerts.test.yml';
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

/** The alerts a file names, as `alert: X` or `alertname="X"`. */
function alertsIn(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/(?:- alert: |alertname=")(\w+)/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}

test('each alert has a case that sets it off', () => {
  const alerts = alertsIn('deploy/prometheus/alerts.yml');
  expect(alerts.length).toBeGreaterThan(15);
  expect(alertsIn(cases).sort()).toEqual(alerts.sort());
});

test('each alert has something near it that must not set it off, but those that know one portal only', () => {
  const [first = ''] = readFileSync(cases, 'utf8').split('promql_expr_test');
  const series = [...first.matchAll(/series: '(\w+)\{[^']*instance="([ab])"/g)];
  const namesOf = (instance: string) => new Set(series.filter(([, , of]) => of === instance).map(([, name]) => name));
  const [setOff, near] = [namesOf('a'), namesOf('b')];
  expect([...setOff].filter(name => !near.has(name))).toEqual(['cen_sign_ins_total']);
});

test.runIf(hasPromtool)('Prometheus itself finds the cases met', () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', cases], { encoding: 'utf8' });
  expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining('SUCCESS')]);
});
