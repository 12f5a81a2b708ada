import type { Pool } from '../db/pool.ts';
import type { Texts } from '../i18n/index.ts';
import type { Outbox } from '../mail/index.ts';
import type { Lists, Offices } from '../reference/index.ts';

/** What the operations and pages of this feature work with. */
export interface NetworkContext {
  readonly pool: Pool;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly texts: Texts;
  readonly outbox: Outbox;
  /** Tells this process that offices or memberships changed: what was counted by region may be otherwise now. */
  readonly changed: () => void;
}

/** Reads the network anew in this process after a change of it; the others notice by themselves. */
export async function reread({ offices, lists, changed }: NetworkContext): Promise<void> {
  await Promise.all([offices.reload(), lists.reload()]);
  changed();
}
