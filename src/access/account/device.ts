/** Names as their makers write them, first match wins: most browsers also say the names of those they descend from. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\/|\bChromium\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

interface Device {
  readonly browser?: string;
  readonly system?: string;
  readonly isPhone: boolean;
}

/**
 * What a User-Agent header says of a device. It is the browser's own word: good for recognising one's own, proof of
 * nothing.
 */
export function deviceOf(userAgent: string): Device {
  const named = (list: typeof browsers): string | undefined => list.find(([sign]) => sign.test(userAgent))?.[1];
  const [browser, system] = [named(browsers), named(systems)];
  return {
    ...(browser ? { browser } : {}),
    ...(system ? { system } : {}),
    isPhone: /\bMobile\b|\biPhone\b|\bAndroid\b/.test(userAgent),
  };
}
