import { createHash } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { BodyStream } from '../../http/body-stream.js';
import { Problem } from '../../http/problem.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import { bytesArriving, leaveUnread } from './arriving-bytes.js';
import { ImportSettings } from './import-settings.js';
import { uploadProblem } from './upload-problem.js';

const HOUR_MS = 3_600_000;
const PART = '.part';

/** The folder in which the files of imports wait, by user and job. */
@Injectable()
export class Spool {
  private readonly root: string;
  private readonly idFile: string;

  constructor(private readonly settings: ImportSettings) {
    this.root = join(settings.folder, 'imports');
    this.idFile = join(this.root, 'folder-id');
  }

  /** The folder's own id: processes that see the same one have the same files. Undefined while there has been no file. */
  async knownId(): Promise<string | undefined> {
    return readFile(this.idFile, 'utf8').catch((error: NodeJS.ErrnoException) => unless('ENOENT', error));
  }

  /** The folder's own id, given to it now where it has none. */
  async id(): Promise<string> {
    return (await this.knownId()) ?? this.newId();
  }

  pathOf({ userId, id }: { userId: string; id: string }): string {
    return join(this.root, userId, id);
  }

  /** Keeps a body as the file of a job, and returns its length and its SHA-256. Problem 413, 415, 400 or 507 where that cannot be. */
  async receive(body: BodyStream, job: { userId: string; id: string }): Promise<{ bytes: number; hash: string }> {
    const path = this.pathOf(job);
    try {
      await this.assertRoom(body);
      await mkdir(join(this.root, job.userId), { recursive: true });
      const limit = new Limit(this.settings.maxBytes);
      const file = (await open(path + PART, 'wx')).createWriteStream({ flush: true }); // there before it may be removed
      const bytes = bytesArriving(body.stream);
      if (isPacked(body)) await pipeline(bytes, createGunzip(), limit, file);
      else await pipeline(bytes, limit, file);
      if (limit.bytes === 0) throw noBody();
      await rename(path + PART, path);
      return { bytes: limit.bytes, hash: limit.hash.digest('base64url') };
    } catch (error) {
      leaveUnread(body.stream);
      await rm(path + PART, { force: true });
      throw uploadProblem(error);
    }
  }

  async remove(job: { userId: string; id: string }): Promise<void> {
    await rm(this.pathOf(job), { force: true });
  }

  /** Removes all files of a user. */
  async removeAllOf(userId: string): Promise<void> {
    await rm(join(this.root, userId), { recursive: true, force: true });
  }

  /** Removes files that no job needs any more, and those that never came whole. `unfinished` says which jobs still need theirs. */
  async clear(unfinished: (ids: readonly string[]) => Promise<Set<string>>): Promise<void> {
    for (const userId of await readdir(this.root)) {
      const files = await readdir(join(this.root, userId)).catch(() => []);
      const needed = await unfinished(files.filter((name) => !name.endsWith(PART)));
      for (const name of files) {
        const file = join(this.root, userId, name);
        if (!needed.has(name) && (await isOld(file, name.endsWith(PART) ? 24 : 1 / 60))) await rm(file, { force: true });
      }
    }
  }

  private async newId(): Promise<string> {
    const draft = join(this.root, `${uuidV7()}${PART}`);
    try {
      await mkdir(this.root, { recursive: true });
      await writeFile(draft, uuidV7());
      await link(draft, this.idFile).catch((error: NodeJS.ErrnoException) => unless('EEXIST', error)); // never half an id
      await rm(draft);
      return await readFile(this.idFile, 'utf8');
    } catch (error) {
      throw uploadProblem(error);
    }
  }

  private async assertRoom({ contentLength = 0, contentEncoding }: BodyStream): Promise<void> {
    if (contentEncoding !== undefined && !ENCODINGS.includes(contentEncoding)) {
      throw new Problem(415, 'unsupported_media_type', { detail: 'Content-Encoding must be gzip or absent.' });
    }
    if (contentLength > this.settings.maxBytes) throw tooLarge(this.settings.maxBytes);
    await mkdir(this.root, { recursive: true });
    const { bavail, bsize } = await statfs(this.root);
    if (contentLength > bavail * bsize) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  }
}

const ENCODINGS = ['gzip', 'x-gzip', 'identity'];
const isPacked = ({ contentEncoding }: BodyStream): boolean => contentEncoding?.endsWith('gzip') ?? false;

/** Lets as many bytes through as are allowed, and takes their measure. */
class Limit extends Transform {
  bytes = 0;
  readonly hash = createHash('sha256');

  constructor(private readonly most: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    if (this.bytes > this.most) done(tooLarge(this.most));
    else done(null, chunk);
  }
}

const tooLarge = (most: number): Problem =>
  new Problem(413, 'payload_too_large', { detail: `The file is larger than ${most.toLocaleString('en')} bytes.` });

const noBody = (): Problem => Problem.badRequest([{ pointer: '', code: 'required', detail: 'The file is required as the body' }]);

const isOld = async (file: string, hours: number): Promise<boolean> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs < Date.now() - hours * HOUR_MS,
    () => false,
  );

function unless(code: string, error: NodeJS.ErrnoException): undefined {
  if (error.code !== code) throw error;
}
