import type { Right } from '../../../src/access/index.ts';
import type { Route } from '../../../src/web/route.ts';
import { followLinks } from '../crawl.ts';
import type { TestPortal } from '../portal.ts';

/** A form as a page shows it. */
export interface Form {
  readonly action: string;
  readonly method: string;
  readonly isMultipart: boolean;
  /** Names, each with the values the page gives or offers. */
  readonly fields: readonly (readonly [name: string, values: readonly string[]])[];
}

/** What one login can reach. */
export interface Reach {
  readonly login: string;
  readonly paths: readonly string[];
  readonly forms: readonly Form[];
}

export interface Surface {
  readonly routes: readonly Pick<Route<Right>, 'method' | 'path'>[];
  readonly reaches: readonly Reach[];
  /** Names of parameters that stand in addresses. */
  readonly parameters: readonly string[];
  /** Values that pages give, by the name of their field or parameter. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Follows the links of each login, to some `most` pages, and collects what can be asked for and sent there. */
export async function collect(
  portal: TestPortal,
  routes: Surface['routes'],
  logins: readonly string[],
  most: number,
): Promise<Surface> {
  const reaches: Reach[] = [];
  const figures = new Set<string>();
  for (const login of logins) {
    const forms = new Map<string, Form>();
    const paths = await followLinks(
      await portal.as(login),
      (_path, { text }) => {
        for (const form of formsIn(text)) forms.set(`${form.action} ${form.fields.map(([name]) => name).join()}`, form);
      },
      { most, figures },
    );
    reaches.push({ login, paths, forms: [...forms.values()] });
  }
  const asked = reaches.flatMap(({ paths }) =>
    paths.flatMap(path => [...new URL(path, 'https://cen.test').searchParams]),
  );
  const offered = reaches.flatMap(({ forms }) =>
    forms.flatMap(({ fields }) => fields.flatMap(([name, values]) => values.map(value => [name, value] as const))),
  );
  const byName = Map.groupBy([...asked, ...offered], ([name]) => name);
  const values = new Map([...byName].map(([name, all]) => [name, [...new Set(all.map(([, value]) => value))]]));
  return { routes, reaches, parameters: [...new Set(asked.map(([name]) => name))], values };
}

const plain = (text = ''): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&');

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
}

function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, head = '', inner = '']) => {
    const action = attribute(head, 'action');
    if (action === undefined || !action.startsWith('/')) return [];
    const fields = new Map<string, string[]>();
    const add = (name: string | undefined, value: string): void => {
      if (name !== undefined && name !== '_csrf') fields.set(name, [...(fields.get(name) ?? []), value]);
    };
    for (const [tag] of inner.matchAll(/<(?:input|button|textarea)\b[^>]*>/g))
      add(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
    for (const [, tag = '', options = ''] of inner.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs))
      for (const [option] of options.matchAll(/<option\b[^>]*>/g))
        add(attribute(tag, 'name'), attribute(option, 'value') ?? '');
    return [
      {
        action,
        method: (attribute(head, 'method') ?? 'get').toUpperCase(),
        isMultipart: attribute(head, 'enctype') === 'multipart/form-data',
        fields: [...fields].map(([name, values]) => [name, values.slice(0, 20)] as const),
      },
    ];
  });
}
