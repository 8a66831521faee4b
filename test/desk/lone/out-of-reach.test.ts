import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/time.ts';
import { openLone } from './lone-library.ts';

const minute = 60_000;
/** Moments of Sunday 22 November in Toronto. */
const at = (time: string) => addMs(`2026-11-22T${time}:00.000Z`, 5 * 60 * minute);
const robin = 'NTH-B,robin,desk,2026-11-22 14:00,2026-11-22 17:00,';
const start = { at: at('13:30'), shifts: [robin] };

describe('check-ins of somebody who is alone', () => {
  it('tell the supervisors at once when no message reaches the person, and call nobody for what could not be asked', async () => {
    const { until, told, unreachable, calls } = await openLone(start);
    unreachable.add('staff:robin');
    await until(at('16:00'));
    expect(told).toEqual([
      '14:00 staff:dana: Check-ins cannot reach Robin Clark, who is alone at Northside Library (Brook) until 17:00. Please phone or look in.',
    ]);
    expect(await calls()).toEqual([]);
    unreachable.clear();
    await until(at('16:30'));
    expect(told.at(-1)).toMatch(/16:30 staff:robin: Are you all right/);
    await until(at('16:40'));
    expect(await calls()).toHaveLength(1);
  });
});

describe('that no message reaches whoever is alone is told', () => {
  const unreached = /^14:00 (\S+): Check-ins cannot reach Robin Clark/;

  /** Whom it is told, by role; Robin is at Northside (Brook), where somebody else answers for it only by role. */
  async function told(roles: Readonly<Record<string, string>>, shift = robin, branch = 'NTH-B') {
    const lone = await openLone({ ...start, shifts: [shift] });
    await lone.rewrite(at('13:40'), 'staff.json', (staff) =>
      staff.map((one) => {
        const role = roles[String(one.id)];
        return role === undefined ? one : { ...one, role, branches: role === 'director' ? [] : [branch] };
      }),
    );
    lone.unreachable.add('staff:robin');
    await lone.until(at('14:00'));
    return lone.told.flatMap((line) => unreached.exec(line)?.[1] ?? []);
  }

  const nobodyLeads = { dana: 'staff', lee: 'staff' };

  it.each([
    ['an acting supervisor', { nora: 'supervisor' }, robin.replace('desk', 'acting supervisor')],
    ['a supervisor', { nora: 'supervisor', robin: 'supervisor' }, robin],
  ])('to the supervisors without a shift where %s is alone', async (_, roles, shift) => {
    expect(await told(roles, shift)).toEqual(['staff:nora']);
  });

  it('where nobody leads, to whoever coordinates, and to the administrators', async () => {
    expect(await told({ ...nobodyLeads, maria: 'coordinator' })).toEqual(['staff:maria', 'administrators']);
  });

  it('else to any supervisor', async () => {
    expect(await told({ ...nobodyLeads, maria: 'supervisor' }, robin, 'CEN')).toEqual([
      'staff:maria',
      'administrators',
    ]);
  });

  it('else to the person for whatever nobody else does', async () => {
    expect(await told(nobodyLeads)).toEqual(['staff:dana', 'administrators']);
  });
});
