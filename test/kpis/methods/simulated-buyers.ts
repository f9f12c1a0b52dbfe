import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { BgNbdFit, BuyerHistory } from '../../../lib/kpis/methods/bg-nbd.ts';
import type { BuyerSpend, GammaGammaFit } from '../../../lib/kpis/methods/gamma-gamma.ts';

type Purchases = Omit<BgNbdFit, 'logLikelihood'>;
type Amounts = Omit<GammaGammaFit, 'logLikelihood'>;

/** Customers drawn from BG/NBD and gamma-gamma with known parameters, seen for `age`. */
export function simulatedBuyers(
  seed: number,
  of: {
    readonly purchases: Purchases;
    readonly amounts: Amounts;
    readonly count: number;
    readonly age: number;
  },
): readonly (BuyerHistory & BuyerSpend)[] {
  const generator = xoroshiro128plus(seed);
  /** Never 0, whose quantile is 0 as well. */
  const chance = (): number => 1 - uniformFloat64(generator);
  const { purchases, amounts, count, age } = of;
  return Array.from({ length: count }, () => {
    const rate = gammaQuantile(1 - chance(), purchases.r, purchases.alpha);
    const leaves = betaQuantile(1 - chance(), purchases.a, purchases.b);
    const scale = gammaQuantile(chance() - Number.EPSILON, amounts.q, amounts.v);
    const wait = (): number => -Math.log(chance()) / rate;
    let [repeats, recency, sum, isAlive] = [0, 0, 0, true];
    let next = wait();
    while (isAlive && next <= age) {
      repeats += 1;
      recency = next;
      sum += gammaQuantile(chance() - Number.EPSILON, amounts.p, scale);
      isAlive = chance() > leaves;
      next += wait();
    }
    return { repeats, recency, age, meanAmount: repeats === 0 ? 0 : sum / repeats, customers: 1 };
  });
}
