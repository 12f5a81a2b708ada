import { openSheet, textOf, type Sheet } from '../../entry/form-sheet.ts';
import { lineHead } from '../../entry/pages/goods.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { readDate } from '../../../text/plain-date.ts';
import type { OwnSent } from '../store.ts';

/** What a draft that was sent is about: its first goods, where and when. Pure. */
export function aboutDraft({ facts, lines }: Sheet, words: Words) {
  const heads = lines.map(({ values }, at) => lineHead(values, at, words));
  const date = readDate(textOf(facts.seizureDate));
  const place = textOf(facts.placeName) || (textOf(facts.place) && words.code('place', textOf(facts.place)));
  return {
    title: heads[0]?.title ?? words.t('entry:drafts.untitled'),
    heading: heads[0]?.heading,
    more: heads.length > 1 ? words.t('entry:rail.lines', { count: heads.length }) : '',
    place,
    date: date.ok ? words.t('approval:seized', { date: words.date(date.value) }) : '',
    nationalRef: textOf(facts.nationalRef),
  };
}

/** The officer's drafts at the contact point, and those that came back. Pure. */
export function presentOwn(rows: readonly OwnSent[], sent: string | undefined, words: Words) {
  const shown = rows.map(({ id, typed, ref, kind, at, login, reason }) => {
    const about = aboutDraft(openSheet(typed), words);
    return {
      id,
      title: ref === null ? about.title : words.t('entry:drafts.amends', { ref }),
      text: [about.nationalRef, about.date, about.place].filter(Boolean).join(' · '),
      state: words.t(`approval:own.${kind}`, { login, time: words.time(at.toISOString()) }),
      reason: kind === 'returned' ? (reason ?? '') : '',
      isSent: kind === 'sent',
    };
  });
  return {
    rows: shown,
    done: shown.some(({ id, isSent }) => id === sent && isSent) ? words.t('approval:own.done') : undefined,
  };
}
