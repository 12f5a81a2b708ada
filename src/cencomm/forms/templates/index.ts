import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import {
  formTemplates,
  labelledFields,
  mailTemplates,
  templateLangs,
  type TemplateLang,
  type TemplateName,
  type TemplateSet,
} from './template.ts';
import type { MessageKind } from '../../operations/operation.ts';

export { labelledFields, templateLangs } from './template.ts';
export type { LabelledField, TemplateLang, TemplateName } from './template.ts';

const sets: Readonly<Record<TemplateLang, TemplateSet>> = { en, fr, es, pt, ru, ar };

export interface TemplateChoice {
  /** "fr.warning" */
  readonly id: string;
  readonly lang: TemplateLang;
  readonly dir: 'ltr' | 'rtl';
  readonly name: string;
  readonly subject: string;
}

const isLang = (lang: string): lang is TemplateLang => templateLangs.some(one => one === lang);
const directionOf = (lang: string): 'ltr' | 'rtl' => (lang === 'ar' ? 'rtl' : 'ltr');

/**
 * Ready texts of a message of this kind in the operation's languages, the wanted one first; English where it has none
 * of ours.
 */
export function templatesFor(kind: MessageKind, langs: readonly string[], first: string): TemplateChoice[] {
  const names: readonly TemplateName[] = kind === 'plain' ? mailTemplates : formTemplates[kind];
  const fit = langs.filter(isLang);
  const ordered = (fit.length > 0 ? fit : ['en' as const]).toSorted(
    (a, b) => Number(b === first) - Number(a === first),
  );
  return ordered.flatMap(lang =>
    names.map(name => ({
      id: `${lang}.${name}`,
      lang,
      dir: directionOf(lang),
      name: sets[lang].texts[name].name,
      subject: sets[lang].texts[name].subject,
    })),
  );
}

/** Subject and text of a template that needs nothing filled in; undefined for none. */
export function templateOf(id: string): { readonly subject: string; readonly body: string } | undefined {
  const body = templateText(id, {});
  const [lang = '', name = ''] = id.split('.');
  return body === undefined || !isLang(lang)
    ? undefined
    : { subject: sets[lang].texts[name as TemplateName].subject, body };
}

/**
 * The text of a template with what is known of the shipment, in Markdown; a value is put in as it is, its name in the
 * text's language.
 */
export function templateText(id: string, known: Readonly<Record<string, string>>): string | undefined {
  const [lang = '', name = ''] = id.split('.');
  if (!isLang(lang) || !Object.hasOwn(sets[lang].texts, name)) return undefined;
  const { texts, labels } = sets[lang];
  const lines = labelledFields
    .filter(field => (known[field] ?? '') !== '')
    .map(field => `- ${labels[field]}: ${known[field] ?? ''}`);
  return texts[name as TemplateName].body.replace('{fields}\n\n', lines.length === 0 ? '' : `${lines.join('\n')}\n\n`);
}
