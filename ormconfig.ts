import { join } from 'node:path';
import { createDataSource } from './src/database/data-source.js';

/** For the TypeORM command line: `npx typeorm migration:generate -d dist/ormconfig.js src/database/migrations/Name --esm`. */
export default createDataSource(process.env.DATABASE_URL ?? '', {
  entities: [join(import.meta.dirname, 'src/**/*.entity.js')],
});
