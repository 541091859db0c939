import type { CreateUser, UpdateUser } from './user.dto.js';

/** Bodies that the documentation offers for trying out. */
export const USER_EXAMPLES = {
  ada: {
    summary: 'A person',
    value: {
      displayName: 'Ada',
      birthDate: '1984-05-17',
      sexAtBirth: 'female',
      heightCentimeters: 168,
      weightKilograms: 64.5,
      timeZone: 'Europe/Berlin',
    } satisfies CreateUser,
  },
  nobody: { summary: 'Somebody of whom nothing is known', value: {} satisfies CreateUser },
};

export const USER_PATCH_EXAMPLES = {
  moved: {
    summary: 'Moved, and no longer weighed',
    value: { timeZone: 'Asia/Tokyo', weightKilograms: null } satisfies UpdateUser,
  },
};
