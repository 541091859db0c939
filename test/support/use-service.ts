import { Service } from './service.js';

/** Starts the service before the tests of a file and stops it after them; the function returns it. */
export function useService(access: Parameters<typeof Service.start>[0] = {}): () => Service {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(access);
  });
  afterAll(() => service.stop());
  return () => service;
}
