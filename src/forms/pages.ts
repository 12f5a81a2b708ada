import type { Response } from 'express';
import type { FieldProblem } from '../errors.ts';
import type { Fields, FormField, FormReading, ValuesOf } from '../fields/index.ts';
import { Refused } from './refusal.ts';
import { idOf, summaryOf } from './summary.ts';
import { render } from '../web/render.ts';

/** What a form page needs of a feature's words. */
interface Wording {
  problem(problem: FieldProblem): string;
}

export interface FormPage {
  readonly title: string;
  readonly lead: string;
  readonly crumbs: readonly { readonly label: string; readonly href?: string }[];
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
  /** Fields in groups; fields of one row have a span. */
  readonly groups: readonly {
    readonly title?: string;
    readonly note?: string;
    readonly fields: readonly FormField[];
  }[];
  readonly submit: { readonly label: string; readonly icon: string; readonly danger?: boolean };
  readonly cancelHref: string;
  /** What somebody else wrote meanwhile: shown beside what was typed. */
  readonly meanwhile?: {
    readonly text: string;
    readonly items: readonly { readonly label: string; readonly value: string }[];
  };
}

/** What a page with forms of its own has of one that could not be taken. */
interface Filled {
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  readonly words: Wording;
}

/** A field for `/shared/_field`: with what was typed into it, and its problem. */
export function filledField<F extends { readonly name: string }>(
  field: F,
  { typed = {}, problems = [], words }: Filled,
): F & { id: string; value: string; error?: string } {
  const problem = problems.findLast(({ path }) => path === field.name);
  return {
    ...field,
    id: idOf(field.name),
    value: typed[field.name] ?? '',
    ...(problem ? { error: words.problem(problem) } : {}),
  };
}

/** A form page with each problem at its field and in the summary, for `/shared/_form` and the page around it. Pure. */
export function presentForm<P extends Pick<FormPage, 'groups'>>(
  words: Wording,
  page: P,
  problems: readonly FieldProblem[] = [],
) {
  const errors = new Map(problems.map(problem => [problem.path, words.problem(problem)]));
  return {
    ...page,
    problems: summaryOf(
      words,
      problems,
      page.groups.flatMap(({ fields }) => fields),
    ),
    groups: page.groups.map(group => ({
      ...group,
      fields: group.fields.map(field => ({
        ...field,
        id: idOf(field.name),
        ...(errors.has(field.name) ? { error: errors.get(field.name) } : {}),
      })),
    })),
  };
}

/**
 * Shows a form with what was typed, and each problem at its field and in the summary: 422; 409 where somebody was
 * faster.
 */
export function showForm(res: Response, words: Wording, page: FormPage, problems: readonly FieldProblem[] = []): void {
  if (page.meanwhile) res.status(409);
  else if (problems.length > 0) res.status(422);
  render(res, 'shared/form', presentForm(words, page, problems));
}

/** Does the work of a form without problems and leads on; a refusal of the work is one more problem at its field. */
export async function answerForm<F extends Fields>(
  res: Response,
  words: Wording,
  page: FormPage,
  { values, problems }: FormReading<F>,
  work: (values: ValuesOf<F>) => Promise<string>,
): Promise<void> {
  if (!values) return showForm(res, words, page, problems);
  let address: string;
  try {
    address = await work(values);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return showForm(res, words, page, [error.problem]);
  }
  res.redirect(303, address);
}

/** Problems of the inputs on the page; where only a hidden one is wrong, that one. */
export function visibleProblems(problems: readonly FieldProblem[], hidden: readonly string[]): readonly FieldProblem[] {
  const visible = problems.filter(({ path }) => !hidden.includes(path));
  return visible.length > 0 ? visible : problems;
}
