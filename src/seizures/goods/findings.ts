import type { Finding, GoodsLine } from './heading.ts';

type Values = Readonly<Record<string, string | number>>;

/** A problem that stops submission; `name` is its key in the namespace `findings`. */
export function error(field: string, name: string, values?: Values): Finding {
  return finding('error', field, name, values);
}

/** A problem that is shown and kept. */
export function warning(field: string, name: string, values?: Values): Finding {
  return finding('warning', field, name, values);
}

function finding(level: Finding['level'], field: string, name: string, values: Values | undefined): Finding {
  const key = `findings:${name}`;
  return values === undefined ? { level, field, key } : { level, field, key, values };
}

/** The findings that apply: a check that does not apply is `undefined` or `false`. */
export function collect(...found: readonly (Finding | undefined | false)[]): Finding[] {
  return found.filter(one => one !== undefined && one !== false);
}

/** Amounts of money among the details are in the line's currency, which must then be stated. */
export function amountsNeedCurrency(line: GoodsLine, ...names: readonly string[]): Finding | undefined {
  const stated = names.some(name => line.details[name] !== undefined);
  return stated && line.currency === undefined ? error('currency', 'currencyNeeded') : undefined;
}
