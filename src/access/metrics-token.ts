import { createHash, timingSafeEqual } from 'node:crypto';
import { bearerIn } from './bearer.js';
import type { Rule } from './rule.js';
import { strongSecret } from './strong-secrets.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The text, where it can be sent as a bearer token and nobody guesses it; throws an `Error` that does not repeat it. */
export function strongMetricsToken(text: string): string {
  if (bearerIn(`Bearer ${text}`) !== text) throw new Error('has more than the letters, digits and -._~+/ that can be sent');
  return strongSecret(text);
}

/** A credential for metrics and nothing else. It is not looked up, so that metrics can be asked for while the database is away. */
export class MetricsToken {
  private readonly digest: Buffer | null;

  constructor(token: string | null) {
    this.digest = token === null ? null : digest(token);
  }

  /** Whether what is shown lets in to a route, in a time that does not tell how much of it is right. */
  opens(rule: Rule | undefined, shown: string | undefined): boolean {
    if (this.digest === null || shown === undefined || typeof rule !== 'object' || rule.scope !== 'metrics:read') return false;
    return timingSafeEqual(digest(shown), this.digest);
  }
}
