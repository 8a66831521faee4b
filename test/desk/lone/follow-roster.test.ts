import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/time.ts';
import { openLone } from './lone-library.ts';

const minute = 60_000;
/** Moments of Sunday 22 November in Toronto. */
const at = (time: string) => addMs(`2026-11-22T${time}:00.000Z`, 5 * 60 * minute);
const robin = 'NTH-B,robin,desk,2026-11-22 14:00,2026-11-22 17:00,';
const start = { at: at('13:30'), shifts: [robin] };
const times = (told: readonly string[]) => told.map((line) => line.slice(0, 5));

describe('when the plan of shifts changes', () => {
  it('and a second person is there, check-ins stop at once and the record is closed', async () => {
    const { until, roster, told, stretches } = await openLone(start);
    await until(at('14:20'));
    await roster(at('14:20'), robin, 'NTH-B,nora,desk,2026-11-22 14:20,2026-11-22 17:00,');
    await until(at('20:00'));
    expect(times(told)).toEqual(['14:00']);
    expect(await stretches()).toMatchObject([
      { state: 'over', timeline: [{}, { what: 'ended', at: at('14:20') }] },
    ]);
  });

  it('and the second person is gone again, they begin again, a minute later', async () => {
    const { roster, until, told } = await openLone(start);
    await roster(at('14:20'), robin, 'NTH-B,nora,desk,2026-11-22 14:20,2026-11-22 17:00,');
    await roster(at('14:25'), robin);
    await until(at('14:56'));
    expect(times(told)).toEqual(['14:00', '14:26', '14:56']);
  });

  it('and the shift is longer, they go on', async () => {
    const { roster, until, told, stretches } = await openLone({
      ...start,
      shifts: [robin.replace('17:00', '14:40')],
    });
    await until(at('14:31'));
    await roster(at('14:31'), robin);
    expect(await stretches()).toMatchObject([{ state: 'alone', until: at('17:00') }]);
    await until(at('14:40'));
    expect(times(told).slice(0, 3)).toEqual(['14:00', '14:30', '14:35']);
  });

  it('and it ends earlier, they end with it', async () => {
    const { roster, until, told, press, stretches } = await openLone(start);
    await press('lone.fine', 'staff:robin', at('14:31'));
    await roster(at('14:32'), robin.replace('17:00', '14:50'));
    await until(at('20:00'));
    expect(times(told)).toEqual(['14:00', '14:30']);
    expect(await stretches()).toMatchObject([{ state: 'over', until: at('14:50') }]);
  });

  it('and somebody else is alone there, each has their own record', async () => {
    const { roster, stretches } = await openLone(start);
    await roster(at('14:20'), robin.replace('robin', 'nora'));
    expect((await stretches()).map(({ person, state }) => `${person} ${state}`).toSorted()).toEqual([
      'staff:nora planned',
      'staff:robin over',
    ]);
  });

  it('a question to somebody who was there still waits for its answer', async () => {
    const { until, roster, told, calls } = await openLone(start);
    await until(at('14:31'));
    await roster(at('14:31'), robin, 'NTH-B,nora,desk,2026-11-22 14:31,2026-11-22 17:00,');
    await until(at('14:40'));
    expect(await calls()).toHaveLength(1);
    // Whoever has come is the nearest.
    expect(told.find((line) => line.startsWith('14:40 staff:nora'))).toContain(
      'has not answered the check-in',
    );
    await until(at('20:00'));
    expect(told.filter((line) => line.includes('staff:robin: Are you'))).toHaveLength(2);
  });

  it('a question to somebody who was never there is withdrawn', async () => {
    const { until, roster, calls, stretches } = await openLone(start);
    await until(at('14:31'));
    await roster(at('14:31'), 'NTH-B,nora,desk,2026-11-22 18:00,2026-11-22 18:20,');
    await until(at('20:00'));
    expect(await calls()).toEqual([]);
    expect(await stretches()).toMatchObject([{ state: 'over' }]);
  });

  it('before the stretch begins, nothing of it is told', async () => {
    const { roster, until, told, stretches } = await openLone(start);
    await roster(at('13:40'), robin.replace('14:00', '15:00'));
    await roster(at('13:50'), robin.replace('14:00', '16:00'));
    await until(at('15:59'));
    expect(told).toEqual([]);
    expect(await stretches()).toMatchObject([{ state: 'planned', from: at('16:00') }]);
    await roster(at('15:59'));
    expect(await stretches()).toEqual([]);
  });

  it('and nothing of it concerns those who are alone, nothing is written', async () => {
    const { roster, stretches, until } = await openLone({ ...start, at: at('14:10') });
    await until(at('14:31'));
    const before = await stretches();
    await roster(at('14:31'), robin, 'NTH-B,nora,desk,2026-11-29 14:20,2026-11-29 17:00,');
    expect(await stretches()).toEqual(before);
  });

  it('or check-ins are switched off, they stop', async () => {
    const { organisation, told, until, stretches } = await openLone(start);
    await organisation(at('14:10'), { loneWorking: false });
    await until(at('20:00'));
    expect(times(told)).toEqual(['14:00']);
    expect(await stretches()).toMatchObject([{ state: 'over' }]);
  });

  it('a setting holds from its change on', async () => {
    const { organisation, told, until } = await openLone(start);
    await organisation(at('14:10'), { loneWorking: { everyMinutes: 10, graceMinutes: 2 } });
    await until(at('14:24'));
    expect(times(told).slice(0, 4)).toEqual(['14:00', '14:20', '14:22', '14:24']);
  });
});

describe('a question that was asked is followed up', () => {
  type Lone = Awaited<ReturnType<typeof openLone>>;
  const changes: Readonly<Record<string, (lone: Lone) => Promise<void>>> = {
    'when the person is made inactive': ({ rewrite }) =>
      rewrite(at('14:32'), 'staff.json', (staff) =>
        staff.map((one) => (one.id === 'robin' ? { ...one, active: false } : one)),
      ),
    'when the person is taken out of staff.json': ({ rewrite }) =>
      rewrite(at('14:32'), 'staff.json', (staff) => staff.filter(({ id }) => id !== 'robin')),
    'when the person is taken out of staff.json, and the shift with them': async ({ rewrite, roster }) => {
      await rewrite(at('14:32'), 'staff.json', (staff) => staff.filter(({ id }) => id !== 'robin'));
      await roster(at('14:32'), 'NTH-B,nora,desk,2026-11-22 18:00,2026-11-22 18:20,');
    },
    'when the shift ends before it was asked by now': ({ roster }) =>
      roster(at('14:31'), robin.replace('17:00', '14:30')),
    'when the branch is taken out of branches.json': async ({ rewrite, roster }) => {
      await roster(at('14:32'));
      await rewrite(at('14:32'), 'staff.json', (staff) =>
        staff.map((one) => ({ ...one, branches: (one.branches as string[]).filter((id) => id !== 'NTH-B') })),
      );
      await rewrite(at('14:32'), 'branches.json', (branches) =>
        branches.filter(({ code }) => code !== 'NTH-B'),
      );
    },
  };

  it.each(Object.entries(changes))('%s', async (_, change) => {
    const { calls, told, until, stretches, ...lone } = await openLone(start);
    await until(at('14:30'));
    await change({ calls, told, until, stretches, ...lone });
    await until(at('14:40'));
    expect(told.filter((line) => line.includes('staff:robin: Are you'))).toEqual([
      expect.stringMatching(/^14:30/),
      expect.stringMatching(/^14:35/),
    ]);
    expect(await calls()).toMatchObject([{ caller: 'staff:robin', branch: 'NTH-B', checkIn: {} }]);
    expect(told.filter((line) => line.includes('Northside Library (Brook)')).length).toBeGreaterThan(0);
    await lone.press('lone.fine', 'staff:robin', at('14:42'));
    expect(await calls()).toMatchObject([{ ended: { how: 'cancelled' } }]);
    await until(at('20:00'));
    expect(await stretches()).toMatchObject([{ state: 'over' }]);
  });

  it('and answered at a branch that is gone, it is over', async () => {
    const { press, rewrite, roster, until, calls, stretches } = await openLone(start);
    await until(at('14:30'));
    await changes['when the branch is taken out of branches.json']?.({ rewrite, roster } as Lone);
    expect(await press('lone.fine', 'staff:robin', at('14:33'))).toContain('Thank you');
    await until(at('20:00'));
    expect(await calls()).toEqual([]);
    expect(await stretches()).toMatchObject([{ state: 'over' }]);
  });

  it('unless check-ins are switched off', async () => {
    const { organisation, until, calls } = await openLone(start);
    await until(at('14:30'));
    await organisation(at('14:32'), { loneWorking: false });
    await until(at('20:00'));
    expect(await calls()).toEqual([]);
  });
});

describe('when the desk was not running', () => {
  it('a check-in that fell due is asked at once, and then walks on', async () => {
    const { until, startAgainAt, told, calls } = await openLone(start);
    await until(at('14:29'));
    await startAgainAt(at('14:50'));
    expect(told.slice(1)).toEqual([expect.stringMatching(/^14:50 staff:robin: Are you all right\? You are/)]);
    await until(at('14:59'));
    expect(told.at(-1)).toMatch(/^14:55 staff:robin: Are you all right\? This is asked again/);
    await until(at('15:00'));
    expect(await calls()).toMatchObject([{ checkIn: { at: at('14:50') } }]);
  });

  it('a question that nobody could answer meanwhile is asked once more, and calls nobody yet', async () => {
    const { until, startAgainAt, told, calls } = await openLone(start);
    await until(at('14:36'));
    await startAgainAt(at('15:30'));
    expect(told.slice(3)).toEqual([
      expect.stringMatching(/^15:30 staff:robin: Are you all right\? This is asked again/),
    ]);
    expect(await calls()).toEqual([]);
    await until(at('15:35'));
    expect(await calls()).toHaveLength(1);
  });

  it('several missed check-ins are one question, and no burst', async () => {
    const { startAgainAt, told } = await openLone(start);
    await startAgainAt(at('16:10'));
    expect(told).toEqual([expect.stringMatching(/^16:10 staff:robin: Are you all right\?/)]);
  });

  it('a stretch that began meanwhile begins, with its check-in at its time', async () => {
    const { startAgainAt, until, told } = await openLone(start);
    await startAgainAt(at('14:20'));
    await until(at('14:30'));
    expect(times(told)).toEqual(['14:20', '14:30']);
  });

  it('a stretch that has come and gone tells nobody anything', async () => {
    const { startAgainAt, told, stretches } = await openLone(start);
    await startAgainAt(at('18:00'));
    expect(told).toEqual([]);
    expect((await stretches()).filter(({ state }) => state !== 'over')).toEqual([]);
  });

  it('a check-in is not asked once the time alone is over, also where the shift goes on with somebody else', async () => {
    const { until, press, startAgainAt, told, calls, stretches } = await openLone({
      ...start,
      shifts: [robin, 'NTH-B,nora,desk,2026-11-22 14:40,2026-11-22 17:00,'],
    });
    await press('lone.fine', 'staff:robin', at('14:08'));
    const before = told.length;
    await startAgainAt(at('14:45'));
    await until(at('18:00'));
    expect(told.slice(before)).toEqual([]);
    expect(await calls()).toEqual([]);
    expect(await stretches()).toMatchObject([{ state: 'over' }]);
  });

  it.each([
    ['before its old end', '14:08'],
    ['at its old end', '14:10'],
  ])('a check-in that fell due %s is asked where the shift is longer by then', async (_, answeredAt) => {
    const short = robin.replace('17:00', '14:40');
    const { press, startAgainAt, until, told } = await openLone({ ...start, shifts: [short] });
    await press('lone.fine', 'staff:robin', at(answeredAt));
    const before = told.length;
    await startAgainAt(at('14:45'), robin);
    await until(at('14:49'));
    expect(told.slice(before)).toEqual([
      expect.stringMatching(/^14:45 staff:robin: Are you all right\? You are alone .* until 17:00/),
    ]);
  });

  it('a stretch that came and went while it slept makes room for the next', async () => {
    const { wakesAt, until, told } = await openLone({
      ...start,
      shifts: [robin.replace('17:00', '14:40'), robin.replace('robin', 'nora').replace('14:00', '15:00')],
    });
    await wakesAt(at('14:50'));
    await until(at('15:30'));
    expect(told).toEqual([
      expect.stringMatching(/^15:00 staff:nora: You are alone/),
      expect.stringMatching(/^15:30 staff:nora: Are you all right/),
    ]);
  });

  it('a stretch that ended meanwhile is closed', async () => {
    const { until, press, startAgainAt, told, stretches } = await openLone(start);
    await press('lone.fine', 'staff:robin', at('16:45'));
    const before = told.length;
    await startAgainAt(at('18:00'));
    await until(at('20:00'));
    expect(told.slice(before)).toEqual([]);
    expect(await stretches()).toMatchObject([{ state: 'over' }]);
  });
});

it('the next stretch is planned when one is over, however far ahead it is', async () => {
  const { until, told, press } = await openLone({
    ...start,
    shifts: [
      robin.replace('17:00', '14:40'),
      'NTH-B,robin,desk,2026-11-23 14:00,2026-11-23 14:40,',
      'NTH-B,robin,desk,2026-12-12 14:00,2026-12-12 14:40,',
    ],
  });
  await press('lone.fine', 'staff:robin', at('14:31'));
  await press('lone.fine', 'staff:robin', '2026-11-23T19:31:00.000Z');
  await until('2026-12-12T19:30:00.000Z');
  expect(times(told)).toEqual(['14:00', '14:30', '14:00', '14:30', '14:00', '14:30']);
});
