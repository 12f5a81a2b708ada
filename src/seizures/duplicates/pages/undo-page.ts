import type { FormPage } from '../../../forms/index.ts';
import { longestReason } from '../../entry/form-check.ts';
import type { Words } from '../../record/pages/presenter-words.ts';

/** Undoing a merge asks why. */
export function undoPage(ref: string, reason: string, words: Words): FormPage {
  return {
    title: words.t('duplicates:undo.title', { ref }),
    lead: words.t('duplicates:undo.lead'),
    crumbs: [
      { label: words.t('duplicates:section'), href: '/seizures/duplicates' },
      { label: ref, href: `/seizures/${ref}` },
    ],
    action: `/seizures/${ref}/unmerging`,
    groups: [
      {
        fields: [
          {
            type: 'longtext',
            name: 'reason',
            label: words.t('duplicates:undo.reason'),
            value: reason,
            max: longestReason,
          },
        ],
      },
    ],
    submit: { label: words.t('duplicates:undo.send'), icon: 'rotate-ccw' },
    cancelHref: `/seizures/${ref}`,
  };
}
