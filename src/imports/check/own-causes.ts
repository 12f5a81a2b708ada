import type { KeptProblem } from './store-rows.ts';

/**
 * Problems without those that follow from another: while a product is unknown, so are its heading and its usual unit,
 * and goods that cannot be told apart have no quantity. What is said once is corrected in one place.
 */
export function ownCauses(problems: readonly KeptProblem[]): KeptProblem[] {
  const has = (code: string, field: string): boolean =>
    problems.some(problem => problem.level === 'error' && problem.code === code && problem.field === field);
  const isProductUnknown = has('value_unknown', 'product');
  const areGoodsUnread = has('goods_unreadable', 'goods');
  return problems.filter(({ level, code, field, values }) => {
    if (level !== 'error') return true;
    if (isProductUnknown && code === 'value_blank' && field === 'heading') return false;
    if (isProductUnknown && code === 'unit_blank' && values?.product === '') return false;
    return !(areGoodsUnread && code === 'quantity_blank');
  });
}
