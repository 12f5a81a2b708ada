import type { Office, Words } from '../../../reference/index.ts';
import { filledField } from '../../../forms/index.ts';
import { audienceChange, audiencesOf } from '../publishing/audience.ts';
import type { Audience } from '../document.ts';
import { officeName } from './presenter-names.ts';
import type { ReviewSources } from './review-sources.ts';

/**
 * The form that publishes: for whom, who comes to read it and who ceases to, and what changed. Pure but for the clock.
 */
export function publishForm(sources: ReviewSources) {
  const { viewer, document, words, context } = sources;
  const { t } = words;
  const audiences = audiencesOf(viewer, document);
  const isPublished = document.version > 0;
  const present = document.audience ?? (audiences.length === 1 ? audiences[0] : undefined);
  const typed = { change: 'corrects', ...(present === undefined ? {} : { audience: present }), ...sources.typed };
  const filled = { ...sources, typed };
  const changeNote = {
    name: 'changeNote',
    type: 'text',
    label: t('cws:field.changeNote'),
    hint: t('cws:fieldHint.changeNote'),
    optional: true,
    max: 300,
  };
  const change = {
    name: 'change',
    type: 'choice',
    display: 'boxed',
    label: t('cws:field.change'),
    options: (['corrects', 'adds'] as const).map(value => ({
      value,
      label: t(`cws:change.${value}`),
      hint: t(`cws:changeHint.${value}`),
    })),
  };
  const narrow = {
    name: 'narrow',
    type: 'choices',
    optional: true,
    label: t('cws:field.narrow'),
    options: [{ value: 'yes', label: t('cws:review.narrow') }],
  };
  return {
    audience: filledField(
      {
        name: 'audience',
        type: 'choice',
        display: 'boxed',
        label: t('cws:field.audience'),
        options: audiences.map(value => ({
          value,
          label: t(`cws:audience.${value}`, { region: officeName(document.regionId, words, context) }),
          hint: `${t(`cws:audienceHint.${value}`)} ${changeText(value, sources)}`,
        })),
      },
      filled,
    ),
    narrow: audiences.length > 1 && document.audience === 'world' ? filledField(narrow, filled) : undefined,
    change: isPublished ? filledField(change, filled) : undefined,
    changeNote: isPublished ? filledField(changeNote, filled) : undefined,
    label: t(isPublished ? 'cws:action.publishAgain' : 'cws:action.publish'),
  };
}

/** "163 Members in 10 regions lose it: 7 accounts there have read it." */
function changeText(audience: Audience, { document, readersOutside, words, context }: ReviewSources): string {
  const { t } = words;
  const { read, gain, lose } = audienceChange(context.offices, document, audience);
  if (document.version === 0) return t('cws:audienceChange.read', membersOf(read, words));
  if (lose.length > 0)
    return [
      t('cws:audienceChange.lose', membersOf(lose, words)),
      t('cws:audienceChange.readers', { count: readersOutside }),
    ].join(' ');
  return gain.length > 0 ? t('cws:audienceChange.gain', membersOf(gain, words)) : t('cws:audienceChange.same');
}

/** How many Members some offices are. */
export function membersOf(offices: readonly Office[], words: Words): { count: number; number: string } {
  const count = offices.filter(({ kind }) => kind === 'administration').length;
  return { count, number: words.count(count) };
}
