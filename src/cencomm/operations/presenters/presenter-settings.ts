import { presentForm } from '../../../forms/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { choosableFields, fieldsOf, type AskedField, type FieldGroup } from '../pages/form-fields.ts';
import { stepsFrom } from '../lifecycle/lifecycle.ts';
import type { Details } from '../lifecycle/create.ts';
import {
  formKinds,
  mayManage,
  sendCounts,
  writingRoles,
  type Entered,
  type FormKind,
  type Operation,
  type SendCount,
} from '../operation.ts';
import { limitNames, settingFields, titleChoices, type LimitName, type SettingName } from '../pages/settings-form.ts';
import { ceilings, quotaOf } from '../../mail/limits.ts';
import { askDates, askHow, explained } from '../pages/request-form.ts';
import { asking, type Ask, type FormField } from '../../../fields/index.ts';

export interface SettingsSources {
  readonly entered: Entered;
  readonly details: Details;
  readonly context: Pick<CencommContext, 'texts' | 'lists'>;
  readonly words: Words;
  readonly failed?: {
    readonly typed: Partial<Readonly<Record<SettingName, string>>>;
    readonly problems?: readonly FieldProblem[];
    readonly isMeanwhile?: boolean;
  };
}

/**
 * The owner's settings: front page, dates and languages, fields of the three messages, closing, and renewing the key.
 */
export function presentSettings(sources: SettingsSources) {
  const {
    entered: { operation },
    entered,
    details,
    words,
    failed,
  } = sources;
  const { t } = words;
  const base = pathOf(operation.id);
  const typed = {
    notice: details.notice ?? '',
    startsOn: operation.startsOn,
    endsOn: operation.endsOn,
    langs: operation.langs.join(','),
    joining: operation.joining,
    ...Object.fromEntries(
      writingRoles.flatMap(role =>
        sendCounts.map(count => [`${role}_${count}`, String(quotaOf(operation, role)[count])]),
      ),
    ),
    titleInRecords: operation.titleInRecords ? 'yes' : 'no',
    ...failed?.typed,
  };
  const ask = asking(settingFields, typed, words, 'cencommops:field');
  const form = presentForm(
    words,
    {
      action: `${base}/settings`,
      cancelHref: base,
      hidden: { version: String(operation.version) },
      submit: { label: t('common:action.save'), icon: 'check' },
      groups: [
        {
          title: t('cencommops:settings.front'),
          fields: [ask('notice', { rows: 6, hint: t('cencommops:hint.notice') })],
        },
        { title: t('cencommops:settings.time'), fields: [...askDates(ask), ...askHow(ask, words)] },
        {
          title: t('cencommops:settings.limits'),
          note: t('cencommops:settings.limitsNote'),
          fields: limitNames.map(name => ask(name, { label: limitLabel(name, words), span: 4 })),
        },
        recordsGroup(ask, words),
      ],
    },
    failed?.problems,
  );
  return {
    title: t('cencommops:settings.title', { title: operation.title }),
    problems: form.problems,
    mayManage: mayManage(entered),
    form,
    kinds: formKinds.map(kind => kindOf(kind, sources)),
    life: stepsFrom(operation.state).map(step => ({
      step,
      label: t(`cencommops:life.${step}`),
      note: t(`cencommops:life.${step}Note`),
      icon: lifeIcons[step],
      danger: step === 'archive',
    })),
    lifeAction: `${base}/life`,
    keyAction: `${base}/key`,
    keyNote: t('cencommops:settings.keyNote', { epoch: operation.currentEpoch }),
    state: t(`cencommops:settings.state.${operation.state}`),
    meanwhile: failed?.isMeanwhile
      ? { text: t('cencommops:meanwhileSettings'), items: meanwhileItems(operation, details, words) }
      : undefined,
  };
}

/** "Liaison: urgent messages, at most 60". */
function limitLabel(name: LimitName, { t, count }: Words): string {
  const [role = '', what = ''] = name.split('_');
  return t('cencommops:settings.limit', {
    role: t(`cencomm:role.${role}`),
    what: t(`cencommops:settings.limitOf.${what}`),
    most: count(ceilings[what as SendCount]),
  });
}

/** Whether records name the operation. */
function recordsGroup(ask: Ask<'titleInRecords'>, { t }: Words) {
  const options = explained(t, 'titleInRecords', titleChoices);
  return {
    title: t('cencommops:settings.records'),
    fields: [ask('titleInRecords', { display: 'radios', optional: false, options })],
  };
}

const lifeIcons = { close: 'lock', reopen: 'rotate-ccw', archive: 'archive' } as const;

function meanwhileItems(operation: Operation, details: Details, words: Words) {
  const { t } = words;
  return [
    {
      label: t('cencommops:field.dates'),
      value: t('cencomm:dates', { from: words.date(operation.startsOn), to: words.date(operation.endsOn) }),
    },
    { label: t('cencommops:field.langs'), value: operation.langs.map(code => words.language(code)).join(', ') },
    { label: t('cencommops:field.notice'), value: details.notice ?? '' },
  ];
}

/** The fields of one message as checkboxes in the groups of the entry form; fixed fields are only named. */
export function kindOf(kind: FormKind, { entered: { operation }, context, words, failed }: SettingsSources) {
  const { t } = words;
  const chosen = new Set(failed?.typed[kind]?.split(',') ?? fieldsOf(operation, kind).map(({ key }) => key));
  const groups = choosableFields(operation, kind);
  const label = (field: AskedField): string =>
    t(
      field.heading === undefined
        ? `fields:label.${field.name}`
        : `headings:${field.heading}.fields.${field.field.name}.label`,
    );
  const error = failed?.problems?.find(({ path }) => path === kind);
  const all = groups.flatMap(({ fields }) => fields);
  return {
    kind,
    title: t(`cencomm:kind.${kind}`),
    count: t('cencommops:settings.asked', { count: all.filter(({ key, fixed }) => fixed || chosen.has(key)).length }),
    isOpen: error !== undefined,
    always: all
      .filter(({ fixed }) => fixed)
      .map(label)
      .join(', '),
    fields: groups
      .filter(({ fields }) => fields.some(({ fixed }) => !fixed))
      .map((group): FormField & { id: string; error?: string } => ({
        id: `field-${kind}-${group.part}`,
        name: kind,
        type: 'choices',
        display: 'columns',
        label: groupName(group, context, words),
        value: [...chosen],
        options: group.fields.filter(({ fixed }) => !fixed).map(field => ({ value: field.key, label: label(field) })),
      })),
    ...(error ? { error: words.problem(error) } : {}),
  };
}

function groupName({ part }: FieldGroup, context: Pick<CencommContext, 'texts' | 'lists'>, words: Words): string {
  return part === part.toUpperCase()
    ? headingMark(part, words.lang, context).label
    : words.t(`cencommops:part.${part}`);
}
