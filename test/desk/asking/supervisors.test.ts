import { describe, expect, it } from 'vitest';
import { branchesSupervisedBy, supervisorsOf } from '../../../src/desk/asking/index.ts';
import { branch } from '../branches/branch.ts';
import { at, day, member, openDesk, shift, zone } from '../roster/desk.ts';

const now = at('2026-11-22 18:10');
const central = branch('CEN', { timezone: zone });
const north = branch('NTH', { timezone: zone });

function supervisor(id: string, given: Parameters<typeof member>[1] = {}) {
  return member(id, { role: 'supervisor', branches: ['CEN'], ...given });
}

describe('the supervisors of a branch', () => {
  it('come with those on shift there first, then those on shift elsewhere, those to come and those gone home', async () => {
    const desk = await openDesk({
      branches: [central, north],
      staff: ['gone', 'later', 'elsewhere', 'here'].map((id, order) => supervisor(id, { order })),
      days: [
        day(
          'CEN',
          '2026-11-22',
          shift('gone 2026-11-22 08:00 17:00'),
          shift('here 2026-11-22 12:00 20:00'),
          shift('later 2026-11-22 19:00 21:00'),
        ),
        day('NTH', '2026-11-22', shift('elsewhere 2026-11-22 12:00 20:00')),
      ],
    });
    expect(supervisorsOf('CEN', now, desk)).toEqual([
      'staff:here',
      'staff:elsewhere',
      'staff:later',
      'staff:gone',
    ]);
  });

  it('are without those who have no shift today, when another has one', async () => {
    const desk = await openDesk({
      branches: [central],
      staff: [supervisor('lee'), supervisor('kim')],
      days: [
        day('CEN', '2026-11-22', shift('kim 2026-11-22 08:00 17:00')),
        day('CEN', '2026-11-23', shift('lee 2026-11-23 08:00 17:00')),
      ],
    });
    expect(supervisorsOf('CEN', now, desk)).toEqual(['staff:kim']);
  });

  it('are those without a shift today where the only one with a shift is never asked', async () => {
    const desk = await openDesk({
      branches: [central],
      staff: [supervisor('lee'), supervisor('kim')],
      days: [day('CEN', '2026-11-22', shift('kim 2026-11-22 08:00 19:00'))],
    });
    expect(supervisorsOf('CEN', now, desk, ['staff:kim'])).toEqual(['staff:lee']);
  });

  it('come as listed where the roster plans none of them', async () => {
    const staff = [supervisor('zoe', { order: 0 }), supervisor('lee', { order: 1 })];
    const desk = await openDesk({ branches: [central], staff });
    expect(supervisorsOf('CEN', now, desk)).toEqual(['staff:zoe', 'staff:lee']);
  });

  it('are never inactive, nor those of another branch', async () => {
    const desk = await openDesk({
      branches: [central, north],
      staff: [supervisor('lee', { active: false }), supervisor('kim', { branches: ['NTH'] })],
    });
    expect(supervisorsOf('CEN', now, desk)).toEqual([]);
  });

  it('include whoever is rostered as acting supervisor, while that shift lasts', async () => {
    const acting = shift('omar 2026-11-22 08:00 18:00', { position: 'Acting supervisor' });
    const desk = await openDesk({
      branches: [central],
      staff: [member('omar'), supervisor('lee')],
      days: [day('CEN', '2026-11-22', acting)],
    });
    expect(supervisorsOf('CEN', at('2026-11-22 17:59'), desk)).toEqual(['staff:omar']);
    expect(supervisorsOf('CEN', now, desk)).toEqual(['staff:lee']);
    expect(branchesSupervisedBy('staff:omar', at('2026-11-22 17:59'), desk)).toEqual(['CEN']);
    expect(branchesSupervisedBy('staff:omar', now, desk)).toEqual([]);
  });
});

it('coordinators and directors answer for every branch, others for their own or none', async () => {
  const staff = [
    member('dana', { role: 'director' }),
    member('carol', { role: 'coordinator' }),
    supervisor('lee'),
    member('maria', { branches: ['CEN'] }),
  ];
  const desk = await openDesk({ branches: [central, north], staff });
  const of = (id: string) => branchesSupervisedBy(`staff:${id}`, now, desk);
  expect([of('dana'), of('carol'), of('lee'), of('maria'), of('nobody')]).toEqual([
    ['CEN', 'NTH'],
    ['CEN', 'NTH'],
    ['CEN'],
    [],
    [],
  ]);
});
