import type { Branch } from '../../../src/desk/branches/index.ts';

/** A branch that is open 09:00 to 20:00 on working days, unless told otherwise. */
export function branch(id: string, given: Partial<Branch> = {}): Branch {
  const day = [{ opens: '09:00', closes: '20:00' }];
  return {
    id,
    revision: 1,
    name: `${id} Library`,
    timezone: 'America/New_York',
    zones: [],
    hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    closedOn: [],
    minStaff: 1,
    soleStaffAllowed: true,
    channels: {},
    ...given,
  };
}
