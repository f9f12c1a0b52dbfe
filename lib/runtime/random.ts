import { randomBytes } from 'node:crypto';

/** Chance as the core sees it: handed in, so that a seed reproduces a run. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** A fresh lower-case hexadecimal id of `bytes` random bytes. */
  readonly id: (bytes?: number) => string;
}

const DEFAULT_ID_BYTES = 8;

/** The machine's own source of chance. */
export const systemRandom: Random = {
  next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  id: (bytes = DEFAULT_ID_BYTES) => randomBytes(bytes).toString('hex'),
};
