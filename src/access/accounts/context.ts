import type { Pool } from '../../db/pool.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Outbox } from '../../mail/index.ts';
import type { Offices } from '../../reference/index.ts';

/** What the operations and pages on accounts work with. */
export interface AccountsContext {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly texts: Texts;
  readonly offices: Offices;
}
