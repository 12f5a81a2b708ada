import type { presentBell, presentWaiting } from './presenter.ts';

/** Where an alert is acknowledged: src/cws/alerts/presenter-banner.ts, which this feature does not know. */
interface Acknowledging {
  readonly action: string;
  readonly version: number;
  readonly back: string;
}
type List = ReturnType<typeof presentWaiting>;

/* What the views of this feature are given, and the bell of every page: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'account/_theme': object;
    'layout/_bell': { readonly bell: ReturnType<typeof presentBell> };
    'waiting/_list': {
      readonly list: List | undefined;
      readonly unread: string;
      readonly acknowledging?: ReadonlyMap<string, Acknowledging | undefined>;
    };
    'waiting/waiting': { readonly title: string; readonly list: List | undefined; readonly unread: string };
  }
  interface SharedLocals {
    /** What waits, for the bell; none where it could not be read. */
    readonly bell?: ReturnType<typeof presentBell>;
  }
}
