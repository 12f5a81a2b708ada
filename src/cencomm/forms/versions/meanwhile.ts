import type { Viewer } from '../../../access/index.ts';
import { NotVisible } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { openOwn } from '../open-own.ts';
import { presentFormMessage } from '../pages/presenter-message-fields.ts';
import { readForms, type SentForm } from '../store-sent-forms.ts';
import { listHoldersOfForm } from './store-versions.ts';

/** The form a message is a version of, as its last version has it. Throws NotVisible, KeysAway. */
export async function lastVersionOf(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  entered: Entered,
  messageId: string,
): Promise<SentForm> {
  const form = (await readForms(pool, viewer, keys, entered)).find(({ versionIds }) => versionIds.includes(messageId));
  if (!form) throw new NotVisible('no such form');
  return form;
}

/** What somebody else made of a form meanwhile, for the page that is shown again. */
export async function meanwhileOf(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  messageId: string,
  words: Words,
): Promise<{ text: string; items: { label: string; value: string }[] }> {
  const { id, subject } = await lastVersionOf(context, viewer, entered, messageId);
  const message = await openOwn(context.pool, viewer, context.keys, entered, id);
  const shown = await presentFormMessage(context, viewer, entered, message, words);
  return {
    text: words.t('cencommforms:version.meanwhile'),
    items: [
      { label: words.t('cencommforms:message.subject'), value: subject ?? '' },
      ...(shown?.notices ?? []).map(({ title = '', text = '' }) => ({ label: title, value: text })),
      ...(shown?.changes ?? []).map(({ label, before, after }) => ({
        label,
        value: words.t('cencommforms:version.fromTo', { before: before || '–', after: after || '–' }),
      })),
    ],
  };
}

/** The form that is amended, for the head of its page; undefined where none is. Throws NotVisible, KeysAway. */
export async function amendedBy(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  id: string,
): Promise<{ href: string; text: string; told: number } | undefined> {
  if (id === '') return undefined;
  const form = await lastVersionOf(context, viewer, entered, id);
  const holders = await listHoldersOfForm(context.pool, entered.operation.id, form.firstId);
  return {
    href: `${pathOf(entered.operation.id)}/mail/${form.id}`,
    text: form.subject ?? '',
    told: holders.length - 1,
  };
}
