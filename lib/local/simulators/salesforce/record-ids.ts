const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const SHORT_LENGTH = 15;
const LONG_LENGTH = 18;
const WELL_FORMED = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;
/** Pod and reserved character between key prefix and number: marks ids that a simulator gave out. */
const SIMULATOR_POD = 'SM';

/** 15 or 18 letters and digits. The checksum is not looked at: export folders may hold made-up ids. */
export const isWellFormedId = (id: string): boolean => WELL_FORMED.test(id);

export const shortId = (id: string): string => id.slice(0, SHORT_LENGTH);

/** Adds the three letters that make a case-sensitive 15-character id safe to compare without case. */
export function longId(short: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...short.slice(start, start + 5)].map((letter, i) => (/[A-Z]/.test(letter) ? 1 << i : 0));
    return SUFFIX_ALPHABET[bits.reduce((sum, bit) => sum + bit, 0)];
  });
  return short + suffix.join('');
}

/** Id number `sequence` of the object with this key prefix: 18 characters, valid checksum, ascending. */
export function mintId(keyPrefix: string, sequence: number): string {
  const width = SHORT_LENGTH - keyPrefix.length - SIMULATOR_POD.length;
  return longId(keyPrefix + SIMULATOR_POD + toBase62(sequence).padStart(width, '0'));
}

function toBase62(value: number): string {
  const digit = ALPHABET[value % ALPHABET.length] ?? '';
  return value < ALPHABET.length ? digit : toBase62(Math.floor(value / ALPHABET.length)) + digit;
}

export const isLongId = (id: string): boolean => id.length === LONG_LENGTH;
