import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { render } from '../../web/render.ts';
import type { NetworkContext } from '../context.ts';
import { wordsOf } from '../pages/common.ts';
import { officeAddress } from '../pages/addresses.ts';
import type { Words } from '../pages/words.ts';
import { listCoverage, type Coverage } from './store-coverage.ts';

const query = { show: choice(['all']) };

/** `/network/contact-points`: where the register of contact points and the accounts differ. */
export async function showCoverage(context: NetworkContext, req: Request, res: Response): Promise<void> {
  const { show } = readQuery(req.query, query);
  const words = wordsOf(context, res);
  const all = await listCoverage(context.pool, viewerOf(req));
  render(res, 'network/coverage', presentCoverage(all, context, words, show === 'all'));
}

/** What is missing or differs, worst first. Pure. */
export function gapsOf(one: Coverage): ('noAccount' | 'noPoint' | 'noDomain' | 'noDuty' | 'before')[] {
  return [
    ...(one.holders.some(({ live }) => live) ? [] : (['noAccount'] as const)),
    ...(one.function === null ? (['noPoint'] as const) : []),
    ...(one.domains === 0 ? (['noDomain'] as const) : []),
    ...(one.named !== null && !one.namedHasDuty ? (['noDuty'] as const) : []),
    ...(one.named !== null && one.holders.some(({ id }) => id !== one.namedId) ? (['before'] as const) : []),
  ];
}

export function presentCoverage(all: readonly Coverage[], { offices }: NetworkContext, words: Words, whole: boolean) {
  const { t } = words;
  const rows = all.map(one => {
    const office = offices.byId(one.officeId);
    const gaps = gapsOf(one);
    return {
      office: office ? words.office(office) : '',
      href: officeAddress(office?.code ?? ''),
      point: one.function ?? '–',
      since: one.validFrom === null ? '' : words.date(one.validFrom),
      named: one.named ?? '',
      holders: one.holders.map(({ id, loginId, live }) => ({ loginId, live, href: `/access/accounts/${id}` })),
      gaps: gaps.map(gap => ({
        tone: gap === 'noAccount' ? 'bad' : 'warn',
        icon: 'circle-alert',
        label: t(`network:coverage.gap.${gap}`),
      })),
    };
  });
  const count = (gap: ReturnType<typeof gapsOf>[number]) => all.filter(one => gapsOf(one).includes(gap)).length;
  return {
    title: t('network:coverage.title'),
    scope: t('network:coverage.scope', {
      members: all.length,
      accounts: count('noAccount'),
      points: count('noPoint'),
      domains: count('noDomain'),
      differ: all.filter(one => gapsOf(one).some(gap => gap === 'noDuty' || gap === 'before')).length,
    }),
    views: {
      label: t('network:coverage.views'),
      items: [
        { label: t('network:coverage.gaps'), href: '/network/contact-points', current: !whole },
        { label: t('network:coverage.all'), href: '/network/contact-points?show=all', current: whole },
      ],
    },
    rows: rows
      .filter(({ gaps }) => whole || gaps.length > 0)
      .sort((a, b) => a.office.localeCompare(b.office, words.lang)),
    empty: { text: t('network:coverage.none') },
  };
}
