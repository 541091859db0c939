/** The one place the service asks what time it is, in epoch milliseconds; tests move it. */
export const clock = { now: (): number => Date.now() };
