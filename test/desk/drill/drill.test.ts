import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Outcome } from '../../../src/chat/outcome.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { staff, sundayEvening } from '../../support/desk/library.ts';
import '../../support/repeatable.ts';
import { type DrillAtLibrary, openDrills } from './drill-at-library.ts';

const minute = 60_000;
const lee = 'staff:lee';
const buttons = ['help.claim', 'help.decline', 'help.onScene', 'help.done', 'help.more'] as const;

function keyOf({ summary }: Card): string {
  return 'key' in summary ? summary.key : '';
}

function isMarked(card: Card | undefined): boolean {
  return card !== undefined && ['help.drill', 'help.drill.title'].includes(keyOf(card));
}

/** Every message of a drill, and every card of it in every view, says that it is one. */
function unmarked(at: DrillAtLibrary, drill: HelpRequest, outcome: Outcome): readonly Card[] {
  const views = (outcome.post ?? []).map(({ view, to }) =>
    at.help.kind.draw(drill, view, 'person' in to ? to.person : undefined),
  );
  const cards = [...(outcome.ring ?? []).map(({ card }) => card), ...views];
  return cards.filter((card) => card !== undefined && (!isMarked(card) || card.tone === 'urgent')) as Card[];
}

describe('a drill', () => {
  it('ends by itself whatever anybody presses, and says in every message that it is one', async () => {
    const at = await openDrills();
    const act = fc.oneof(
      fc.record({
        button: fc.constantFrom(...buttons),
        person: fc.constantFrom(...staff.map(({ id }) => `staff:${id}`)),
        waitMs: fc.integer({ min: 0, max: 2 * minute }),
      }),
      fc.record({ unreached: fc.nat({ max: 5 }), waitMs: fc.integer({ min: 0, max: minute }) }),
    );
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        let now = sundayEvening;
        const begun = await at.types('drill cen', lee, now);
        number++;
        const name = `D-${String(number).padStart(4, '0')}`;
        let drill = await at.called(name);
        const heard: Outcome[] = [begun];
        expect(unmarked(at, drill, begun)).toEqual([]);
        const step = async (outcome: Promise<Outcome>) => {
          const told = await outcome;
          heard.push(told);
          drill = await at.called(name);
          expect(unmarked(at, drill, told)).toEqual([]);
          if (told.reply !== undefined) expect(isMarked(told.reply)).toBe(true);
          expect(drill.ended === undefined).toBe(drill.due !== undefined);
        };
        for (const one of acts) {
          const until = addMs(now, one.waitMs);
          while (drill.ended === undefined && at.help.kind.dueAt?.(drill) !== undefined) {
            const due = at.help.kind.dueAt(drill) as string;
            if (due > until) break;
            now = due > now ? due : now;
            await step(at.due(drill.id, now));
          }
          now = until;
          if ('button' in one) await step(at.press(one.button, one.person, drill.id, now));
          else {
            const asked = drill.asked[one.unreached];
            if (asked !== undefined) await step(at.unreached(drill.id, asked.person, now));
          }
        }
        for (let steps = 0; drill.ended === undefined && steps < 50; steps++) {
          const due = at.help.kind.dueAt?.(drill) as string;
          now = due > now ? due : now;
          await step(at.due(drill.id, now));
        }
        expect(drill.ended).toBeDefined();
        const posts = heard.flatMap(({ post = [] }) => post);
        expect(posts.filter(({ view }) => view === 'supervisor')).toHaveLength(1);
        expect(drill.timeline.some(({ what }) => what === 'quiet' || what === 'stillOn')).toBe(false);
        expect(msBetween(sundayEvening, now)).toBeLessThanOrEqual(40 * minute);
      }),
      { numRuns: 60 },
    );
  });

  it('that fell due while the desk was not running ends, and rings nobody new', async () => {
    const at = await openDrills();
    await at.types('drill cen', lee, sundayEvening);
    const { id, asked } = await at.called('D-0001');
    const told = await at.due(id, addMs(sundayEvening, 20 * minute), 19 * minute);
    const drill = await at.called('D-0001');
    expect(drill.drill?.over).toBe('missed');
    expect(drill.asked).toEqual(asked);
    expect(told.post?.map(({ view }) => view)).toEqual(['supervisor']);
  });

  it('notes who could not be reached, by which routes, also when that is known only after its end', async () => {
    const at = await openDrills();
    await at.types('drill cen', lee, sundayEvening);
    const { id } = await at.called('D-0001');
    await at.unreached(id, 'staff:omar', addMs(sundayEvening, 1000));
    await at.types('drill end', lee, addMs(sundayEvening, 2000));
    await at.unreached(id, 'staff:sam', addMs(sundayEvening, 3000));
    const drill = await at.called('D-0001');
    expect(drill.unreached.map(({ person, routes }) => [person, routes])).toEqual([
      ['staff:omar', ['slack', 'email']],
      ['staff:sam', ['slack', 'email']],
    ]);
    const card = at.help.kind.draw(drill, 'supervisor', lee);
    const facts = card?.parts.flatMap((part) => (part.type === 'facts' ? part.facts : [])) ?? [];
    const said = facts.map(({ value }) => ('key' in value ? value.key : ''));
    expect(said.filter((key) => key === 'help.drill.unreached')).toHaveLength(2);
    expect(said.filter((key) => key === 'help.drill.silent')).toHaveLength(2);
  });

  it('shows its summary to its leader and to nobody else', async () => {
    const at = await openDrills();
    await at.types('drill cen', lee, sundayEvening);
    const drill = await at.called('D-0001');
    expect(at.help.kind.draw(drill, 'supervisor', lee)).toBeDefined();
    expect(at.help.kind.draw(drill, 'supervisor', 'staff:maria')).toBeUndefined();
  });

  it('ends with a real call of its leader elsewhere, of which those in it get no message', async () => {
    const at = await openDrills();
    await at.types('drill cen', lee, sundayEvening);
    const called = await at.types('assist now', lee, addMs(sundayEvening, 1000));
    expect(isMarked(called.reply)).toBe(false);
    expect((await at.called('H-0001')).drill).toBeUndefined();
    expect((await at.called('D-0001')).drill?.over).toBe('leader');
  });

  it('gives way to a missed check-in, and to whatever is done about a real call there', async () => {
    const at = await openDrills();
    await at.types('drill cen', lee, sundayEvening);
    const missed = { person: 'staff:priya', branch: 'CEN', at: sundayEvening, until: sundayEvening };
    const { outcome } = await at.store.transact((tx) =>
      at.help.checkIns.missed(tx, missed, addMs(sundayEvening, 1000)),
    );
    expect((await at.called('D-0001')).drill?.over).toBe('realCall');
    // Help first: its asks stand before the end of the drill.
    expect(outcome.post?.at(0)?.record.id).toBe((await at.called('H-0001')).id);
    expect(keyOf((await at.types('drill cen', lee, addMs(sundayEvening, 2000))).reply as Card)).toBe(
      'drill.inTheWay.call',
    );
  });

  it('sends nothing from memory when “Ask more people now” could not be saved, as a real call does', async () => {
    const at = await openDrills();
    const more = async (number: string, person: string) => {
      const { id: record } = await at.called(number);
      const button = at.help.buttons.find(({ id }) => id === 'help.more');
      const plan = button?.plan({ record }, { person, now: addMs(sundayEvening, 1000) });
      if (plan?.do !== 'run') throw new Error('It does nothing at once.');
      await at.store.transact(plan.run);
      return plan.unsaved?.()?.send.map(({ to }) => to);
    };
    await at.types('drill cen', lee, sundayEvening);
    expect(await more('D-0001', lee)).toBeUndefined();
    await at.types('assist now', 'staff:priya', sundayEvening);
    expect(await more('H-0001', 'staff:priya')).toEqual([
      { person: lee },
      { person: 'staff:nora' },
      { channelOf: 'CEN' },
    ]);
  });

  it('leaves a drill at another branch alone', async () => {
    const at = await openDrills();
    await at.types('drill nth-a', 'staff:dana', sundayEvening);
    await at.types('assist now', 'staff:priya', addMs(sundayEvening, 1000));
    expect((await at.called('D-0001')).ended).toBeUndefined();
  });
});
