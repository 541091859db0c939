import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { KeyCaller } from './caller.js';
import type { Scope } from './scopes.js';
import type { KeyCheck } from './service-key.js';

/** What a process remembers of a key, or that there is none. */
export interface KnownKey extends KeyCheck {
  caller: KeyCaller;
  /** Epoch milliseconds; null for never. */
  expiresAt: number | null;
}

/** For so long a key is believed to be as it was read: the time in which another process may still take one that was revoked. */
const TRUSTED_MS = 1_000;
/** After so long it is read again, while those who ask with it need not wait. */
const FRESH_MS = 500;
const MOST_KEYS = 1_000;

interface Entry {
  key: KnownKey;
  readAt: number;
  isBeingRead: boolean;
}

interface KeyRow {
  id: string;
  hash: Buffer;
  scopes: Scope[];
  expiresAt: Date | null;
}

const READ = `SELECT id, secret_sha256 AS hash, scopes, expires_at AS "expiresAt" FROM service_keys
WHERE prefix = $1 AND revoked_at IS NULL`;

/**
 * The keys of the last second, so that a request costs no look-up of its own. A key that is revoked in this process is forgotten at
 * once. What is no key is never remembered: it takes no room from keys that are.
 */
@Injectable()
export class KnownKeys {
  private readonly entries = new Map<string, Entry>();
  private revocations = 0;

  constructor(private readonly database: Database) {}

  /** The key of a prefix: at once where it is known, else when it is read; null where there is none. */
  find(prefix: string): KnownKey | Promise<KnownKey | null> {
    const entry = this.entries.get(prefix);
    const age = entry ? performance.now() - entry.readAt : Infinity;
    if (!entry || age > TRUSTED_MS) return this.read(prefix);
    if (age > FRESH_MS && !entry.isBeingRead) {
      entry.isBeingRead = true;
      this.read(prefix).catch(() => this.entries.delete(prefix)); // whoever asks next waits, and hears what is wrong
    }
    return entry.key;
  }

  /** Whether a look-up is spared. */
  isKnown(prefix: string): boolean {
    return this.entries.has(prefix);
  }

  /** Takes no more notice of a key that was revoked, nor of what is just being read about it. */
  forget(prefix: string): void {
    this.revocations++;
    this.entries.delete(prefix);
  }

  private async read(prefix: string): Promise<KnownKey | null> {
    const { revocations } = this;
    const readAt = performance.now();
    const [row] = await this.database.forAccess.read<KeyRow[]>(READ, [prefix]);
    this.entries.delete(prefix);
    if (!row) return null;
    const { id: keyId, hash, scopes, expiresAt } = row;
    const caller: KeyCaller = { kind: 'key', keyId, prefix, scopes };
    const key = { caller, hash, expiresAt: expiresAt && expiresAt.getTime() };
    if (this.entries.size >= MOST_KEYS) this.entries.delete(this.entries.keys().next().value!);
    if (revocations === this.revocations) this.entries.set(prefix, { key, readAt, isBeingRead: false });
    return key;
  }
}
