/** Whether an answer goes out in pieces. */
export const isStream = (payload: unknown): boolean => typeof payload === 'object' && payload !== null && 'pipe' in payload;
