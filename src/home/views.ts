import type { Figure } from './presenter-figures.ts';
import type { presentPlain } from './presenter-plain.ts';
import type { presentHome } from './presenter.ts';

/* What the views of this room are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'home/_figure': { readonly figure: Figure };
    'home/_list': {
      readonly list: NonNullable<ReturnType<typeof presentHome>['waiting']> | ReturnType<typeof presentHome>['latest'];
    };
    'home/home': ReturnType<typeof presentHome>;
    'home/plain': ReturnType<typeof presentPlain>;
  }
}
