import { createStudio, type StudioOptions } from '../../lib/studio/studio.ts';
import type { StudioData } from '../../lib/studio/studio-data.ts';
import { demoData, demoExplanation } from './demo-figures.ts';

/** A studio over the demo figures, unless said otherwise. */
export function aStudio(data: StudioData = demoData(), parts: Partial<StudioOptions> = {}) {
  return createStudio({
    load: async () => data,
    explain: async () => demoExplanation,
    lang: 'ja',
    ...parts,
  });
}

export async function pageOf(data?: StudioData, path = '/'): Promise<string> {
  return (await aStudio(data).request(path)).text();
}
