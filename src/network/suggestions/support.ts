import { rights, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import type { NetworkContext } from '../context.ts';
import { can } from './permissions.ts';
import { insertStep, lockSuggestion, setSeen, setSupport } from './store.ts';
import { isPending } from './suggestion.ts';

/** Gives or takes back an office's support: once each, whoever of the office asks, and asked twice it is done once. */
export async function support({ pool }: NetworkContext, viewer: Viewer, ref: string, supports: boolean): Promise<void> {
  await inTransaction(pool, async client => {
    const suggestion = await lockSuggestion(client, viewer, ref);
    if (!rights['suggestion:support'](viewer) || suggestion.officeId === viewer.office.id)
      throw new Forbidden('own suggestions are not supported');
    if (!isPending(suggestion.state)) throw new Conflict(`${ref} is settled`);
    if (!(await setSupport(client, suggestion.id, viewer.office.id, supports))) return;
    const kind = supports ? 'supported' : 'unsupported';
    await insertStep(client, viewer, suggestion, { kind });
    await note(client, viewer, { action: `suggestion.${kind}`, subject: ref });
  });
}

/** The office that suggested says that it has seen the outcome. */
export async function acknowledge({ pool }: NetworkContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(pool, async client => {
    const suggestion = await lockSuggestion(client, viewer, ref);
    if (!can(viewer, 'see', suggestion)) throw new Forbidden('a suggestion of another office');
    await setSeen(client, suggestion.id);
    await note(client, viewer, { action: 'suggestion.outcomeSeen', subject: ref });
  });
}
