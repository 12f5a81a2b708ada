import type { Viewer } from '../access/index.ts';
import { note } from '../audit/index.ts';
import { inTransaction } from '../db/transaction.ts';
import { Forbidden } from '../errors.ts';
import type { OfficeContact, StoredContact } from './office.ts';
import { editOf } from './permissions.ts';
import { ChangedMeanwhile } from '../forms/index.ts';
import { reread, type NetworkContext } from './context.ts';
import { insertChange, lockOffice, readContact, saveContact } from './store.ts';
import { updateOffice, type OfficeFacts } from './store-offices.ts';

interface ContactChange {
  /** Version the form was filled from. */
  readonly version: number;
  readonly contact: Partial<OfficeContact>;
  /** Names and host of a RILO. */
  readonly facts?: OfficeFacts;
}

/**
 * Changes what an office publishes of itself, and the names and host of a RILO. A RILO officer changes hours and staff
 * of the own RILO only. Throws ChangedMeanwhile when the contact data is no longer the version the form started from.
 */
export async function amendContact(
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  change: ContactChange,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const office = await lockOffice(client, code);
    const may = editOf(viewer, office);
    const own =
      may === 'all' ||
      (may === 'desk' &&
        change.facts === undefined &&
        Object.keys(change.contact).every(name => name === 'hours' || name === 'desks'));
    if (!own) throw new Forbidden('may not edit this office');
    const before = await readContact(client, viewer, office.id);
    if (before.version !== change.version) throw new ChangedMeanwhile(`${code} was changed meanwhile`);
    const after = { ...published(before), ...change.contact };
    await saveContact(client, office.id, after);
    await insertChange(client, viewer, {
      officeId: office.id,
      kind: 'contact',
      detail: { before: published(before), after },
    });
    if (change.facts) {
      const was = { nameEn: office.nameEn, nameFr: office.nameFr, country: office.country, hostCity: office.hostCity };
      if (JSON.stringify(was) !== JSON.stringify(change.facts)) {
        await updateOffice(client, office.id, change.facts);
        await insertChange(client, viewer, {
          officeId: office.id,
          kind: 'amended',
          detail: { before: was, after: change.facts },
        });
      }
    }
    await note(client, viewer, {
      action: 'office.amended',
      subject: code,
      detail: { before: published(before), after, ...(change.facts ? { facts: change.facts } : {}) },
    });
  });
  if (change.facts) await reread(context);
}

function published({ email, phone, outOfHours, hours, languages, desks }: StoredContact): OfficeContact {
  return { email, phone, outOfHours, hours, languages, desks };
}
