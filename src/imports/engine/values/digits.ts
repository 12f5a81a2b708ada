/** First digits of the scripts of one plane, in their order: Arabic, Persian, N’Ko, those of India, Thai to Limbu … */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810, 0x1946, 0xff10,
];

/** Digits and decimal marks of other scripts as 0 to 9, point and comma. */
export function westernDigits(text: string): string {
  // What is written in Latin letters has none of them, and is most of what is read.
  if (/^[\x00-\u024f]*$/.test(text)) return text;
  return text
    .replace(/(?![0-9])\p{Nd}/gu, digit => {
      const code = digit.charCodeAt(0);
      const value = code - (zeros.findLast(zero => zero <= code) ?? code);
      return digit.length === 1 && value < 10 ? String(value) : digit;
    })
    .replaceAll('٫', '.')
    .replaceAll('٬', ',');
}
