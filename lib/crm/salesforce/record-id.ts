const CASE_SENSITIVE_ID = /^[A-Za-z0-9]{15}$/;
const CHECKSUM_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const CHUNK = 5;

/**
 * The 18-character form of a record id, so that one record has one key. The API answers with 18 characters, reports
 * and formulas with 15; the last three only say which letters are capitals. Other text is returned as it is.
 */
export function toId18(id: string): string {
  if (!CASE_SENSITIVE_ID.test(id)) return id;
  const checksum = [0, CHUNK, 2 * CHUNK].map((start) => capitalsDigit(id.slice(start, start + CHUNK)));
  return id + checksum.join('');
}

function capitalsDigit(chunk: string): string {
  const bits = [...chunk].reduce((sum, letter, i) => sum + (/[A-Z]/.test(letter) ? 2 ** i : 0), 0);
  return CHECKSUM_DIGITS.charAt(bits);
}
