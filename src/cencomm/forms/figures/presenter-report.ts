import type { Office, Words } from '../../../reference/index.ts';
import { isHeadingCode, type RecordWords } from '../../../seizures/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { senderText } from '../../words.ts';
import { pathOf } from '../../pages-frame.ts';
import { headingOf, type Case } from './board.ts';
import { numberOf } from '../shipment.ts';
import { durationText } from './duration.ts';
import { presentFigures } from './presenter-tally.ts';
import { goodsText, quantityText } from '../subject.ts';
import { dayOf, type Tally } from './tally.ts';

interface ReportSources {
  readonly entered: Entered;
  readonly tally: Tally;
  readonly cases: readonly Case[];
  /** The aim of the operation; undefined where it could not be verified. */
  readonly aim: string | undefined;
  readonly words: Words;
  readonly recordWords: RecordWords;
  readonly office: Office | undefined;
  readonly by: string;
  readonly now: number;
}

/** The situation report of an operation, for screen and paper: what for, when, figures, and each hit. Pure. */
export function presentReport({
  entered: { operation },
  tally,
  cases,
  aim,
  words,
  recordWords,
  office,
  by,
  now,
}: ReportSources) {
  const { t } = words;
  const base = pathOf(operation.id);
  const time = words.time(new Date(now).toISOString());
  const hits = cases.filter(
    ({ chain, last }) =>
      chain.state === 'hit' && dayOf(last.createdMs) >= tally.from && dayOf(last.createdMs) <= tally.to,
  );
  return {
    title: t('cencommforms:report.title', { operation: operation.title }),
    heading: t('cencommforms:report.link'),
    scope: t('cencommforms:report.scope', { from: words.date(tally.from), to: words.date(tally.to), time }),
    crumbs: [{ label: t('cencomm:tabs.board'), href: `${base}/board` }, { label: t('cencommforms:report.link') }],
    filter: { action: `${base}/report`, from: tally.from, to: tally.to },
    print: {
      head: {
        lead: operation.title,
        lines: [t('cencommforms:report.scope', { from: words.date(tally.from), to: words.date(tally.to), time })],
        code: t('cencommforms:report.handling'),
        notes: [operation.code],
      },
      foot: {
        what: `${t('cencommforms:report.link')}, ${operation.code}`,
        by: t('cencommforms:report.by', { login: by, time }),
      },
    },
    about: [
      { label: t('cencommforms:report.aim'), value: aim ?? t('cencommforms:report.aimBroken') },
      {
        label: t('cencommforms:report.period'),
        value: t('cencomm:dates', { from: words.date(operation.startsOn), to: words.date(operation.endsOn) }),
      },
      { label: t('cencommforms:report.owner'), value: office ? words.office(office) : '' },
      {
        label: t('cencommforms:report.headings'),
        value: operation.headings.map(code => recordWords.names.heading(code).label).join(', '),
      },
      {
        label: t('cencommforms:report.countries'),
        value: operation.countries.map(code => words.country(code)).join(', '),
      },
    ],
    figures: presentFigures(tally, words, recordWords),
    hits: {
      title: t('cencommforms:report.hits'),
      note: t('cencommforms:report.hitsNote'),
      none: t('cencommforms:report.noHits'),
      head: ['number', 'sent', 'goods', 'quantity', 'place', 'after', 'record'].map(name =>
        t(`cencommforms:report.column.${name}`),
      ),
      rows: hits.map(one => {
        const form = one.seizure ?? one.feedback ?? one.first;
        const heading = headingOf(one);
        const place = [
          form.fields.placeName,
          typeof form.fields.country === 'string'
            ? words.country(form.fields.country)
            : form.senderCountry === null
              ? undefined
              : words.country(form.senderCountry),
        ];
        return {
          number: numberOf(one.chain.number, one.chain.warningId !== null),
          href: `${base}/mail/${form.id}`,
          sent: words.date(dayOf(form.createdMs)),
          by: senderText(form),
          heading: isHeadingCode(heading) ? { ...recordWords.names.heading(heading), alone: true } : undefined,
          goods: goodsText(recordWords, form.fields),
          quantity: quantityText(recordWords, form.fields),
          place: place.filter(part => typeof part === 'string' && part !== '').join(', '),
          after: one.first.id === form.id ? '' : durationText(words, form.createdMs - one.first.createdMs),
          record: one.chain.recordRef ?? '',
        };
      }),
    },
  };
}
