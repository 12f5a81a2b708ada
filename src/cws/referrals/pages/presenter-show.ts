import { deskName, headingMark, path, placeOf, quantityOf, stateTag, stepStyles, whenOf } from './styles.ts';
import { isDesk, isSender } from '../permissions.ts';
import { presentActs } from './presenter-actions.ts';
import { presentReferralFiles } from './presenter-files.ts';
import { goodsOf } from '../referral.ts';
import { officeName } from '../../documents/presenters/presenter-names.ts';
import type { ShowSources } from './show-sources.ts';
import { summaryOf } from '../../../forms/index.ts';
import { today } from '../../../text/plain-date.ts';

/** A referral, what came of it, and what this viewer may do with it. Pure but for the clock. */
export function presentReferral(sources: ShowSources) {
  const { viewer, referral, words, problems = [] } = sources;
  const { t } = words;
  const acts = presentActs(sources);
  const files = presentReferralFiles(sources);
  const fields = [acts.answer, acts.pass, acts.reopen, acts.withdraw, acts.message].flatMap(one => one?.fields ?? []);
  return {
    title: `${referral.ref} ${referral.goods}`,
    action: `${path}/${referral.ref}`,
    clientUuid: sources.clientUuid,
    version: String(referral.version),
    isSample: referral.synthetic,
    head: {
      title: referral.goods,
      crumbs: [{ label: t('cwsreferrals:title'), href: path }, { label: referral.ref }],
      tag: stateTag(referral.state, words),
      headings: [headingMark(referral, words)],
      // The crumb is not printed, and a paper needs its number.
      scope: [
        referral.ref,
        t('cwsreferrals:madeBy', {
          office: officeName(referral.fromOfficeId, words, sources),
          login: referral.madeByLogin,
          time: words.time(referral.madeAt),
        }),
      ].join(' · '),
    },
    strip: stripOf(sources),
    happened: referral.happened.split('\n').filter(part => part.trim() !== ''),
    reportLang: referral.lang,
    facts: factsOf(sources),
    history: historyOf(sources),
    outcome: outcomeOf(sources),
    news:
      (isSender(viewer, referral) && referral.senderNews) || (isDesk(viewer, referral) && referral.officeNews)
        ? t(isSender(viewer, referral) ? 'cwsreferrals:news.sender' : 'cwsreferrals:news.office')
        : undefined,
    files: files.count > 0 || files.upload ? files : undefined,
    problems: summaryOf(words, problems, [...fields, files.upload]),
    meanwhile: sources.isMeanwhile ? meanwhileOf(sources) : undefined,
    ...acts,
  };
}

function desk({ offices, words }: Pick<ShowSources, 'offices' | 'words'>, id: number): string {
  const office = offices.byId(id);
  return office ? deskName(office, words) : '';
}

function stripOf({ referral, words, names }: ShowSources) {
  const { t } = words;
  const quantity = quantityOf(referral, names);
  return [
    { label: t('cwsreferrals:field.stage'), value: t(`cwsreferrals:stageShort.${referral.stage}`) },
    { label: t('cwsreferrals:column.where'), value: placeOf(referral, words) },
    { label: t('cwsreferrals:column.when'), value: whenOf(referral, words, today()) },
    ...(quantity ? [{ label: t('cwsreferrals:field.quantity'), value: quantity.value, rest: quantity.unit }] : []),
  ];
}

function factsOf({ referral, words, names }: ShowSources) {
  const { t } = words;
  const country = (code: string | null): string => (code === null ? '' : words.country(code));
  const { list } = goodsOf[referral.subject];
  const code =
    referral.product === null
      ? ''
      : list === 'basel'
        ? `${referral.product} ${names.of(list, referral.product)}`
        : names.of(list, referral.product);
  return [
    { label: t(`cwsreferrals:product.${referral.subject}`), value: code },
    { label: t('cwsreferrals:field.fromCountry'), value: country(referral.fromCountry) },
    { label: t('cwsreferrals:field.toCountry'), value: country(referral.toCountry) },
    {
      label: t('cwsreferrals:field.transport'),
      value: referral.transport === null ? '' : names.of('transport', referral.transport),
    },
    { label: t('cwsreferrals:field.knownBy'), value: t(`cwsreferrals:knownBy.${referral.knownBy}`) },
  ];
}

/** What came of it: where it is, who has it, and the record with no more than its reference and status. */
function outcomeOf(sources: ShowSources) {
  const { referral, draft, words } = sources;
  const { t } = words;
  const record = draft?.record;
  return [
    { label: t('cwsreferrals:outcome.with'), value: desk(sources, referral.officeId) },
    ...(referral.takenByLogin !== null && referral.state !== 'withdrawn'
      ? [{ label: t('cwsreferrals:outcome.takenBy'), value: referral.takenByLogin }]
      : []),
    ...(referral.outcome === null
      ? []
      : [{ label: t('cwsreferrals:outcome.answer'), value: t(`cwsreferrals:answer.${referral.outcome}`) }]),
    ...(record
      ? [
          {
            label: t('cwsreferrals:outcome.record'),
            value: record.ref,
            ...(record.isOpen ? { href: `/seizures/${record.ref}` } : {}),
          },
          { label: t('cwsreferrals:outcome.status'), value: t(`common:status.${record.status}`) },
        ]
      : []),
    ...(!record && referral.state === 'taken' && draft && !draft.isDiscarded
      ? [{ label: t('cwsreferrals:outcome.draft'), value: t('cwsreferrals:outcome.draftBegun') }]
      : []),
    ...(referral.state === 'sent'
      ? [{ label: t('cwsreferrals:outcome.next'), value: t('cwsreferrals:outcome.waits') }]
      : []),
  ];
}

function historyOf(sources: ShowSources) {
  const { steps, words } = sources;
  return steps.map(step => {
    const [tone, icon] = stepStyles[step.kind];
    const to = step.toOfficeId === null ? undefined : desk(sources, step.toOfficeId);
    return {
      title:
        to !== undefined
          ? words.t(`cwsreferrals:step.${step.kind}To`, { office: to })
          : step.recordRef !== null
            ? words.t('cwsreferrals:step.recordedAs', { ref: step.recordRef })
            : words.t(`cwsreferrals:step.${step.kind}`),
      who: words.t('cwsreferrals:by', { login: step.login, office: officeName(step.officeId, words, sources) }),
      when: words.time(step.at),
      datetime: step.at,
      tone,
      icon,
      ...(step.text ? { reason: step.text } : {}),
    };
  });
}

/** What the second of two is told. */
function meanwhileOf(sources: ShowSources): string {
  const [last] = historyOf(sources);
  return last ? sources.words.t('cwsreferrals:meanwhile', { step: last.title, who: last.who, time: last.when }) : '';
}
