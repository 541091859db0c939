import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useService } from './support/use-service.js';

const service = useService();
const file = join(import.meta.dirname, '..', 'deploy', 'aws', 'service-metrics.json');

it('The service tells every metric that the alarms of deploy/aws are made of', async () => {
  const response = await fetch(`${service().url}/metrics`, { headers: service().credentials });
  const told = new Set([...(await response.text()).matchAll(/^([a-z]\w+)[{ ]/gm)].map(([, name]) => name));
  const names = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  expect(Object.values(names).filter((name) => !told.has(name))).toEqual([]);
});
