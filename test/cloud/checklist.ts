/** Counts claims and prints each as it is made. */
export interface Checklist {
  readonly check: (claim: string, holds: boolean, detail?: string) => void;
  readonly note: (text: string) => void;
  /** Prints `N passed, N failed`; returns whether none failed. */
  readonly end: () => boolean;
}

export function createChecklist(write: (line: string) => void): Checklist {
  let passed = 0;
  let failed = 0;
  return {
    check: (claim, holds, detail) => {
      if (holds) passed += 1;
      else failed += 1;
      write(`${holds ? '✓' : '✗'} ${claim}${detail === undefined || detail === '' ? '' : ` — ${detail}`}`);
    },
    note: (text) => write(`· ${text}`),
    end: () => {
      write(`${passed} passed, ${failed} failed`);
      return failed === 0;
    },
  };
}
