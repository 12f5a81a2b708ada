import type { Viewer } from './access/index.ts';
import type { Navigation } from './navigation.ts';

/* What the features lend to the frame of every page: see web/render.ts. */
declare module './web/render.ts' {
  interface SharedLocals {
    /** Who looks; pages outside the frame have none and ask `locals.viewer`. */
    readonly viewer: Viewer;
    readonly nav: Navigation;
    /** The last sign-in, told once: access/account/pages-banner.ts. */
    /** What waits, by key of the menu. */
    readonly menuCounts?: Readonly<Record<string, number>>;
    readonly takeLastSignIn?: () => { readonly tone: string; readonly icon: string; readonly text: string } | undefined;
  }
}
