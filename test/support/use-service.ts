import { Service } from './service.js';

/** Starts the service before the tests of a file and stops it after them; the function returns it. */
export function useService(...settings: Parameters<typeof Service.start>): () => Service {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(...settings);
  });
  afterAll(() => service.stop());
  return () => service;
}
