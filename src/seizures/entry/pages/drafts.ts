import { isHeadingCode } from '../../headings/index.ts';
import { openSheet, textOf } from '../form-sheet.ts';
import type { Draft } from '../store-drafts.ts';
import { lineHead } from './goods.ts';
import type { Shown } from './page.ts';
import { readDate } from '../../../text/plain-date.ts';

/** The officer's drafts: what each is about, where it stands, when it was kept. */
export function draftsPage({ words }: Shown, drafts: readonly Draft[]) {
  return {
    drafts: drafts.map(draft => {
      const { facts, lines } = openSheet(draft.typed);
      const date = readDate(textOf(facts.seizureDate));
      const goods = lines.map(({ values }, at) => lineHead(values, at, words));
      const headings = [...new Set(lines.map(({ values }) => textOf(values.heading)))].filter(isHeadingCode);
      const place = textOf(facts.placeName) || (textOf(facts.country) && words.code('country', textOf(facts.country)));
      return {
        id: draft.id,
        href: `/seizures/drafts/${draft.id}`,
        ref: draft.ref,
        title: draft.ref
          ? words.t('entry:drafts.amends', { ref: draft.ref })
          : (goods[0]?.title ?? words.t('entry:drafts.untitled')),
        text: [
          textOf(facts.nationalRef),
          date.ok ? words.date(date.value) : '',
          place,
          lines.length > 0 ? words.t('entry:rail.lines', { count: lines.length }) : '',
        ]
          .filter(Boolean)
          .join(' · '),
        headings: headings.map(code => words.names.heading(code)),
        step: words.t(`entry:step.${draft.step}.name`),
        savedAt: draft.savedAt,
        saved: words.time(draft.savedAt),
      };
    }),
  };
}
