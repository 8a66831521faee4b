import { expect, it } from 'vitest';
import { checkStaffRoutes } from '../../src/admin/check-staff-routes.ts';

it('says in one line how many of two hundred people have one route only, and names the first', () => {
  const staff = Array.from({ length: 200 }, (_, index) => ({
    id: `p${index}`,
    name: `Person ${index}`,
    role: 'staff' as const,
    branches: [],
    active: true,
  }));
  const { problems, notes } = checkStaffRoutes(staff, [
    { title: 'Slack', reaches: () => true },
    { title: 'e-mail', reaches: ({ id }) => id === 'p0' },
  ]);
  const [{ sentence } = { sentence: '' }, ...others] = problems;
  expect(others).toEqual([]);
  expect(sentence).toContain('199 people have one route only, though 2 are set up: p1 (Slack), p2 (Slack),');
  expect(sentence).toContain('p20 (Slack) and 179 more.');
  expect(notes).toEqual(['200 members of staff are active. By Slack and e-mail: 1. By Slack only: 199.']);
});
