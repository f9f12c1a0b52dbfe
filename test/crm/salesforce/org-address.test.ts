import { describe, expect, it } from 'vitest';
import { isOrgAddress } from '../../../lib/crm/salesforce/org-address.ts';

const LOGIN = 'https://login.salesforce.com';

describe('an address that an answer names', () => {
  it.each([
    'https://acme.my.salesforce.com',
    'https://acme--dev.sandbox.my.salesforce.com',
    'https://na139.salesforce.com/',
    'https://acme.lightning.force.com',
    'https://ACME.MY.SALESFORCE.COM',
    LOGIN,
  ])('may be sent a token: %s', (address) => {
    expect(isOrgAddress(address, LOGIN)).toBe(true);
  });

  it.each([
    'http://acme.my.salesforce.com',
    'https://my.salesforce.com.evil.example',
    'https://evilsalesforce.com',
    'https://salesforce.com.',
    'https://acme.my.salesforce.com:8443',
    'https://user@acme.my.salesforce.com',
    'https://evil.example@acme.my.salesforce.com',
    'https://acme.my.salesforce.com@evil.example',
    'https://evil.example\\.salesforce.com',
    'https://evil.example/.salesforce.com',
    'https://evil.example#.salesforce.com',
    'https://evil.example?.salesforce.com',
    'https://evil%2eexample.salesforce.com',
    'https://evil.example\t.salesforce.com',
    'https://acme.my.salesforce.com/path',
    'https://169.254.169.254',
    'https://2852039166',
    'https://0xa9fea9fe',
    'https://[::ffff:169.254.169.254]',
    'https://[::1]',
    'http://127.0.0.1',
    'http://localhost:8080',
    'ftp://acme.my.salesforce.com',
    '//acme.my.salesforce.com',
    'acme.my.salesforce.com',
    'javascript:alert(1)',
    '',
  ])('F96 may not: %s', (address) => {
    expect(isOrgAddress(address, LOGIN)).toBe(false);
  });

  it('may be another loopback host where the configured one is on loopback', () => {
    const addresses = [
      'http://localhost:9',
      'http://127.0.0.1:8',
      'https://acme.my.salesforce.com',
      'http://10.0.0.1',
    ];

    const allowed = addresses.map((address) => isOrgAddress(address, 'http://127.0.0.1:8080'));

    expect(allowed).toEqual([true, true, false, false]);
  });
});
