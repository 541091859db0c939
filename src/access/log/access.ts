import { clock } from '../../time/clock.js';
import type { Caller } from '../caller.js';

/** Who made a request, as the logs say it; a start of the service makes none. */
export const CALLERS = ['service_key', 'user_token', 'identity_provider'] as const;
export type LoggedCaller = (typeof CALLERS)[number];

/** A request that was let in, as the logs tell of it: who does what, when, and with whose data. */
export class Access {
  /** Epoch milliseconds. */
  readonly at = clock.now();
  /** Whether it is in a log already, written with what it did. */
  isLogged = false;

  constructor(
    private readonly by: Caller,
    /** The `operationId` of the route. */
    readonly operation: string,
    readonly requestId: string,
    /** Whose data it is about, as far as its address says so; texts of clients. */
    private named: readonly string[],
  ) {}

  /** Says whose data it is about, where that is known only by what was found. */
  concerns(...userIds: string[]): void {
    this.named = userIds;
  }

  get userIds(): readonly string[] {
    return this.named;
  }

  get caller(): LoggedCaller {
    if (this.by.kind === 'key') return 'service_key';
    return this.by.keyId === null ? 'identity_provider' : 'user_token';
  }

  /** The beginning of the service key that asks, or that made the token which asks; null where an identity provider made it. */
  get keyPrefix(): string | null {
    return this.by.kind === 'key' ? this.by.prefix : this.by.keyPrefix;
  }
}
