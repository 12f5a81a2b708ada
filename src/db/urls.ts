import type { GivenConfig } from '../config.ts';

/** Addresses of one database for its owner (migrations) and for the application's role. */
export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/** The database of the environment; undefined in evaluation mode, which brings its own. */
export function givenUrls({ databaseUrl, ownerUrl }: GivenConfig): DatabaseUrls | undefined {
  return databaseUrl === undefined ? undefined : { ownerUrl: ownerUrl ?? databaseUrl, appUrl: databaseUrl };
}
