/**
 * Stands in for the package `whatwg-url`, which node-fetch 2 asks for only where Node has no `URL` of its own:
 * its table of Unicode domain names would be 259 KB of every bundle that reaches a CRM.
 */
export const URL = globalThis.URL;
