import type { Language, Texts } from '../../i18n/index.ts';
import type { Offices } from '../../reference/index.ts';
import { numberFormat } from '../../text/formats.ts';

/** What the pages of the trail say in the reader's language. */
export interface Words {
  readonly lang: Language;
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** An action in words; one of a later version of the portal by its own name. */
  action(action: string): string;
  /** A key of a row's detail; one that has no words by itself. */
  detailKey(key: string): string;
  office(id: number | null): string;
  officeCode(id: number | null): string;
  count(value: number): string;
}

/** The words of the page's language. */
export function wordsOf(
  { texts, offices }: { readonly texts: Texts; readonly offices: Offices },
  res: { readonly locals: Readonly<Record<string, unknown>> },
): Words {
  const lang = res.locals.lang as Language;
  const t = texts.t[lang] as Words['t'];
  const known = (key: string, otherwise: string): string =>
    texts.has(key, lang) && /^[\w.:]+$/.test(key) ? t(key) : otherwise;
  const code = (id: number | null): string => (id === null ? '' : (offices.byId(id)?.code ?? ''));
  return {
    lang,
    t,
    officeCode: code,
    action: action => known(`audit:actions.${action}`, action),
    detailKey: key => known(`audit:detail.${key}`, key),
    office: id => (id === null ? '' : offices.name(code(id), lang)),
    count: value => numberFormat(lang).format(value),
  };
}

/** An ISO time as the trail writes it, to the second, in UTC. */
export function timeOf(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
