import type { presentHelp } from './presenter.ts';

type Help = ReturnType<typeof presentHelp>;

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'help/help': Help;
    'help/_contact': { readonly contact: NonNullable<Help['contact']> };
    'help/_topics': Pick<Help, 'topics'>;
  }
}
