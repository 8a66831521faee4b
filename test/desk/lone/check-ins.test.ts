import { describe, expect, it } from 'vitest';
import { type HelpRequest, helpCollection } from '../../../src/desk/help/index.ts';
import { addMs } from '../../../src/time.ts';
import { openLone } from './lone-library.ts';

const minute = 60_000;
/** Moments of Sunday 22 November in Toronto. */
const at = (time: string) => addMs(`2026-11-22T${time}:00.000Z`, 5 * 60 * minute);
const robin = 'NTH-B,robin,desk,2026-11-22 14:00,2026-11-22 17:00,';
const start = { at: at('13:30'), shifts: [robin] };
const where = 'You are alone at Northside Library (Brook) until 17:00.';
const ask = `staff:robin: Are you all right? ${where}`;
const open = async (...list: Parameters<typeof openLone>) => {
  const library = await openLone(...list);
  const stateOf = async () => (await library.stretches()).map(({ person, state }) => `${person} ${state}`);
  return { ...library, stateOf };
};

describe('check-ins of somebody who is alone', () => {
  it('begin with the stretch and come each half hour, and end with the shift', async () => {
    const { until, told, press, stateOf, stretches } = await open(start);
    await until(at('13:59'));
    expect(await stateOf()).toEqual(['staff:robin planned']);
    await until(at('14:00'));
    expect(told).toEqual([`14:00 staff:robin: ${where}`]);
    for (const time of ['14:31', '15:02', '15:33', '16:04', '16:35']) {
      expect(await press('lone.fine', 'staff:robin', at(time))).toMatch(/^Thank you\./);
    }
    await until(at('20:00'));
    expect(told.map((line) => line.slice(0, 5))).toEqual([
      '14:00',
      '14:30',
      '15:01',
      '15:32',
      '16:03',
      '16:34',
    ]);
    expect(told.slice(1).every((line) => line.endsWith(ask))).toBe(true);
    expect(await stateOf()).toEqual(['staff:robin over']);
    expect((await stretches())[0]?.timeline.map(({ what }) => what)).toEqual([
      'began',
      ...Array.from({ length: 5 }, () => ['asked', 'answered']).flat(),
      'ended',
    ]);
  });

  it('are asked twice, and then the missed one walks its own policy to the last word', async () => {
    const { until, told, calls } = await open({
      ...start,
      shifts: [
        robin,
        'NTH-A,nora,desk,2026-11-22 14:00,2026-11-22 17:00,',
        'NTH-A,lee,desk,2026-11-22 14:00,2026-11-22 17:00,',
      ],
    });
    await until(at('15:00'));
    const missed =
      'Robin Clark has not answered the check-in at 14:30 at Northside Library (Brook), where they are alone until 17:00.';
    // Nobody helps out there and the branch has no supervisor, so the director is asked at once.
    expect(told.slice(1, 5)).toEqual([
      `14:30 ${ask}`,
      '14:35 staff:robin: Are you all right? This is asked again; others are asked to look at 14:40.',
      '14:40 staff:robin: Your call H-0001: Nobody has answered yet.',
      `14:40 staff:dana: ${missed}`,
    ]);
    const lastWord = told.slice(5);
    expect(lastWord).toHaveLength(3);
    expect(lastWord.join('\n')).toContain('staff:robin: Nobody has confirmed that they look after you.');
    expect(lastWord.join('\n')).toMatch(
      /staff:dana: H-0001: nobody has confirmed that they look after somebody who is alone/,
    );
    expect(lastWord.join('\n')).toMatch(/administrators: H-0001: nobody has confirmed/);
    // A channel reads no name.
    expect(lastWord.find((line) => line.includes('administrators'))).not.toContain('Robin');
    expect(await calls()).toMatchObject([
      { caller: 'staff:robin', branch: 'NTH-B', checkIn: { until: at('17:00') } },
    ]);
  });

  it('asks again only once somebody has ended the call of the missed one', async () => {
    const { until, told, store, calls } = await open(start);
    await until(at('15:30'));
    expect(told.filter((line) => line.endsWith(ask))).toHaveLength(1);
    const [call] = await calls();
    await store.transact(async (tx) => {
      if (call === undefined) throw new Error('no call');
      const { due: _, ...rest } = call;
      await tx.put(helpCollection, { ...rest, ended: { how: 'done', by: 'staff:dana', at: at('15:30') } });
    });
    await until(at('16:00'));
    expect(told.filter((line) => line.endsWith(ask))).toHaveLength(2);
  });

  it('an answer cancels everything pending: the call of the missed one ends, and those who were asked are told', async () => {
    const { until, told, press, calls } = await open(start);
    await until(at('14:45'));
    const before = told.length;
    expect(await press('lone.fine', 'staff:robin', at('14:45'))).toContain('The next check-in is at 15:15');
    expect(told.slice(before)).toEqual([
      expect.stringMatching(
        /^14:45 staff:dana: No longer needed: call H-0001 .*They have answered and are all right \(Robin Clark, 14:45\)/,
      ),
    ]);
    expect(await calls()).toMatchObject([{ ended: { how: 'cancelled', by: 'staff:robin' } }]);
    await until(at('15:15'));
    expect(told.at(-1)).toBe(`15:15 ${ask}`);
  });

  it('an answer after the shift ends the call as well', async () => {
    const { until, press, calls, stateOf } = await open({
      ...start,
      shifts: [robin.replace('17:00', '14:36')],
    });
    await until(at('15:00'));
    expect(await stateOf()).toEqual(['staff:robin over']);
    expect(await calls()).toMatchObject([{ caller: 'staff:robin' }]);
    await press('lone.fine', 'staff:robin', at('15:01'));
    expect(await calls()).toMatchObject([{ ended: { by: 'staff:robin' } }]);
  });

  it('an asked one is never dropped because the shift ends meanwhile', async () => {
    const { until, told, calls } = await open({ ...start, shifts: [robin.replace('17:00', '14:32')] });
    await until(at('14:32'));
    expect(told.at(-1)).toMatch(/^14:30 staff:robin: Are you all right/);
    await until(at('14:40'));
    expect(await calls()).toHaveLength(1);
  });

  it('do not come in a stretch that is too short for one', async () => {
    const { until, told, stateOf } = await open({ ...start, shifts: [robin.replace('17:00', '14:30')] });
    await until(at('20:00'));
    expect(told).toEqual([]);
    expect(await stateOf()).toEqual([]);
  });

  it('stop while somebody else is there, and begin again after', async () => {
    const { until, told, press } = await open({
      ...start,
      shifts: [robin, 'NTH-B,nora,desk,2026-11-22 14:45,2026-11-22 16:00,'],
    });
    await press('lone.fine', 'staff:robin', at('14:31'));
    await until(at('16:29'));
    expect(told.map((line) => line.slice(0, 5))).toEqual(['14:00', '14:30', '16:00']);
    await until(at('16:30'));
    expect(told.at(-1)).toBe(`16:30 ${ask}`);
  });

  it('come to two branches at once, each by itself, and one press answers for both of one person', async () => {
    const { until, told, press, stretches } = await open({
      ...start,
      shifts: [
        robin,
        'NTH-A,nora,desk,2026-11-22 14:00,2026-11-22 17:00,',
        'CEN,robin,desk,2026-11-22 14:00,2026-11-22 17:00,',
      ],
    });
    await until(at('14:30'));
    const asked = told.filter((line) => line.startsWith('14:30'));
    expect(asked).toHaveLength(3);
    expect(asked.filter((line) => line.startsWith('14:30 staff:robin'))).toHaveLength(2);
    expect(asked.filter((line) => line.startsWith('14:30 staff:nora'))).toHaveLength(1);
    await press('lone.fine', 'staff:robin', at('14:31'));
    const waiting = (await stretches()).filter(({ question }) => question !== undefined);
    expect(waiting.map(({ branch }) => branch)).toEqual(['NTH-A']);
  });

  it('are by elapsed time in the night in which the clocks go back', async () => {
    // 1 November 2026, 02:00 EDT becomes 01:00 EST: 00:30 to 02:30 is three hours.
    const night = (utc: string) => `2026-11-01T${utc}:00.000Z`;
    const { until, told, press } = await open({
      at: night('04:00'),
      shifts: ['NTH-B,robin,desk,2026-11-01 00:30,2026-11-01 02:30,'],
    });
    for (const utc of ['05:00', '05:30', '06:00', '06:30', '07:00']) {
      await press('lone.fine', 'staff:robin', night(utc));
    }
    await until(night('12:00'));
    expect(told.map((line) => line.slice(0, 5))).toEqual([
      '00:30',
      '01:00',
      '01:30',
      '01:00',
      '01:30',
      '02:00',
    ]);
  });

  it('come ten minutes after the person has called for help', async () => {
    const { until, told, press, calls } = await open(start);
    await until(at('14:30'));
    await press('lone.help', 'staff:robin', at('14:31'));
    expect(await calls()).toMatchObject([{ urgency: 'now', branch: 'NTH-B', caller: 'staff:robin' }]);
    expect((await calls())[0]).not.toHaveProperty('checkIn');
    await until(at('14:41'));
    expect(told.at(-1)).toBe(`14:41 ${ask}`);
  });

  it('a call for help by a card that was drawn before the shift ended goes to the building where that was', async () => {
    const { until, onCard, press, calls, stateOf } = await open({
      ...start,
      shifts: [robin.replace('17:00', '14:36')],
    });
    await until(at('14:10'));
    const drawn = await onCard('lone.help', 'staff:robin');
    await press('lone.fine', 'staff:robin', at('14:31'));
    await press('lone.help', 'staff:robin', at('14:42'), drawn);
    expect(await stateOf()).toEqual(['staff:robin over']);
    expect(await calls()).toMatchObject([{ branch: 'NTH-B', urgency: 'now', caller: 'staff:robin' }]);
  });

  describe('the button of a call for a missed one', () => {
    /** Robin is alone at Brook until 14:36, and by then has not answered. */
    const silent = async (...shifts: readonly string[]) => {
      const library = await open({ ...start, shifts: [robin.replace('17:00', '14:36'), ...shifts] });
      await library.until(at('14:45'));
      const [call] = await library.calls();
      return { ...library, id: call?.id as string };
    };
    const places = (calls: readonly HelpRequest[]) =>
      calls.map(({ branch, number }) => `${number} ${branch}`);

    it('calls to that building an hour after the shift has ended', async () => {
      const { pressOnCard, calls, id } = await silent();
      await pressOnCard('lone.help', 'staff:robin', at('15:55'), id);
      expect(places(await calls())).toEqual(['H-0001 NTH-B']);
      expect(await calls()).toMatchObject([{ checkIn: { calledAt: at('15:55') } }]);
    });

    it('calls to that building, also where the person is alone at another one by then', async () => {
      const { pressOnCard, calls, id } = await silent('CEN,robin,desk,2026-11-22 14:50,2026-11-22 20:00,');
      await pressOnCard('lone.help', 'staff:robin', at('15:15'), id);
      expect(places(await calls())).toEqual(['H-0001 NTH-B']);
    });
  });

  it('a call for help that is typed is an answer, too', async () => {
    const { until, told, assist, calls, stretches } = await open(start);
    await assist('staff:robin', 'now front desk', at('14:32'));
    await until(at('14:44'));
    expect(told.filter((line) => line.includes('Are you all right'))).toHaveLength(1);
    expect(await stretches()).toMatchObject([{ state: 'alone', nextAt: at('14:45') }]);
    await until(at('14:54'));
    // Silence after that is missed like any other.
    expect((await calls()).filter(({ checkIn }) => checkIn !== undefined)).toEqual([]);
    await until(at('14:55'));
    expect((await calls()).filter(({ checkIn }) => checkIn !== undefined)).toHaveLength(1);
  });

  it.each([
    ['done by a colleague', 'help.done', 'staff:nora'],
    ['cancelled by the caller', 'help.cancel', 'staff:robin'],
  ])('so is one that is over by then: %s', async (_, button, by) => {
    const { until, told, assist, press, calls, stretches } = await open(start);
    await until(at('14:30'));
    await assist('staff:robin', 'now front desk', at('14:31'));
    const [call] = await calls();
    await press('help.claim', 'staff:nora', at('14:32'), call?.id);
    await press(button, by, at('14:34'), call?.id);
    await until(at('14:44'));
    expect(told.filter((line) => line.includes('Are you all right'))).toHaveLength(1);
    expect(await calls()).toMatchObject([{ ended: { by } }]);
    expect(await stretches()).toMatchObject([{ state: 'alone', nextAt: at('14:45') }]);
  });

  it('a call from before the check-in that a colleague ends is no answer', async () => {
    const { until, assist, press, calls } = await open(start);
    await assist('staff:robin', 'now front desk', at('14:20'));
    const [call] = await calls();
    await press('help.claim', 'staff:nora', at('14:21'), call?.id);
    await until(at('14:30'));
    await press('help.done', 'staff:nora', at('14:31'), call?.id);
    await until(at('14:40'));
    expect((await calls()).filter(({ checkIn }) => checkIn !== undefined)).toHaveLength(1);
  });

  it('an answer of somebody who is not alone changes nothing', async () => {
    const { press, until, told } = await open(start);
    await until(at('14:30'));
    expect(await press('lone.fine', 'staff:nora', at('14:31'))).toContain('no check-in to answer now');
    await until(at('14:35'));
    expect(told.at(-1)).toMatch(/^14:35 staff:robin: Are you all right\? This is asked again/);
  });
});
