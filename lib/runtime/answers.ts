/** How long a local server may take to say that it is there. */
const PROBE_MS = 2_000;

/** Whether something answers HTTP at an address of this machine. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}
