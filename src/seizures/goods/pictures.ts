import { headings, isHeadingCode } from '../headings/index.ts';

/** Whether pictures may be stored of goods of a heading. Pure. */
export function takesPictures(heading: string): boolean {
  return isHeadingCode(heading) && headings[heading].pictures;
}

/** Reference list with the products of a heading; '' for a heading there is not. */
export function productList(heading: string): string {
  return isHeadingCode(heading) ? headings[heading].productList : '';
}
