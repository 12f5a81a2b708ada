import { today } from '../../../text/plain-date.ts';
import type { Names } from '../../../seizures/index.ts';
import type { Sources } from '../../cells/sources.ts';
import type { Score } from '../../indicators/score.ts';
import { recordsAddress } from '../../question/question.ts';
import type { Found } from '../finding/found.ts';
import type { RiskQuestion } from '../finding/read-query.ts';
import type { ListedCase } from '../finding/search-cases.ts';
import { filtersFor, signLine } from './presenter-words.ts';

interface Counted {
  readonly cases: readonly ListedCase[];
  readonly question: RiskQuestion | undefined;
  readonly score: Score | undefined;
  readonly found: Found | undefined;
}

/** The newest cases with all signs, misses too, and where the others are. */
export function casesOf({ cases, question, score, found }: Counted, shown: Found, sources: Sources) {
  const { names } = sources;
  const { narrowed, without } = filtersFor(shown.signs, sources);
  const later = score ? score.hits + score.misses : 0;
  return {
    section: {
      title: names.label('risk:cases.title'),
      note: names.text(score ? 'risk:cases.note' : 'risk:cases.noteFound', {
        before: names.count(found?.share.cases ?? 0),
        later: names.count(later),
      }),
      id: 'cases',
      ...(question
        ? {
            link: {
              label: names.label('risk:cases.open'),
              href: recordsAddress(question, { ...narrowed, to: today() }),
            },
          }
        : {}),
    },
    without:
      without.length > 0
        ? names.text('risk:cases.without', { signs: without.map(sign => signLine(sign, sources)).join(', ') })
        : '',
    none: names.label('risk:cases.none'),
    heads: ['ref', 'date', 'way', 'hidden', 'found', 'score'].map(key => names.label(`risk:cases.${key}`)),
    rows: cases.map(one => caseRow(one, names)),
  };
}

function caseRow(one: ListedCase, names: Names) {
  const { transport, quantity } = one;
  return {
    ref: one.ref,
    href: `/seizures/${encodeURIComponent(one.ref)}`,
    date: names.date(one.date),
    transport: {
      icon: transport === null ? 'ellipsis' : names.transportIcon(transport),
      label: transport === null ? names.label('analysis:value.notStated') : names.of('transport', transport),
    },
    way: [one.departure ?? '?', one.destination ?? '?'].join(' → '),
    hidden: one.concealment === null ? '–' : names.short('concealment', one.concealment),
    found: names.shortProduct(one.heading, one.product),
    quantity: quantity === null ? '' : `${names.quantity(quantity)} ${names.unit(one.unit ?? '', quantity)}`,
    hit: {
      label: names.label(one.isHit ? 'risk:hit' : 'risk:miss'),
      icon: one.isHit ? 'check' : 'x',
      tone: one.isHit ? 'info' : '',
    },
  };
}
