// The sums of `lib/kpis/columns` in SQL: touches are numbered by `seq` in order of time, so that those in time for a
// milestone are the first so many of a deal, and one grouping finds all positions.

/** Of each won deal: how many touches came by its lead day, its creation and its win, and its first that is no creation. */
export const perDeal = `CREATE OR REPLACE TEMP TABLE a AS
SELECT t.deal, any_value(d.company) company, any_value(d.month) AS month, any_value(d.amount) amount,
  any_value(d.won) won, count(*) FILTER (t.day <= d.won) nw, count(*) FILTER (t.day <= d.lead) nl,
  count(*) FILTER (t.day <= d.created) nd, min(t.seq) FILTER (t.creation = 0) f
FROM touches t JOIN deals d USING (deal) WHERE d.month >= 0 GROUP BY t.deal`;

const place = (count) => `CASE WHEN f < ${count} THEN f ELSE 0 END`;

/** Numerators and denominators by touch; where no touch was in time, the first one has it all. */
const weighed = `SELECT *,
  CASE WHEN nw = 0 THEN (seq = 0)::INT ELSE (seq < nw)::INT END linear_num, greatest(nw, 1) linear_den,
  CASE WHEN nl = 0 THEN (seq = 0)::INT WHEN seq >= nl THEN 0
    WHEN seq = fl OR seq = nl - 1 THEN (4 * (seq = fl)::INT + 4 * (seq = nl - 1)::INT) * greatest(1, mu) ELSE 2 END u_num,
  CASE WHEN nl = 0 THEN 1 ELSE 8 * greatest(1, mu) + 2 * mu END u_den,
  CASE WHEN nd = 0 THEN (seq = 0)::INT WHEN seq >= nd THEN 0
    WHEN seq = fd OR seq = ml OR seq = nd - 1
      THEN (3 * (seq = fd)::INT + 3 * (seq = ml)::INT + 3 * (seq = nd - 1)::INT) * greatest(1, mw) ELSE 1 END w_num,
  CASE WHEN nd = 0 THEN 1 ELSE (6 + 3 * (ml >= 0)::INT) * greatest(1, mw) + mw END w_den
FROM (SELECT *,
    nl - 1 - (fl <> nl - 1)::INT mu,
    nd - 1 - (fd <> nd - 1)::INT - (ml >= 0 AND ml <> fd AND ml <> nd - 1)::INT mw
  FROM (SELECT a.*, t.seq, t.channel, ${place('nw')} fw, ${place('nl')} fl, ${place('nd')} fd,
      least(nl, nd) - 1 ml
    FROM touches t JOIN a USING (deal)))`;

/** By month and channel: first and last wins and money, then those of linear, U and W as fractions. */
export const sums = `SELECT month, channel,
  count(*) FILTER (seq = fw), coalesce(sum(amount) FILTER (seq = fw), 0),
  count(*) FILTER (seq = greatest(nw - 1, 0)), coalesce(sum(amount) FILTER (seq = greatest(nw - 1, 0)), 0),
  ${['linear', 'u', 'w'].map((model) => `sum(${model}_num / ${model}_den), sum(amount * (${model}_num / ${model}_den))`).join(', ')}
FROM (${weighed}) GROUP BY month, channel`;

/** By month and channel of a company's first win: companies, wins, money, days from first to last win. */
export const customers = `SELECT f.month, f.channel, count(*), sum(c.wins), sum(c.minor), sum(c.life)
FROM (SELECT company, arg_min(deal, won::BIGINT * 10000000 + deal) deal, count(*) wins, sum(amount) minor,
    max(won) - min(won) life FROM a GROUP BY company) c
JOIN (SELECT a.deal, a.month, t.channel FROM a JOIN touches t ON t.deal = a.deal AND t.seq = ${place('a.nw')}) f USING (deal)
GROUP BY f.month, f.channel`;

/** Money of a model to the unit, by largest remainder, ties to the earlier touch; not timed, we alone promise it. */
export const exactMoney = (model) => `SELECT month, channel, sum(q + (n <= amount - whole)::INT)
FROM (SELECT *, sum(q) OVER (PARTITION BY deal) whole,
    row_number() OVER (PARTITION BY deal ORDER BY r DESC, seq) n
  FROM (SELECT deal, month, channel, seq, amount::BIGINT amount, (amount::BIGINT * ${model}_num) // ${model}_den q,
      (amount::BIGINT * ${model}_num) % ${model}_den r
    FROM (${weighed}) WHERE ${model}_num > 0)) GROUP BY month, channel`;
