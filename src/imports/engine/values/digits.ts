/** First digit of Arabic, Persian, Devanagari, Bengali, Thai and of the full width of East Asia. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** Digits and decimal marks of other scripts as 0 to 9, point and comma. */
export function westernDigits(text: string): string {
  // What is written in Latin letters has none of them, and is most of what is read.
  if (/^[\x00-\u024f]*$/.test(text)) return text;
  return text
    .replace(/[٠-٩۰-۹०-९০-৯๐-๙０-９]/g, digit => {
      const code = digit.charCodeAt(0);
      return String(code - (zeros.findLast(zero => zero <= code) ?? code));
    })
    .replaceAll('٫', '.')
    .replaceAll('٬', ',');
}
