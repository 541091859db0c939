import type { CreateServiceKey } from './service-key.dto.js';
import type { CreateUserToken } from './user-token.dto.js';

/** Bodies that the documentation offers for trying out. */
export const SERVICE_KEY_EXAMPLES = {
  backend: {
    summary: 'For a backend that records',
    value: { name: 'Backend of the phone app', scopes: ['users:write', 'records:write'] } satisfies CreateServiceKey,
  },
  dashboard: {
    summary: 'To read what is usual, for some time',
    value: { name: 'Dashboard', scopes: ['population:read'], expiresAt: '2099-01-01T00:00:00Z' } satisfies CreateServiceKey,
  },
};

export const USER_TOKEN_EXAMPLES = {
  everything: { summary: 'For all that the user and the key may do', value: {} satisfies CreateUserToken },
  score: {
    summary: 'To show the score for five minutes',
    value: { scopes: ['scores:read'], expiresInSeconds: 300 } satisfies CreateUserToken,
  },
};
