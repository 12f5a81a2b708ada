import type { BaseContext } from '../reference/index.ts';
import type { Viewer } from '../access/index.ts';
import type { PerAccount } from '../web/per-account-cache.ts';
import type { Seizures } from '../seizures/index.ts';
import type { KeyProvider } from './keys/keyring.ts';
import type { Live } from './live/streams.ts';

/** What CENcomm works with. */
export interface CencommContext extends BaseContext {
  readonly seizures: Seizures;
  readonly keys: KeyProvider;
  readonly live: Live;
  /** Unread messages of an account, up to 100, cached for seconds: every page of the portal shows them. */
  readonly unread: PerAccount<Pick<Viewer, 'accountId'>, number>;
  readonly baseUrl: string;
}

export { wordsOf } from '../reference/index.ts';
