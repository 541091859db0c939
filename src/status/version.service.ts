import { createRequire } from 'node:module';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { migrationNames } from '../database/migrate.js';
import { ALGORITHM_VERSION } from '../scoring/metrics.js';
import type { Version } from './status.dto.js';

const { version } = createRequire(import.meta.url)('#package.json') as { version: string };

/** The token of the name that the build has been given; null where it has none. */
export const REVISION = Symbol('revision');

@Injectable()
export class VersionService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(REVISION) private readonly revision: string | null,
  ) {}

  find(): Version {
    return {
      version,
      revision: this.revision,
      algorithmVersion: ALGORITHM_VERSION,
      schema: migrationNames(this.dataSource).at(-1)!,
      node: process.versions.node,
    };
  }
}
