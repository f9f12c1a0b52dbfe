const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * E-mail as it is compared: full-width letters folded, trimmed, lower case; null where it is none.
 * Plus-tags and dots stay: they are one mailbox at some services and two people at others, and nothing says which.
 */
export function normalEmail(email: string | null): string | null {
  const normal = email?.normalize('NFKC').trim().toLowerCase() ?? '';
  return ADDRESS.test(normal) ? normal : null;
}
