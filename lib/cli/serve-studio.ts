import { type RunningServer, serveOnLoopback } from '../local/simulators/serve.ts';
import { explain } from '../pipeline/explain.ts';
import { createStudio } from '../studio/studio.ts';
import { loadStudio } from './load-studio.ts';
import type { Session } from './session.ts';

/** Serves the studio on this machine; a taken port gives way to a free one. */
export async function serveStudio(
  session: Session,
  options: { readonly port: number; readonly lang: 'ja' | 'en' },
): Promise<RunningServer> {
  const app = createStudio({
    load: (query) => loadStudio(session.context, query),
    explain: (target) => explain(session.context, target),
    lang: options.lang,
  });
  try {
    return await serveOnLoopback(app, options.port);
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EADDRINUSE') throw cause;
    return serveOnLoopback(app);
  }
}
