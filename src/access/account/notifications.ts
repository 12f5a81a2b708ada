import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Pool, Queryable } from '../../db/pool.ts';
import { BadRequest } from '../../errors.ts';
import { chosenKinds, type ChosenKind, type NotificationKind } from './notification-kinds.ts';
import { findChoices, saveChoices } from './store.ts';
import type { Viewer } from '../viewer.ts';
import { choices, readForm } from '../../fields/index.ts';

/** Whether this account wants to be told of such a thing by e-mail; what was never chosen is wanted. */
export async function wantsMail(on: Queryable, accountId: number, kind: NotificationKind): Promise<boolean> {
  return kind === 'account' || (await findChoices(on, accountId))[kind];
}

const form = { mail: choices(chosenKinds, { optional: true, problems: { notAChoice: 'errors:fields.notInList' } }) };

/** The kinds that are ticked in the posted form. Throws BadRequest for anything else in it. */
export function readChoices(posted: unknown): Record<ChosenKind, boolean> {
  const { values, problems } = readForm(posted, form);
  if (!values) throw new BadRequest(problems);
  return Object.fromEntries(chosenKinds.map(kind => [kind, values.mail.includes(kind)])) as Record<ChosenKind, boolean>;
}

export function choose(pool: Pool, viewer: Viewer, choices: Record<ChosenKind, boolean>): Promise<void> {
  return inTransaction(pool, async client => {
    await saveChoices(client, viewer.accountId, choices);
    await note(client, viewer, { action: 'notifications.chosen', detail: choices });
  });
}
