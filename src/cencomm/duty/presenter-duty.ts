import type { Viewer } from '../../access/index.ts';
import { asking } from '../../fields/index.ts';
import { presentForm } from '../../forms/index.ts';
import { daysText, isOpen, localTime, timeZones, weekdays } from '../../network/index.ts';
import type { Words } from '../../reference/index.ts';
import type { CencommContext } from '../context.ts';
import type { Listed } from '../lists/store-lists.ts';
import { messagePath } from '../mail/writing/addresses.ts';
import type { MemberCard } from '../operations/members/store-members.ts';
import type { Entered } from '../operations/operation.ts';
import type { Failed } from '../operations/pages/pages-act.ts';
import { pathOf } from '../pages-frame.ts';
import { officeName, personText, senderText } from '../words.ts';
import type { DutyContact } from './contact.ts';
import { dutyFields } from './duty-form.ts';
import { maySetDuty } from './duty.ts';
import type { LateAnswer } from './store-wakes.ts';

export interface DutySources {
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly contacts: readonly Listed<DutyContact>[];
  readonly late: readonly LateAnswer[] | undefined;
  readonly members: readonly MemberCard[];
  readonly context: Pick<CencommContext, 'offices'>;
  readonly words: Words;
  readonly now: Date;
  readonly clientUuid: string;
  readonly failed?: Failed;
}

/** Members of whose offices a viewer may put on duty: the owner all, a liaison their own office. */
export function mayName({ viewer, entered, members }: Pick<DutySources, 'viewer' | 'entered' | 'members'>) {
  const own = members.filter(({ officeId }) => entered.membership.role === 'owner' || officeId === viewer.office.id);
  return { members: own, officeIds: [...new Set(own.map(({ officeId }) => officeId))] };
}

/** Who is on duty, who has not answered in time, and the form that puts somebody on duty. Pure. */
export function presentDuty(sources: DutySources) {
  const { entered, contacts, late, context, words, failed } = sources;
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const form = maySetDuty(entered) ? dutyForm(sources) : undefined;
  return {
    title: t('cencommops:duty.title'),
    lead: t('cencommops:duty.lead'),
    crumbs: [{ label: t('cencomm:tabs.members'), href: `${base}/members` }, { label: t('cencommops:duty.title') }],
    contacts: contacts.map(one => contactLine(one, sources)),
    late: late?.map(({ officeId, sentMs, answerBy, messageId, isMine, ...who }) => ({
      who: `${personText(who)} · ${officeName(officeId, context.offices, words)}`,
      what: t('cencommops:duty.lateTo', { sender: senderText(who), time: words.time(new Date(sentMs).toISOString()) }),
      when: t('cencommops:duty.wantedBy', { time: words.time(answerBy) }),
      href: isMine ? messagePath(entered.operation.id, messageId) : undefined,
    })),
    form,
    problems: form?.problems ?? [],
    meanwhile: failed?.isMeanwhile ? t('cencommops:meanwhile') : undefined,
  };
}

function contactLine({ id, authorId, content }: Listed<DutyContact>, sources: DutySources) {
  const { viewer, entered, members, context, words, now } = sources;
  const { t } = words;
  const isOwn = entered.membership.role === 'owner' || authorId === viewer.accountId;
  const removal = maySetDuty(entered) && isOwn ? `${pathOf(entered.operation.id)}/duty/${id}/removal` : undefined;
  if (!content) return { name: t('cencommops:duty.broken'), lines: [], removal, isOn: false, state: '' };
  const { name, whom, officeId, hours } = content;
  const member = whom.kind === 'member' ? members.find(one => one.accountId === whom.accountId) : undefined;
  const isOn = isOpen(hours, now) && (whom.kind === 'mailbox' || member !== undefined);
  const { time, offset } = localTime(hours.timeZone, now);
  const reached = member ? personText(member) : whom.kind === 'mailbox' ? whom.address : t('cencommops:duty.gone');
  return {
    name,
    lines: [
      [reached, officeName(officeId, context.offices, words)].join(' · '),
      t('cencommops:duty.hours', {
        days: daysText(hours.days, words.lang),
        opens: hours.opens,
        closes: hours.closes,
        zone: hours.timeZone.replaceAll('_', ' '),
        time,
        offset,
      }),
    ],
    isOn,
    state: t(isOn ? 'cencommops:duty.on' : 'cencommops:duty.off'),
    removal,
  };
}

function dutyForm(sources: DutySources) {
  const { viewer, entered, context, words, failed, clientUuid } = sources;
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const { members, officeIds } = mayName(sources);
  const fields = dutyFields(
    members.map(({ accountId }) => String(accountId)),
    officeIds.map(String),
  );
  const typed = { office: String(viewer.office.id), whom: 'member', ...failed?.typed };
  const ask = asking(fields, typed, words, 'cencommops:dutyField');
  const option = (value: string, label: string) => ({ value, label });
  return presentForm(
    words,
    {
      action: `${base}/duty`,
      cancelHref: `${base}/members`,
      hidden: { clientUuid },
      submit: { label: t('cencommops:duty.add'), icon: 'check' },
      groups: [
        {
          title: t('cencommops:duty.who'),
          fields: [
            ask('name', { span: 6, hint: t('cencommops:duty.nameHint') }),
            ask('office', {
              span: 6,
              options: officeIds.map(id => option(String(id), officeName(id, context.offices, words))),
            }),
            ask('whom', {
              display: 'radios',
              span: 12,
              options: ['member', 'mailbox'].map(one => option(one, t(`cencommops:duty.${one}`))),
            }),
            ask('member', { span: 6, options: members.map(one => option(String(one.accountId), personText(one))) }),
            ask('address', { span: 6, hint: t('cencommops:duty.addressHint') }),
            ask('lang', { span: 6, options: ['en', 'fr'].map(code => option(code, words.language(code))) }),
          ],
        },
        {
          title: t('cencommops:duty.when'),
          fields: [
            ask('days', { span: 12, options: weekdays.map(day => option(day, daysText([day], words.lang))) }),
            ask('opens', { span: 4, hint: t('network:edit.opensHint') }),
            ask('closes', { span: 4, hint: t('network:edit.closesHint') }),
            ask('timeZone', { span: 12, options: timeZones.map(zone => option(zone, zone.replaceAll('_', ' '))) }),
          ],
        },
      ],
    },
    failed?.problems,
  );
}
