import * as z from 'zod';

/** The line a handler logs when it starts a job; other fields do not matter here. */
const InvocationSchema = z.object({
  step: z.string(),
  trigger: z.enum(['queue', 'schedule', 'rule', 'http']),
});

export type Invocation = z.infer<typeof InvocationSchema>;

/** The invocations of `step` among the lines of its log; lines that are not one are left out. */
export function invocationsOf(step: string, lines: readonly string[]): readonly Invocation[] {
  return lines.flatMap((line) => {
    const parsed = InvocationSchema.safeParse(parseJson(line));
    return parsed.success && parsed.data.step === step ? [parsed.data] : [];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
