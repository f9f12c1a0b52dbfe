import { describe, expect, it } from 'vitest';
import { aPortal } from './hubspot-fixture.ts';
import { loadOpenApiValidator } from './openapi-validator.ts';

const validator = loadOpenApiValidator();

/** Served because clients call them; HubSpot's collection of OpenAPI files has none for them. */
const UNDOCUMENTED: readonly RegExp[] = [
  /^\/_simulator\//,
  /^\/(properties|companies|deals|engagements|contacts|crm-pipelines|owners|email|forms)\/v\d/,
  // Documented under the names of the objects that can.
  /\/objects\/.*x\/(merge|gdpr-delete)$/,
  /^\/(account-info|settings\/currencies)\/\d{4}-\d{2}\//,
];

describe.skipIf(validator === undefined)('every route (skipped without ../shared)', () => {
  it('is one of HubSpot’s OpenAPI files, but for those listed', () => {
    const { app } = aPortal();
    const served = new Set(
      app.routes
        .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
        .map(({ method, path }) => `${method} ${path.replaceAll(/:[^/]+/g, 'x').replace(/\/$/, '')}`),
    );

    const unknown = [...served].filter((route) => {
      const [method = '', path = ''] = route.split(' ');
      return !UNDOCUMENTED.some((one) => one.test(path)) && validator?.knows(method, path) === false;
    });

    expect(unknown).toEqual([]);
    expect(served.size).toBeGreaterThan(150);
  });
});
