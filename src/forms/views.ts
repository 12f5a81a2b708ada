import type { Field } from '../web/shared-views.ts';
import type { FormPage, presentForm } from './pages.ts';

declare module '../web/render.ts' {
  interface Views {
    'shared/form': ReturnType<typeof presentForm<FormPage>>;
    'shared/_form': Pick<FormPage, 'action' | 'hidden' | 'submit' | 'cancelHref'> & {
      readonly groups: readonly {
        readonly title?: string;
        readonly note?: string;
        readonly fields: readonly Field[];
      }[];
    };
  }
}
