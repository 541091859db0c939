const TOLERANCE = 1e-9;

/** Where what is answered differs from what is expected, numbers by more than 1e-9; members that are not expected are not looked at. */
export function differences(actual: unknown, expected: unknown, path = ''): string[] {
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: ${String(actual)} is no object`];
    if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return [`${path}: another length`];
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(actual[name as keyof typeof actual], value, `${path}/${name}`),
    );
  }
  const isSame =
    typeof actual === 'number' && typeof expected === 'number'
      ? Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected))
      : actual === expected;
  return isSame ? [] : [`${path}: ${String(actual)} is not ${String(expected)}`];
}
