import { RetryBudget } from './retry-budget.js';

it('lets ten attempts be made at first, and then one for every ten requests', () => {
  const budget = new RetryBudget();
  const spent = (): number => {
    let times = 0;
    while (budget.spend()) times += 1;
    return times;
  };
  expect(spent()).toBe(10);
  for (let request = 0; request < 31; request += 1) budget.earn();
  expect(spent()).toBe(3);
  for (let request = 0; request < 10_000; request += 1) budget.earn();
  expect(spent()).toBe(10);
});
