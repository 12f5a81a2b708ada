import type { seizuresAtHome } from '../seizures/index.ts';

/** What the home page takes from the seizures, by the names this feature uses. */
type AtHome = ReturnType<typeof seizuresAtHome>;
export type Names = ReturnType<AtHome['names']>;
export type Figures = Awaited<ReturnType<AtHome['figures']>>;
export type Work = Awaited<ReturnType<AtHome['work']>>;
