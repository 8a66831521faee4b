import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/chat/outcome.ts';
import { type Escalation, stateOf } from '../../../src/desk/escalation/index.ts';
import { dueOf } from '../../../src/desk/escalation/schema.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type AtLibrary, type EscalationsAtLibrary, openEscalations } from './escalation-desk.ts';

const minute = 60_000;
const asker = 'staff:priya';

let desk: EscalationsAtLibrary;
afterEach(() => desk.remove());

async function open(words: string, given: AtLibrary = {}): Promise<Escalation> {
  desk = await openEscalations(given);
  await desk.escalate(asker, words, now);
  return desk.lastOf(asker);
}

const names = (escalation: Escalation) =>
  escalation.asked.map(({ person, step }) => `${person.slice(6)} ${step}`);
const due = ({ next }: Escalation, from = now) =>
  next && `${next.what} in ${msBetween(from, next.at) / minute} min`;

describe('who is asked', () => {
  it('is one supervisor, then the others, then the director', async () => {
    const first = await open('may we', {
      roles: { omar: 'supervisor', sam: 'supervisor', maria: 'supervisor' },
    });
    // Lee is not on today's roster while others are.
    expect(names(first)).toEqual(['maria 0']);
    expect(due(first)).toBe('step in 5 min');
    await desk.due(first.id, addMs(now, 5 * minute), 0);
    const second = await desk.lastOf(asker);
    expect(names(second)).toEqual(['maria 0', 'omar 1', 'sam 1']);
    await desk.due(first.id, addMs(now, 15 * minute), 0);
    expect(names(await desk.lastOf(asker))).toEqual(['maria 0', 'omar 1', 'sam 1', 'dana 2']);
  });

  it('is everyone on the steps that a stop has missed, in one go', async () => {
    const first = await open('may we', { roles: { omar: 'supervisor', maria: 'supervisor' } });
    await desk.due(first.id, addMs(now, 16 * minute), 11 * minute);
    expect(names(await desk.lastOf(asker))).toEqual(['maria 0', 'omar 1', 'dana 2']);
  });

  it('is a supervisor without a shift where the only one with a shift may not be asked', async () => {
    const roles = { maria: 'supervisor' };
    desk = await openEscalations({ roles });
    await desk.escalate('staff:maria', 'may we', now);
    expect(names(await desk.lastOf('staff:maria'))).toEqual(['lee 0']);
    const about = { branch: 'CEN', wants: 'decision', reason: 'may she', concerns: 'staff:maria' };
    await desk.fill(asker, about, now);
    expect(names(await desk.lastOf(asker))).toEqual(['lee 0']);
    await desk.escalate(asker, 'may we', now);
    const { id } = await desk.lastOf(asker);
    await desk.press('escalation.passOn', 'staff:maria', id, addMs(now, minute));
    expect(names(await desk.lastOf(asker))).toEqual(['maria 0', 'lee 1']);
    await desk.escalate(asker, 'may we', now);
    const last = await desk.lastOf(asker);
    await desk.unreached(last.id, 'staff:maria', addMs(now, minute));
    expect(names(await desk.lastOf(asker))).toEqual(['maria 0', 'lee 1']);
  });

  it('is the next step at once where the first reaches nobody', async () => {
    const first = await open('may we', { roles: { lee: 'staff' } });
    expect(names(first)).toEqual(['dana 2']);
    expect(due(first)).toBe('last in 15 min');
  });

  it('is nobody when only the asker and those it is about are left, and the asker hears so at once', async () => {
    desk = await openEscalations({ roles: { lee: 'staff' } });
    const { ring } = await desk.fill(
      asker,
      { branch: 'CEN', wants: 'decision', reason: 'about the director', concerns: 'staff:dana' },
      now,
    );
    expect(ring?.map(({ card }) => card.summary)).toMatchObject([{ key: 'escalation.ring.nobodyAtAll' }]);
    expect(stateOf(await desk.lastOf(asker))).toBe('unanswered');
  });

  it('follows the policy of the branch', async () => {
    const policies = [
      {
        for: 'escalate',
        branches: ['CEN'],
        steps: [{ afterSeconds: 0, ask: ['pic'] }],
        lastAfterSeconds: 60,
      },
    ];
    const escalation = await open('may we', { policies });
    expect(names(escalation)).toEqual(['maria 0']);
    expect(due(escalation)).toBe('last in 1 min');
  });

  it('follows the policy of the building that its asker chooses, and keeps nothing of the general one', async () => {
    const steps = [{ afterSeconds: 0, ask: [{ position: 'nobody’s' }] }];
    const general = { for: 'escalate', steps, lastAfterSeconds: 60, fallback: { person: 'lee' } };
    const policies = [
      { ...general, quietAfterMinutes: 60 },
      { for: 'escalate', branches: ['CEN'], steps, lastAfterSeconds: 60 },
    ];
    desk = await openEscalations({ policies });
    await desk.escalate('staff:robin', 'may we', now);
    const { id } = await desk.lastOf('staff:robin');
    await desk.press('escalation.branch', 'staff:robin', id, now, 'CEN');
    expect(names(await desk.lastOf('staff:robin'))).toEqual(['dana 1']);
    await desk.press('escalation.acknowledge', 'staff:dana', id, now);
    expect(due(await desk.lastOf('staff:robin'))).toBe('quiet in 10 min');
  });

  it('is at the last word whoever decides then, where no step has asked them', async () => {
    const policies = [
      { for: 'escalate', steps: [{ afterSeconds: 0, ask: ['supervisor'] }], lastAfterSeconds: 60 },
    ];
    const { id } = await open('may we', { policies });
    const { post, ring } = await desk.due(id, addMs(now, minute), 0);
    const told = await desk.lastOf(asker);
    expect(names(told)).toEqual(['lee 0', 'dana 1']);
    expect(told.timeline.slice(-2).map(({ what, people }) => [what, people])).toEqual([
      ['asked', ['staff:dana']],
      ['nobody', undefined],
    ]);
    expect(post).toMatchObject([{ view: 'asked', to: { person: 'staff:dana' } }]);
    expect(ring).toMatchObject([
      {
        to: { person: asker },
        card: { summary: { key: 'escalation.ring.nobody', params: { asked: 'now' } } },
      },
    ]);
    expect(due(told, addMs(now, minute))).toBe('reminder in 1440 min');
    // Asked again and silent, they are not asked a third time, and nobody is told that they have been asked just now.
    await desk.press('escalation.more', asker, id, addMs(now, 2 * minute));
    const last = await desk.due(id, addMs(now, 3 * minute), 0);
    expect(last.post).toEqual([]);
    expect(last.ring).toMatchObject([{ card: { summary: { params: { asked: 'before' } } } }]);
    expect(names(await desk.lastOf(asker))).toEqual(['lee 0', 'dana 1']);
  });

  it('is never whom it is about, at the last word neither', async () => {
    const policies = [
      { for: 'escalate', steps: [{ afterSeconds: 0, ask: ['supervisor'] }], lastAfterSeconds: 60 },
    ];
    desk = await openEscalations({ policies });
    await desk.fill(asker, { branch: 'CEN', wants: 'decision', reason: 'x', concerns: 'staff:dana' }, now);
    const { id } = await desk.lastOf(asker);
    const { post } = await desk.due(id, addMs(now, minute), 0);
    expect(post).toEqual([]);
  });

  describe('once its asker was told who decides', () => {
    const policies = [
      { for: 'escalate', steps: [{ afterSeconds: 0, ask: ['supervisor'] }], lastAfterSeconds: 60 },
    ];
    const told = ({ ring = [] }: Outcome) =>
      ring.flatMap(({ to, card }) => ('person' in to && to.person === asker ? [card.summary] : []));

    /** Lee was asked and is silent, and Dana was asked with the last word. */
    async function openTold(roles: Readonly<Record<string, string>>): Promise<string> {
      const { id } = await open('may we', { policies, roles });
      await desk.due(id, addMs(now, minute), 0);
      return id;
    }

    it('is the next who leads where that one cannot be reached, and the asker is told the new name', async () => {
      const id = await openTold({ sam: 'coordinator' });
      const outcome = await desk.unreached(id, 'staff:dana', addMs(now, minute));
      expect(outcome.post).toMatchObject([{ view: 'asked', to: { person: 'staff:sam' } }]);
      expect(told(outcome)).toMatchObject([
        { key: 'escalation.ring.nobody', params: { person: 'Sam Reid', asked: 'now' } },
      ]);
      expect(names(await desk.lastOf(asker))).toEqual(['lee 0', 'dana 1', 'sam 1']);
      // Whoever does not decide is only written down.
      expect(told(await desk.unreached(id, 'staff:lee', addMs(now, 2 * minute)))).toEqual([]);
      const last = await desk.unreached(id, 'staff:sam', addMs(now, 3 * minute));
      expect(told(last)).toMatchObject([{ params: { person: 'Dana Whitfield', asked: 'unreached' } }]);
    });

    it('is the next who leads where that one passes it on, but not while somebody has it in hand', async () => {
      const id = await openTold({ sam: 'coordinator' });
      const outcome = await desk.press('escalation.passOn', 'staff:dana', id, addMs(now, 2 * minute));
      expect(outcome.reply?.summary).toMatchObject({
        key: 'escalation.press.passedOn',
        params: { people: ['Sam Reid'] },
      });
      expect(told(outcome)).toMatchObject([{ params: { person: 'Sam Reid', asked: 'now' } }]);
      await desk.press('escalation.acknowledge', 'staff:lee', id, addMs(now, 3 * minute));
      await desk.unreached(id, 'staff:sam', addMs(now, 4 * minute));
      expect((await desk.lastOf(asker)).next?.what).toBe('quiet');
    });

    it('is the next also where somebody has acknowledged it and said no more', async () => {
      const { id } = await open('may we', { policies, roles: { sam: 'coordinator' } });
      await desk.press('escalation.acknowledge', 'staff:lee', id, now);
      for (const minutes of [10, 15, 16]) await desk.due(id, addMs(now, minutes * minute), 0);
      const outcome = await desk.press('escalation.passOn', 'staff:dana', id, addMs(now, 17 * minute));
      expect(told(outcome)).toMatchObject([
        { key: 'escalation.ring.nobodyTaken', params: { holder: 'Lee Wong', person: 'Sam Reid' } },
      ]);
    });

    it('is nobody who has passed it on before, and none is named where all have', async () => {
      const { id } = await open('may we', {
        roles: { sam: 'coordinator', lee: 'staff', omar: 'supervisor' },
      });
      await desk.due(id, addMs(now, 5 * minute), 0);
      await desk.press('escalation.passOn', 'staff:dana', id, addMs(now, 6 * minute));
      const outcome = await desk.due(id, addMs(now, 21 * minute), 0);
      expect(told(outcome)).toMatchObject([{ params: { person: 'Sam Reid', asked: 'now' } }]);
      await desk.press('escalation.passOn', 'staff:omar', id, addMs(now, 22 * minute));
      const last = await desk.press('escalation.passOn', 'staff:sam', id, addMs(now, 23 * minute));
      expect(told(last)).toMatchObject([{ key: 'escalation.ring.nobodyAtAll' }]);
    });
  });

  it('moves on at once when nobody who was asked can be reached', async () => {
    const escalation = await open('may we');
    await desk.unreached(escalation.id, 'staff:lee', now);
    expect(names(await desk.lastOf(asker))).toEqual(['lee 0', 'dana 2']);
  });
});

describe('after a long stop', () => {
  it('an old question wakes nobody: its asker and the supervisors are told', async () => {
    const escalation = await open('may we', { roles: { omar: 'supervisor' } });
    const { post, ring } = await desk.due(escalation.id, addMs(now, 20 * 60 * minute), 19 * 60 * minute);
    expect(post).toEqual([]);
    expect(ring?.map(({ to, lane }) => [to, lane])).toEqual([
      [{ person: asker }, undefined],
      [{ person: 'staff:omar' }, 'housekeeping'],
      [{ person: 'staff:lee' }, 'housekeeping'],
    ]);
  });

  it('a deadline that passed meanwhile comes before steps that passed too', async () => {
    const escalation = await open('may we in 20 minutes', { roles: { omar: 'supervisor' } });
    await desk.due(escalation.id, addMs(now, 60 * minute), 55 * minute);
    const after = await desk.lastOf(asker);
    expect(stateOf(after)).toBe('noDecision');
    expect(names(after)).toEqual(['omar 0']);
  });
});

it('a question whose time is over a millisecond early ends at its deadline, not in the minute before', async () => {
  let question = await open('may we in 5 minutes');
  for (let at = dueOf(question)?.at; at !== undefined; at = dueOf(question)?.at) {
    await desk.due(question.id, addMs(at, -1), 0);
    question = await desk.lastOf(asker);
  }
  const { ended, deadlineAt } = question;
  expect(ended).toEqual({ how: 'noDecision', at: deadlineAt });
});

describe('a press', () => {
  it('on one that has ended without a decision says so, and changes nothing', async () => {
    const escalation = await open('may we in 5 minutes');
    await desk.due(escalation.id, addMs(now, 5 * minute), 5 * minute);
    const { reply } = await desk.press('escalation.yes', 'staff:lee', escalation.id, addMs(now, 6 * minute));
    expect(reply?.summary).toMatchObject({ key: 'escalation.press.late' });
    expect(stateOf(await desk.lastOf(asker))).toBe('noDecision');
  });

  it.each(['escalation.yes', 'escalation.acknowledge', 'escalation.passOn'])(
    'of %s by somebody who was not asked is refused',
    async (button) => {
      const escalation = await open('may we');
      for (const person of ['staff:maria', asker]) {
        const { reply } = await desk.press(button, person, escalation.id, now);
        expect(reply?.summary).toMatchObject({ key: 'escalation.press.onlyAsked' });
      }
    },
  );

  it('of “Show it to me” is for those in charge of the branch, and never for whom it is about', async () => {
    desk = await openEscalations();
    await desk.fill(asker, { branch: 'CEN', wants: 'decision', reason: 'x', concerns: 'staff:lee' }, now);
    const { id } = await desk.lastOf(asker);
    for (const person of ['staff:lee', 'staff:maria', asker]) {
      const { reply, post } = await desk.press('escalation.open', person, id, now);
      expect(reply?.summary).toMatchObject({ key: 'escalation.press.onlySupervisor' });
      expect(post).toBeUndefined();
    }
  });

  it('of the asker’s buttons by anybody else is refused', async () => {
    const escalation = await open('may we');
    for (const button of ['escalation.withdraw', 'escalation.more', 'escalation.deadline']) {
      const { reply } = await desk.press(button, 'staff:lee', escalation.id, now);
      expect(reply?.summary).toMatchObject({ key: 'escalation.press.onlyAsker' });
    }
  });

  it('without an answer before it adds no reason', async () => {
    const escalation = await open('may we');
    await expect(desk.addReason('staff:lee', escalation.id, 'because', now)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});
