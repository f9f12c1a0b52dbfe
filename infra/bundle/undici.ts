/**
 * Stands in for the package `undici` (737 KB) that jsforce's own transport is made of. Our transport carries every
 * call (lib/crm/salesforce/transport.ts), so of undici only the agent that jsforce makes at its start is reached.
 */
export class Agent {}
