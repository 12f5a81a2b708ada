import type { Field } from '../web/forms/views.ts';
import type { FormPage } from './pages.ts';

/** A form page with each field as `/shared/_field` wants it. */
type ShownForm = Omit<FormPage, 'groups'> & {
  readonly groups: readonly {
    readonly title?: string | undefined;
    readonly note?: string | undefined;
    readonly fields: readonly Field[];
  }[];
};

declare module '../web/render.ts' {
  interface Views {
    'shared/form': ShownForm & { readonly problems: readonly { readonly text: string; readonly href: string }[] };
    'shared/_form': Pick<ShownForm, 'action' | 'groups' | 'submit' | 'cancelHref'> & {
      readonly hidden?: Readonly<Record<string, string>> | undefined;
    };
  }
}
