import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { remindEnds } from '../../src/access/accounts/commands/remind-ends.ts';
import type { AccountsContext } from '../../src/access/accounts/context.ts';
import { keepAccounts } from '../../src/access/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import { accountsRoom, letters, officer, stored } from '../support/accounts.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let context: AccountsContext;
beforeAll(async () => {
  database = await ownDatabase();
  context = await accountsRoom(database);
});
beforeEach(async () => {
  await database.owner.query(
    'delete from outgoing_letters; delete from account_reminders; update accounts set ends_on = null',
  );
});

describe('the end of an account', () => {
  test('is told ten days before: the officer, and the contact point once for all', async () => {
    const [one, two] = [await officer(database, { ends: 10 }), await officer(database, { ends: 0 })];
    await officer(database, { ends: 11 });
    await officer(database, { ends: -1 });
    expect(await remindEnds(context)).toBe(2);
    expect(await letters(database)).toEqual([
      { kind: 'endingSoon', recipient: `${one.login}@post.example` },
      { kind: 'endingSoon', recipient: `${two.login}@post.example` },
      { kind: 'endingSoonOffice', recipient: 'a.sample@customs.ke.example' },
    ]);
  });

  test('is told once, by however many processes, and whatever the clock does', async () => {
    const { id } = await officer(database, { ends: 5 });
    const told = await Promise.all([
      remindEnds(context),
      remindEnds(context),
      remindEnds(context),
      remindEnds(context),
    ]);
    expect(told.reduce((sum, n) => sum + n, 0)).toBe(1);
    // A clock set back makes what was sent lie ahead; it was sent all the same.
    await database.owner.query(`update account_reminders set sent_at = now() + interval '3 days'`);
    expect(await remindEnds(context)).toBe(0);
    expect((await letters(database)).filter(({ kind }) => kind === 'endingSoon')).toHaveLength(1);
    await database.owner.query('update accounts set ends_on = ends_on + 2 where id = $1', [id]);
    expect(await remindEnds(context)).toBe(1);
  });

  test('of a suspended or ended account is told to nobody', async () => {
    const [one, two] = [await officer(database, { ends: 5 }), await officer(database, { ends: 5 })];
    await database.owner.query(`update accounts set suspended_at = now(), suspended_reason = 'x' where id = $1`, [
      one.id,
    ]);
    await database.owner.query('update accounts set ended_at = now() where id = $1', [two.id]);
    expect(await remindEnds(context)).toBe(0);
  });

  test('is told in the officer’s language, and a letter that cannot be written undoes the note', async () => {
    const { id } = await officer(database, { ends: 5, lang: 'fr' });
    const broken = { ...context, outbox: { post: () => Promise.reject(new Error('no ink')) } };
    await expect(remindEnds(broken)).rejects.toThrow('no ink');
    const seal = letterSeal(randomBytes(32));
    expect(
      await remindEnds({ ...context, outbox: openOutbox({ texts: context.texts, seal, baseUrl: 'https://cen.test' }) }),
    ).toBe(1);
    const { rows } = await database.owner.query(`select sealed from outgoing_letters where kind = 'endingSoon'`);
    const { subject, text } = seal.open(rows[0].sealed);
    expect(subject).toBe('Votre accès au CEN expire bientôt');
    expect(text).toContain((await stored(database, id)).ends_on);
  });

  test('one address that is none holds up nobody else', async () => {
    await officer(database, { ends: 5, email: 'not an address' });
    const { login } = await officer(database, { ends: 5 });
    expect(await remindEnds(context)).toBe(2);
    expect((await letters(database)).map(({ recipient }) => recipient)).toEqual([
      `${login}@post.example`,
      'a.sample@customs.ke.example',
    ]);
  });

  test('the work of the day can be done twice', async () => {
    await officer(database, { ends: 2 });
    await keepAccounts(context);
    const after = await letters(database);
    await Promise.all([keepAccounts(context), keepAccounts(context)]);
    expect(await letters(database)).toEqual(after);
  });
});
