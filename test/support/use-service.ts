import { Service } from './service.js';

/** Starts the service before the tests of a file and stops it after them; the function returns it. */
export function useService(): () => Service {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start();
  });
  afterAll(() => service.stop());
  return () => service;
}
