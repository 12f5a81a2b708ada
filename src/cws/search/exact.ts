import { fold } from '../../reference/index.ts';

/** A number or code as it is compared: "R-22", "r 22" and "R22" are one, as are "2903.71" and "290371". */
export function bareNumber(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}
