import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Drill } from './drill.js';
import { temporaryFolder } from './postgres.js';

const DISK = '192m';
const LEFT_BYTES = 100_000;
const MOST_LEFT_MS = 20_000; // until the log that PostgreSQL had made in advance is full, too
let disk = '';

/** Writes until so little is left. */
function fill(): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
}

/** The disk of the database is a small file system in memory, which is filled up and emptied again. */
export const diskFull: Drill = {
  title: 'The disk of the database is full, and has room again',
  obstacle: () =>
    process.platform === 'linux' && process.getuid?.() === 0 ? null : 'It takes root on Linux to mount a small file system.',
  needs() {
    disk = join(temporaryFolder(), 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'health-tracker-drill', disk]);
    chmodSync(disk, 0o755);
    const smallLog = { max_wal_size: '64MB', min_wal_size: '32MB', shared_buffers: '32MB', wal_recycle: 'off' };
    return { folder: disk, postgres: smallLog };
  },
  async happen({ postgres, load }, { faultMs }) {
    const refused = (): number => load.asked.filter(({ kind }) => kind === 'refused').length;
    const keepFull = async (forMs: number, isOver = (): boolean => false): Promise<void> => {
      for (const until = performance.now() + forMs; performance.now() < until && !isOver(); await pause(250)) fillAgain();
    };
    fill();
    await keepFull(MOST_LEFT_MS, () => refused() > 0);
    await keepFull(Math.min(faultMs, 15_000));
    const failed = refused();
    rmSync(join(disk, 'ballast'));
    rmSync(join(disk, 'ballast-2'), { force: true });
    await postgres.startAgain(); // it may have given up
    return [`${failed} requests were answered 503 while nothing could be written.`];
  },
  clear() {
    execFileSync('umount', [disk]);
    rmSync(join(disk, '..'), { recursive: true });
  },
};

/** What PostgreSQL has freed meanwhile is taken away, too. */
function fillAgain(): void {
  try {
    const { bavail, bsize } = statfsSync(disk);
    if (bavail * bsize > LEFT_BYTES)
      writeFileSync(join(disk, 'ballast-2'), Buffer.alloc(bavail * bsize - LEFT_BYTES), { flag: 'a' });
  } catch {
    // PostgreSQL was faster
  }
}
