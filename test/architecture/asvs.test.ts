import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Row {
  readonly id: string;
  readonly level: string;
  readonly status: string;
  readonly cited: readonly (readonly [file: string, name: string])[];
  readonly note: string;
}

const asked = readFileSync('test/fixtures/asvs-ids.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => {
    const [id = '', level = '', kinds = ''] = line.split(',');
    return { id, level, kinds };
  });

const rows: readonly Row[] = readFileSync('docs/asvs.md', 'utf8')
  .split('\n')
  .flatMap(line => {
    const [, id = '', level = '', , status = '', note = ''] = line.split(/(?<!\\)\|/).map(cell => cell.trim());
    if (!/^\d+\.\d+\.\d+$/.test(id)) return [];
    const cited = [...note.matchAll(/`(test\/[\w./-]+)` “([^”]+)”/g)].map(
      ([, file = '', name = '']) => [file, name] as const,
    );
    return [{ id, level, status, cited, note }];
  });

describe('docs/asvs.md', () => {
  test('has one row for every requirement that applies, and no other', () => {
    expect(asked.length).toBeGreaterThan(200);
    expect(rows.map(({ id, level }) => `${id} L${level}`)).toEqual(asked.map(({ id, level }) => `${id} L${level}`));
  });

  test('says of each whether it is met, and why or where', () => {
    expect(
      rows.filter(({ status }) => !['met', 'partly', 'not', 'later'].includes(status)).map(({ id }) => id),
    ).toEqual([]);
    expect(rows.filter(({ note }) => note === '').map(({ id }) => id)).toEqual([]);
    // What is not met gives its reason beside any test.
    expect(
      rows
        .filter(({ status, note }) => ['partly', 'not', 'later'].includes(status) && /^`test/.test(note))
        .map(({ id }) => id),
    ).toEqual([]);
  });

  test('names tests that are there', () => {
    const named = rows.flatMap(({ id, cited }) => cited.map(([file, name]) => ({ id, file, name })));
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter(({ file, name }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(name))).toEqual(
      [],
    );
  });

  test('names a test for 95 % of what a program can test', () => {
    const testable = new Set(asked.filter(({ kinds }) => /[UCP]/.test(kinds)).map(({ id }) => id));
    const due = rows.filter(({ id, status }) => testable.has(id) && status !== 'later');
    const without = due.filter(({ cited }) => cited.length === 0);
    expect(due.length).toBeGreaterThan(130);
    expect([without.length / due.length < 0.05, without.map(({ id }) => id)]).toEqual([true, expect.anything()]);
  });
});
