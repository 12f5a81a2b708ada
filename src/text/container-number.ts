/** A container number of ISO 6346: owner, category (U, J, Z), six digits, check digit; spaces as on a door. */
export const containerNumber = /^[A-Z]{3}[UJZ] ?\d{3} ?\d{3} ?\d$/i;

/**
 * The check digit ISO 6346 asks of a number of this shape; undefined for any other text. Letters count from 10 and skip
 * the multiples of 11; each place counts twice the one before it.
 */
export function containerCheckDigit(number: string): number | undefined {
  if (!containerNumber.test(number)) return undefined;
  const signs = [...number.replaceAll(' ', '').toUpperCase()].slice(0, 10);
  const sum = signs.reduce((total, sign, at) => total + valueOf(sign) * 2 ** at, 0);
  return (sum % 11) % 10;
}

function valueOf(sign: string): number {
  if (sign >= '0' && sign <= '9') return Number(sign);
  const place = sign.charCodeAt(0) - 'A'.charCodeAt(0) + 10;
  return place + Math.floor((place - 1) / 10);
}

/** Whether the check digit of a number of this shape is right. */
export function hasRightCheckDigit(number: string): boolean {
  return containerCheckDigit(number) === Number(number.trim().slice(-1));
}
