import type { Request, Response } from 'express';
import type { Language } from '../../i18n/index.ts';
import { NotFound } from '../../errors.ts';
import type { FormField } from '../../fields/index.ts';
import type { Office } from '../../reference/index.ts';
import type { NetworkContext } from '../context.ts';
import { wordsIn, type Words } from './words.ts';

export function wordsOf(context: NetworkContext, res: Response): Words {
  return wordsIn(res.locals.lang as Language, context);
}

/** The office named in the address. Throws NotFound. */
export function officeOf(context: NetworkContext, req: Request): Office {
  const office = context.offices.byCode(String(req.params.code));
  if (!office) throw new NotFound('no such office');
  return office;
}

export type Ask = (name: string, more?: Partial<FormField>) => FormField;

/** Makes the controls of a form, filled in with what was typed. `labels`: key of locales before a field's name. */
export function asks(labels: string, typed: Readonly<Record<string, string>>, { t }: Words): Ask {
  return (name, more) => ({
    name,
    type: 'text',
    value: typed[name] ?? '',
    ...more,
    label: more?.label ?? t(`${labels}.${name}`),
  });
}
