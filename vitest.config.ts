import { defineConfig } from 'vitest/config';

/** Machines have two cores; more workers only fight over them. */
const WORKERS = 2;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/cloud/**', 'test/referee/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: WORKERS,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/support/summary-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['lib/domain/**', 'lib/kpis/**', 'lib/store/**', 'lib/pipeline/**'],
    },
  },
});
