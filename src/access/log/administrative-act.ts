import { uuidV7 } from '../../database/uuid-v7.js';
import { clock } from '../../time/clock.js';
import { formatInstant } from '../../time/instant.js';
import { type Access, CALLERS } from './access.js';

/** Who did an act: as of an access, or a start of the service. */
export const ACT_CALLERS = [...CALLERS, 'start'] as const;
export type ActCaller = (typeof ACT_CALLERS)[number];

/** A row of `administrative_acts`: what is written in one transaction with the act itself. It names no user. */
export interface ActRow {
  id: string;
  at: string;
  operation: string;
  caller: ActCaller;
  key_prefix: string | null;
  /** How the service key begins that was made or revoked. */
  subject_key_prefix: string | null;
  request_id: string | null;
}

/** The act that a request is. */
export const actOf = ({ operation, caller, keyPrefix, requestId }: Access): ActRow => ({
  ...started(operation),
  caller,
  key_prefix: keyPrefix,
  request_id: requestId,
});

/** The act of a start of the service, which nobody asked for by a request. */
export const actOfStart = (operation: 'createServiceKey' | 'deleteServiceKey'): ActRow => started(operation);

const started = (operation: string): ActRow => ({
  id: uuidV7(),
  at: formatInstant(clock.now()),
  operation,
  caller: 'start',
  key_prefix: null,
  subject_key_prefix: null,
  request_id: null,
});

/**
 * A statement that changes service keys and returns what `change` does, their `prefix` among it, with the act for a key that it changed:
 * both happen, or none. `parameters` are those of the change, to which that of the act is added.
 */
export const withAct = (change: string, parameters: readonly unknown[], act: ActRow): [text: string, parameters: unknown[]] => [
  `WITH changed AS (${change}),
act AS (INSERT INTO administrative_acts
  SELECT a.id, a.at, a.operation, a.caller, a.key_prefix, c.prefix, a.request_id
  FROM changed c, json_populate_record(NULL::administrative_acts, $${parameters.length + 1}) a)
SELECT * FROM changed`,
  [...parameters, JSON.stringify(act)],
];
