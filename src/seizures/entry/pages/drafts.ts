import { isHeadingCode } from '../../headings/index.ts';
import { openSheet, textOf } from '../form-sheet.ts';
import type { HandedDraft } from '../handing/store-handing.ts';
import type { Draft } from '../store-drafts.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { lineHead } from './goods.ts';
import type { Shown } from './page.ts';
import { readDate } from '../../../text/plain-date.ts';

type Kept = Pick<Draft, 'id' | 'ref' | 'typed' | 'savedAt'>;

/** The officer's drafts: what each is about, where it stands, when it was kept; and those that are with a colleague. */
export function draftsPage(
  { words }: Shown,
  drafts: readonly Draft[],
  handed: readonly HandedDraft[],
  { isHanded }: { readonly isHanded: boolean },
) {
  return {
    isHanded,
    drafts: drafts.map(draft => ({
      ...draftView(draft, words),
      href: `/seizures/drafts/${draft.id}`,
      step: words.t(`entry:step.${draft.step}.name`),
      from: draft.handedBy ? words.t('onepage:handing.from', { login: draft.handedBy }) : '',
      note: draft.handedNote ?? '',
    })),
    handed: handed.map(draft => ({
      ...draftView(draft, words),
      with: words.t('onepage:handing.with', { login: draft.to, time: words.time(draft.handedAt) }),
    })),
  };
}

function draftView(draft: Kept, words: Words) {
  const { facts, lines } = openSheet(draft.typed);
  const date = readDate(textOf(facts.seizureDate));
  const headings = [...new Set(lines.map(({ values }) => textOf(values.heading)))].filter(isHeadingCode);
  const place = textOf(facts.placeName) || (textOf(facts.country) && words.code('country', textOf(facts.country)));
  return {
    id: draft.id,
    ref: draft.ref,
    title: draftTitle(draft, words),
    text: [
      textOf(facts.nationalRef),
      date.ok ? words.date(date.value) : '',
      place,
      lines.length > 0 ? words.t('entry:rail.lines', { count: lines.length }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    headings: headings.map(code => words.names.heading(code)),
    savedAt: draft.savedAt,
    saved: words.time(draft.savedAt),
  };
}

/** What a draft is called: the record it amends, or its first goods. */
export function draftTitle({ ref, typed }: Pick<Kept, 'ref' | 'typed'>, words: Words): string {
  if (ref) return words.t('entry:drafts.amends', { ref });
  const [first] = openSheet(typed).lines;
  return first ? lineHead(first.values, 0, words).title : words.t('entry:drafts.untitled');
}
