import { pathOf } from '../../pages-frame.ts';
import type { TypedDraft } from '../store-drafts.ts';
import { one, type FormPageSources } from './form-page-sources.ts';
import { presentFormPage } from './form-page.ts';

/** A field of the page, as far as two pages are compared. */
interface Shown {
  readonly id: string;
  readonly label: string;
  readonly value?: unknown;
  readonly options?: readonly { readonly value: string | number; readonly label: string }[];
}

/** What another window saved of a form, where it differs from what was typed here. Pure. */
export function otherWindow(
  sources: FormPageSources,
  { typed: theirs, savedAt }: TypedDraft,
): NonNullable<FormPageSources['meanwhile']> {
  const { entered, kind, typed, words } = sources;
  const { t } = words;
  const mine = new Map(shownIn(sources).map(field => [field.id, textOf(field)]));
  return {
    text: t('cencommmail:problem.otherWindow', { time: `${savedAt.slice(11, 16)} UTC` }),
    items: shownIn({ ...sources, typed: theirs, problems: [] })
      .filter(field => textOf(field) !== (mine.get(field.id) ?? ''))
      .map(field => ({ label: field.label, value: textOf(field) || t('cencommmail:compose.nothing') })),
    href: `${pathOf(entered.operation.id)}/forms/${kind}/new?draft=${one(typed, 'clientUuid')}`,
  };
}

function shownIn(sources: FormPageSources): readonly Shown[] {
  const { groups, persons, message, recipients } = presentFormPage(sources);
  const chosen = [recipients.to, ...recipients.lists.map(({ field }) => field)];
  return [...[...groups, ...persons.rows].flatMap(({ fields }) => fields), ...message, ...chosen] as Shown[];
}

function textOf({ value, options = [] }: Shown): string {
  return [value ?? '']
    .flat()
    .map(given => options.find(option => String(option.value) === String(given))?.label ?? String(given))
    .filter(text => text !== '')
    .join(', ');
}
