import { CrmFailure } from '../crm-failure.ts';

/** Bytes of the largest answer that is read. A page of 200 full records has some megabytes; more is a mistake or an attack. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The whole body, unpacked. Throws `CrmFailure` 'corrupt' as soon as it is longer than any page can be. */
export async function readBody({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest of the body.
    if (bytes > MAX_BYTES) throw tooLong();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLong(): CrmFailure {
  return new CrmFailure('corrupt', `answer of more than ${MAX_BYTES} bytes`, { wasSent: true });
}
