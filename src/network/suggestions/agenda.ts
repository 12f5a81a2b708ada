import type { Viewer } from '../../access/index.ts';
import type { Offices } from '../../reference/index.ts';
import type { Words } from '../pages/words.ts';
import { monthOf, officeName, path } from './presenter.ts';
import type { AgendaDecision, AgendaItem } from './store.ts';
import { isPending, parts } from './suggestion.ts';

/** Before it no meeting had a register of this kind. */
export const firstYear = 2009;

interface AgendaSources {
  readonly viewer: Viewer;
  readonly year: number;
  readonly items: readonly AgendaItem[];
  readonly decided: readonly AgendaDecision[];
  readonly offices: Offices;
  readonly words: Words;
  readonly now: Date;
}

/**
 * Paper of a yearly meeting: what is pending by part, endorsed and best supported first, and what was decided in the
 * year. Pure.
 */
export function presentAgenda({ viewer, year, items, decided, offices, words, now }: AgendaSources) {
  const { t } = words;
  const pending = items.filter(({ state }) => isPending(state));
  const office = (id: number): string => officeName(offices.byId(id), words);
  let number = 0;
  return {
    title: t('suggestions:agenda.title', { year }),
    year,
    isEmpty: pending.length === 0,
    head: {
      title: t('suggestions:agenda.title', { year }),
      crumbs: [{ label: t('suggestions:title'), href: path }, { label: String(year) }],
      scope: t('suggestions:agenda.scope', {
        count: pending.length,
        endorsed: pending.filter(({ isEndorsed }) => isEndorsed).length,
        time: words.time(now.toISOString()),
      }),
    },
    years: {
      label: t('suggestions:agenda.years'),
      items: [year - 1, year, year + 1]
        .filter(one => one >= firstYear && one <= now.getUTCFullYear() + 1)
        .map(one => ({ label: String(one), href: `${path}/agenda/${one}`, current: one === year })),
    },
    sections: parts.flatMap(part => {
      const own = pending
        .filter(one => one.part === part)
        .toSorted((a, b) => Number(b.isEndorsed) - Number(a.isEndorsed) || b.supports - a.supports || a.id - b.id);
      return own.length === 0
        ? []
        : [
            {
              id: `part-${part}`,
              title: t(`suggestions:part.${part}`),
              items: own.map(one => {
                number += 1;
                return {
                  number,
                  ref: one.ref,
                  href: `${path}/${one.ref}`,
                  title: one.title,
                  purpose: one.purpose,
                  description: one.description,
                  line: [
                    office(one.officeId),
                    words.date(one.madeAt.slice(0, 10)),
                    t(`suggestions:state.${one.state}`),
                    t('suggestions:supports', { count: one.supports }),
                  ].join(' · '),
                  isEndorsed: one.isEndorsed,
                  comments: one.comments.map(comment => ({ office: office(comment.officeId), text: comment.text })),
                };
              }),
            },
          ];
    }),
    decided: decided.map(one => ({
      ref: one.ref,
      title: one.title,
      office: office(one.officeId),
      date: words.date(one.at.toISOString().slice(0, 10)),
      reason: one.text ?? '',
      outcome:
        one.plannedFor === null
          ? t(`suggestions:step.${one.kind}`)
          : t('suggestions:step.plannedFor', { month: monthOf(one.plannedFor, words) }),
    })),
    printed: t('suggestions:agenda.printed', { login: viewer.loginId, time: words.time(now.toISOString()) }),
  };
}
