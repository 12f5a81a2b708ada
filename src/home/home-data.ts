import type { trainingAtHome } from '../cpdb/index.ts';
import type { Acknowledging, alertsAtHome } from '../cws/index.ts';
import type { pointAtHome } from '../network/index.ts';
import type { seizuresAtHome } from '../seizures/index.ts';
import type { waitingList } from '../waiting/index.ts';

/** What the home page takes from the seizures, by the names this feature uses. */
type AtHome = ReturnType<typeof seizuresAtHome>;
export type Names = ReturnType<AtHome['names']>;
export type Figures = Awaited<ReturnType<AtHome['figures']>>;
export type Waiting = ReturnType<typeof waitingList>;

/** What the home of an account without the database shows. */
export interface PlainSources {
  readonly waiting: Waiting;
  readonly alerts: Awaited<ReturnType<typeof alertsAtHome>> | undefined;
  readonly training: Awaited<ReturnType<typeof trainingAtHome>> | undefined;
  readonly contact: Awaited<ReturnType<typeof pointAtHome>> | undefined;
  /** Where an alert is acknowledged, by its address. */
  readonly acknowledging: ReadonlyMap<string, Acknowledging | undefined>;
}
