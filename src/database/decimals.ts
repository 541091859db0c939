/** The number with as many decimals as its column keeps; null for none. */
export function withDecimals(value: number | null | undefined, decimals: number): number | null {
  return value === null || value === undefined ? null : Math.round(value * 10 ** decimals) / 10 ** decimals;
}
