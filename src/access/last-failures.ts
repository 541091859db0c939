import { hash } from 'node:crypto';

const MOST_ADDRESSES = 50_000;

/**
 * The last credentials of each address that were none. A key that is none, or not any more, stays so: to show it again is no guess,
 * and needs no look-up. Of more addresses than there is room for, the one that failed the longest time ago is forgotten.
 */
export class LastFailures {
  private readonly digests = new Map<string, string>();

  /** Whether these are the credentials that the address has failed with before. */
  isAgain(address: string, credentials: string): boolean {
    const digest = this.digests.get(address);
    return digest !== undefined && digest === digestOf(credentials);
  }

  note(address: string, credentials: string): void {
    this.digests.delete(address); // and to the end of the queue with it
    if (this.digests.size >= MOST_ADDRESSES) this.digests.delete(this.digests.keys().next().value!);
    this.digests.set(address, digestOf(credentials));
  }
}

const digestOf = (credentials: string): string => hash('sha256', credentials, 'base64url');
