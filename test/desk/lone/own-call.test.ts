import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/time.ts';
import { openLone } from './lone-library.ts';

const minute = 60_000;
/** Moments of Sunday 22 November in Toronto. */
const at = (time: string) => addMs(`2026-11-22T${time}:00.000Z`, 5 * 60 * minute);
const start = { at: at('13:30'), shifts: ['NTH-B,robin,desk,2026-11-22 14:00,2026-11-22 17:00,'] };
const ask = 'staff:robin: Are you all right? You are alone at Northside Library (Brook) until 17:00.';

describe('check-ins, while a colleague is there on a call of whoever is alone,', () => {
  /** Robin has called at 14:20, and Nora is there from this moment on. */
  const there = async (time: string) => {
    const library = await openLone(start);
    await library.assist('staff:robin', 'now front desk', at('14:20'));
    const id = (await library.calls())[0]?.id;
    await library.press('help.onScene', 'staff:nora', at(time), id);
    const asked = () => library.told.filter((line) => line.includes('Are you all right'));
    return {
      ...library,
      asked,
      leaves: (when: string) => library.press('help.done', 'staff:nora', at(when), id),
    };
  };

  it('are not asked, and come again once the colleague has gone', async () => {
    const { until, asked, calls, leaves } = await there('14:25');
    await until(at('14:52'));
    expect(asked()).toEqual([]);
    expect(await calls()).toHaveLength(1);
    await leaves('14:52');
    await until(at('15:00'));
    expect(asked()).toEqual([`15:00 ${ask}`]);
  });

  it('come again when nothing has been heard of the colleague for an hour', async () => {
    const { until, asked } = await there('14:25');
    await until(at('15:20'));
    expect(asked()).toEqual([]);
    await until(at('15:30'));
    expect(asked()).toEqual([`15:30 ${ask}`]);
  });

  it.each([
    ['before it is asked again', '14:33', 1],
    ['before others are asked to look', '14:37', 2],
  ])('an asked one is dropped where they came %s', async (_, time, times) => {
    const { until, asked, calls, stretches } = await there(time);
    await until(at('14:45'));
    expect(asked()).toHaveLength(times);
    expect(await calls()).toHaveLength(1);
    expect((await stretches())[0]?.timeline.at(-1)?.what).toBe('lookedAfter');
    expect((await stretches())[0]).not.toHaveProperty('question');
  });
});

it('the call for a missed one names the person’s own that was open', async () => {
  const { until, assist, calls } = await openLone(start);
  await assist('staff:robin', 'now front desk', at('14:20'));
  await until(at('14:40'));
  expect((await calls()).find(({ checkIn }) => checkIn !== undefined)).toMatchObject({
    number: 'H-0002',
    checkIn: { before: { number: 'H-0001', at: at('14:20') } },
  });
});

describe('“I’m all right” during a call of one’s own', () => {
  it('leaves the next check-in as soon as it was, and the call open', async () => {
    const { press, calls } = await openLone(start);
    await press('lone.help', 'staff:robin', at('14:20'));
    expect(await press('lone.fine', 'staff:robin', at('14:22'))).toContain('The next check-in is at 14:32');
    expect((await calls()).filter(({ ended }) => ended !== undefined)).toEqual([]);
  });

  it('puts it off as always where the call was forgotten, or is at another branch', async () => {
    const { assist, press } = await openLone(start);
    await assist('staff:robin', 'now front desk', at('13:35'));
    expect(await press('lone.fine', 'staff:robin', at('14:40'))).toContain('The next check-in is at 15:10');
    await assist('staff:robin', 'now cen', at('14:41'));
    expect(await press('lone.fine', 'staff:robin', at('14:50'))).toContain('The next check-in is at 15:20');
  });
});
