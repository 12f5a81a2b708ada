import knexFactory from 'knex';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { knexConfig } from '../../src/db/migrate.ts';
import { loadReference } from '../../src/reference/index.ts';
import { hashOf, seedFiles, type SeedFile, type SeedRow } from '../../src/reference/seed/seed-files.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let knex: Knex;
beforeAll(async () => {
  database = await ownDatabase();
  knex = knexFactory(knexConfig(database.ownerUrl));
});
afterAll(() => knex.destroy());

const today = (): string => new Date().toISOString().slice(0, 10);

/** A seed file made of rows, as if it lay in the folder. */
function fileOf(kind: string, rows: readonly SeedRow[]): SeedFile {
  return { kind, contentHash: hashOf(JSON.stringify(rows)), rows: () => [...rows] };
}
function code(name: string, more: SeedRow = {}): SeedRow {
  return {
    code: name,
    name_en: `${name} en`,
    name_fr: `${name} fr`,
    parent: '',
    valid_from: '',
    valid_to: '',
    successor: '',
    ...more,
  };
}
const stored = (kind: string) =>
  knex('reference_codes')
    .where({ kind })
    .orderBy('position')
    .select('code', 'name_fr', 'position', 'valid_to', 'details') as Promise<
    { code: string; name_fr: string; position: number; valid_to: string | null; details: object }[]
  >;

describe('the seeds of the tree', () => {
  test('are in the database the portal starts on, every row of them', async () => {
    const loaded = await loadReference(knex);
    const inFiles = seedFiles().map(file => ({ kind: file.kind, rows: file.rows().length }));
    expect(loaded).toEqual(inFiles);
    expect(loaded.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(13_000);
  });

  test('load into empty tables and, again, change nothing', async () => {
    await knex
      .transaction(async trx => {
        await trx.raw(
          `
            delete from reference_codes; delete from reference_seeds; delete from rilo_memberships; set
            session_replication_role = replica; delete from offices; set session_replication_role = default`,
        );
        await loadReference(trx);
        const rows = async (): Promise<unknown> =>
          (
            await trx.raw(
              `
                select count(*), md5(string_agg(kind || code || name_en || name_fr, ',' order by kind, code))
                from reference_codes`,
            )
          ).rows;
        const first = await rows();
        await loadReference(trx);
        expect(await rows()).toEqual(first);
        await trx.rollback();
      })
      .catch((error: unknown) => {
        if (!/rollback|rejected/i.test(String(error))) throw error;
      });
  });

  test('keep empty cells as nothing, and further columns as details', async () => {
    const row = await knex('reference_codes')
      .where({ kind: 'unit', code: 'g' })
      .first<{ parent: unknown; valid_from: unknown; details: Record<string, string> }>();
    expect(row).toMatchObject({
      parent: null,
      valid_from: null,
      details: { kind: 'mass', base_unit: 'kg', factor_to_base: '0.001' },
    });
    const na = await knex('reference_codes').where({ kind: 'country', code: 'NA' }).first<{ name_en: string }>();
    expect(na?.name_en).toBe('Namibia');
  });
});

describe('loading again', () => {
  beforeEach(() => knex('reference_codes').where({ kind: 'sample' }).del());

  test('changes only what the file changed', async () => {
    await loadReference(knex, [fileOf('sample', [code('A'), code('B', { extra: 'x' })])]);
    const before = await knex('reference_codes')
      .where({ kind: 'sample' })
      .orderBy('code')
      .select('code', knex.raw('xmin::text'));
    await loadReference(knex, [fileOf('sample', [code('A'), code('B', { extra: 'y' })])]);
    const after = await knex('reference_codes')
      .where({ kind: 'sample' })
      .orderBy('code')
      .select('code', knex.raw('xmin::text'));
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).not.toEqual(before[1]);
    expect((await stored('sample'))[1]?.details).toEqual({ extra: 'y' });
  });

  test('retires a code that left the file, and brings it back', async () => {
    await loadReference(knex, [fileOf('sample', [code('A'), code('B')])]);
    await loadReference(knex, [fileOf('sample', [code('A')])]);
    expect((await stored('sample')).map(row => [row.code, row.valid_to])).toEqual([
      ['A', null],
      ['B', today()],
    ]);
    await loadReference(knex, [fileOf('sample', [code('A'), code('B'), code('C')])]);
    expect((await stored('sample')).map(row => [row.code, row.valid_to])).toEqual([
      ['A', null],
      ['B', null],
      ['C', null],
    ]);
  });

  test('never overwrites an administrator’s edit, nor retires it', async () => {
    await loadReference(knex, [fileOf('sample', [code('A'), code('B')])]);
    await knex('reference_codes').where({ kind: 'sample' }).update({ name_fr: 'par nous', edited_at: knex.fn.now() });
    await loadReference(knex, [fileOf('sample', [code('A', { name_fr: 'par le fichier' })])]);
    expect((await stored('sample')).map(row => [row.code, row.name_fr, row.valid_to])).toEqual([
      ['A', 'par nous', null],
      ['B', 'par nous', null],
    ]);
  });

  test('leaves everything as it was when a file is wrong', async () => {
    await loadReference(knex, [fileOf('sample', [code('A')])]);
    const wrong = [fileOf('sample', [code('A', { name_fr: 'autre' }), code('B', { valid_from: '2020-02-31' })])];
    await expect(loadReference(knex, wrong)).rejects.toThrow(/2020-02-31|date/);
    expect((await stored('sample')).map(row => row.name_fr)).toEqual(['A fr']);
  });

  test('two loaders at once end in one result', async () => {
    const file = fileOf('sample', [code('A'), code('B')]);
    await Promise.all([loadReference(knex, [file]), loadReference(knex, [file])]);
    expect(await stored('sample')).toHaveLength(2);
  });
});

describe('RILO memberships', () => {
  const memberships = (rows: readonly SeedRow[]): SeedFile => fileOf('rilo_memberships', rows);
  const member = (rilo: string, from: string, to = ''): SeedRow => ({
    rilo,
    country: 'KE',
    valid_from: from,
    valid_to: to,
    note: '',
  });
  const ofKenya = async () => {
    const { rows } = await database.owner.query<{ code: string; valid_from: string; valid_to: string | null }>(
      `
        select o.code, m.valid_from, m.valid_to from rilo_memberships m join offices o on o.id = m.rilo_id where
        m.country = 'KE' order by m.valid_from`,
    );
    return rows.map(row => [row.code, row.valid_from, row.valid_to]);
  };

  test('a country may move to another RILO, not belong to two', async () => {
    await loadReference(knex, [memberships([member('RILO-ESA', '2000-07-01')])]);
    await loadReference(knex, [
      memberships([member('RILO-ESA', '2000-07-01', '2020-12-31'), member('RILO-NAF', '2021-01-01')]),
    ]);
    expect(await ofKenya()).toEqual([
      ['RILO-ESA', '2000-07-01', '2020-12-31'],
      ['RILO-NAF', '2021-01-01', null],
    ]);
    const second = database.owner.query(
      `
        insert into rilo_memberships (rilo_id, country, valid_from) select id, 'KE', '2022-05-01' from offices
        where code = 'RILO-AP'`,
    );
    await expect(second).rejects.toThrow('rilo_memberships_one_at_a_time');
  });
});

describe('rights', () => {
  test('the application reads lists and offices, changes no code, and of the network only what its room may', async () => {
    await expect(
      database.pool.query('select 1 from reference_codes, offices, rilo_memberships limit 1'),
    ).resolves.toBeTruthy();
    for (const statement of [
      "update reference_codes set code = 'x'",
      "update reference_codes set details = '{}'",
      'delete from reference_codes',
      'delete from offices',
      "update offices set code = 'X'",
      'delete from rilo_memberships',
      "update rilo_memberships set country = 'XX'",
    ]) {
      await expect(database.pool.query(statement)).rejects.toThrow(/permission denied/);
    }
  });
});
