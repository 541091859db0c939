import { newServiceKey } from '../../src/access/service-key.js';

/** A service key that may do everything, for a service that is started with it. */
export const OPERATOR_KEY = newServiceKey().text;

/** The header with it. */
export const AS_OPERATOR = { authorization: `Bearer ${OPERATOR_KEY}` };
