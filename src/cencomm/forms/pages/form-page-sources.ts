import type { FieldProblem } from '../../../errors.ts';
import type { FormField } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { DeclaredView, RecordWords } from '../../../seizures/index.ts';
import type { Addressees } from '../../groups/groups.ts';
import type { Attachment } from '../../mail/writing/store-attachments.ts';
import type { Entered, FormKind } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import type { Typed } from './read-form.ts';

export type View =
  | DeclaredView
  | (FormField & { readonly id: string; readonly error?: string; readonly html?: string });

export interface FormPageSources {
  readonly context: CencommContext;
  readonly entered: Entered;
  readonly kind: FormKind;
  readonly words: Words;
  readonly recordWords: RecordWords;
  readonly addressees: Addressees;
  /** The account that fills it in. */
  readonly ownId: number;
  readonly typed: Typed;
  readonly problems: readonly FieldProblem[];
  /** What is answered: number, subject and address of the warning. */
  readonly answers?: { readonly label: string; readonly href: string; readonly text: string };
  /** The form that is amended: its subject and address, how many are told. */
  readonly amends?: { readonly href: string; readonly text: string; readonly told: number };
  readonly meanwhile?: {
    readonly text: string;
    readonly items: readonly { readonly label: string; readonly value: string }[];
    /** Where one can go on with that instead. */
    readonly href?: string;
  };
  /** What is attached to the draft of the form. */
  readonly attachments: readonly Attachment[];
  /** What was done last, as a sentence. */
  readonly done?: string;
}

export const one = (typed: Typed, name: string): string => [typed[name] ?? ''].flat()[0] ?? '';
