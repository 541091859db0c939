/**
 * Phi(z) - 1/2 over z, by the series phi(z) * (1 + z^2/3 + z^4/(3*5) + ...): every term is positive, so nothing cancels.
 */
export function halfRatio(z: number): number {
  let [term, sum] = [1, 0];
  for (let k = 3; sum + term !== sum; k += 2) {
    sum += term;
    term *= (z * z) / k;
  }
  return (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The cumulative distribution function of the standard normal distribution. */
export const phi = (z: number): number => 0.5 + z * halfRatio(z);
