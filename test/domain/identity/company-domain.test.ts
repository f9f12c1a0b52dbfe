import { describe, expect, it } from 'vitest';
import { companyDomain } from '../../../lib/domain/identity/company-domain.ts';

describe('companyDomain', () => {
  it.each([
    ['x.co.jp', 'x.co.jp'],
    ['HTTPS://www.X.jp:8080/path?a#b', 'x.jp'],
    ['　ｘ．ｊｐ　', 'x.jp'],
    ['x.jp.', 'x.jp'],
    ['日本.jp', 'xn--wgv71a.jp'],
    ['xn--wgv71a.jp', 'xn--wgv71a.jp'],
    ['ferret-one.com', 'ferret-one.com'],
    ['localhost', null],
    ['info@x.jp', null],
    ['gmail.com', null],
    ['docomo.ne.jp', null],
    ['qq.com', null],
    ['www.facebook.com/acme', null],
    ['', null],
    [null, null],
  ])('reads %j as %j', (text, expected) => {
    expect(companyDomain(text)).toBe(expected);
  });
});
