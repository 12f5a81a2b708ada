import { unitKindsFor, type Heading } from '../../../seizures/index.ts';

/** The unit goods are counted in when nothing says otherwise; undefined for what is weighed or measured. */
export function naturalUnitOf(heading: Heading, product: string): string | undefined {
  const [first, ...others] = unitKindsFor(heading, product);
  if (first === 'rounds') return 'round';
  const isCounted = first === 'count' || (heading.code === 'CITES' && others.includes('count'));
  return isCounted ? 'piece' : undefined;
}
