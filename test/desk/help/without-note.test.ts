import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const [priya, maria, omar, sam] = ['staff:priya', 'staff:maria', 'staff:omar', 'staff:sam'] as const;
const later = (minutes: number) => addMs(start, minutes * 60_000);

describe('words after hours that become a call of their own', () => {
  let help: HelpAtLibrary;
  let id: string;
  beforeEach(async () => {
    help = await openHelp();
    await help.assist(priya, 'now teen area loud man', start);
    id = (await first()).id;
  });
  afterEach(() => help.remove());

  const first = async () => (await help.callsOf(priya))[0] as HelpRequest;
  const newCall = (minutes: number, index = 1) =>
    help.press('help.newCall', priya, id, later(minutes), String(index));
  /** All that says who is asked next and when. */
  const standing = async () => {
    const { responders, declined, nextStep, due, check, quietAskedAt, nobodyToldAt } = await first();
    return { responders, declined, nextStep, due, check, quietAskedAt, nobodyToldAt };
  };

  /** Maria came, and forgot to press “Done”. */
  async function forgotten() {
    await help.press('help.decline', sam, id, later(1));
    await help.press('help.onScene', maria, id, later(2));
    await help.due(id, later(62), 0);
    const before = await standing();
    await help.assist(priya, 'now reading room chair broken', later(90));
    expect((await first()).due?.what).toBe('step');
    return before;
  }

  it('leave the first one with whoever is there, who is asked about it as before', async () => {
    const before = await forgotten();
    await newCall(91);
    expect(await standing()).toEqual(before);
    expect((await first()).due).toEqual({ what: 'onScene', at: later(122) });
    const { post = [], ring = [] } = await help.due(id, later(122), 0);
    expect([post.map(({ to }) => to), ring]).toEqual([[{ person: maria }], []]);
  });

  it('leave it so too where others said meanwhile that they can’t come, and ask at once what has fallen due', async () => {
    const before = await forgotten();
    await help.due(id, later(91), 0);
    await help.press('help.decline', omar, id, later(92));
    await newCall(130);
    expect(await standing()).toEqual({
      ...before,
      declined: [...before.declined, { person: omar, at: later(92) }],
      due: { what: 'onScene', at: later(130) },
    });
  });

  it('leave it with whoever is there once it is as urgent as before, where they had made it an emergency', async () => {
    await help.press('help.onScene', maria, id, later(2));
    await help.assist(priya, 'emergency reading room he fainted', later(90));
    await newCall(91);
    expect((await first()).due?.what).toBe('step');
    await help.press('help.lower', priya, id, later(92));
    expect(await first()).toMatchObject({ urgency: 'now', due: { what: 'onScene', at: later(152) } });
    expect((await first()).responders).toEqual([{ person: maria, at: later(2), onSceneAt: later(2) }]);
  });

  it('leave it to the supervisors where nobody had confirmed', async () => {
    while ((await first()).nobodyToldAt === undefined) await help.due(id, (await first()).due?.at ?? '', 0);
    const before = await standing();
    await help.assist(priya, 'now reading room chair broken', later(90));
    expect((await first()).nobodyToldAt).toBeUndefined();
    await newCall(91);
    expect(await standing()).toEqual(before);
    expect(before.due?.what).toBe('reminder');
  });

  it('change nothing where somebody has come since', async () => {
    await forgotten();
    await help.press('help.claim', omar, id, later(91));
    const coming = await standing();
    await newCall(92);
    expect(await standing()).toEqual(coming);
  });

  it('change nothing while other words since are about it still', async () => {
    await forgotten();
    await help.assist(priya, 'now he is back', later(91));
    await newCall(92);
    expect((await first()).due?.what).toBe('step');
    await newCall(93, 2);
    expect((await first()).due?.what).toBe('onScene');
  });

  it('go on asking where whoever was there can’t come after all', async () => {
    await forgotten();
    await help.press('help.decline', maria, id, later(91));
    await newCall(92);
    expect((await first()).due?.what).toBe('step');
  });

  it('leave a call that is over as it is', async () => {
    await forgotten();
    await help.press('help.done', maria, id, later(91));
    await newCall(92);
    expect(await standing()).toMatchObject({ due: undefined, check: undefined });
  });
});

describe('words that made a call an emergency and become one of their own, once it is as urgent as before', () => {
  let help: HelpAtLibrary;
  let id: string;
  beforeEach(async () => {
    help = await openHelp();
    await help.assist(priya, 'projector', start);
    id = (await first()).id;
  });
  afterEach(() => help.remove());

  const first = async () => (await help.callsOf(priya))[0] as HelpRequest;
  const press = (button: string, minutes: number, person: string = priya, value?: string) =>
    help.press(button, person, id, later(minutes), value);
  /** An emergency elsewhere, made a call of its own at once, while the first one is still as urgent. */
  async function emergency(minutes: number) {
    await help.assist(priya, 'emergency entrance man collapsed', later(minutes));
    await press('help.newCall', minutes, priya, '1');
  }
  async function standing() {
    const { urgency, declined, nextStep, due, nobodyToldAt } = await first();
    return { urgency, declined, nextStep, due, nobodyToldAt };
  }
  const peopleOf = ({ post = [] }: Awaited<ReturnType<typeof help.due>>) =>
    post.flatMap(({ to, view }) => (view === 'asked' && 'person' in to ? [to.person] : []));

  it('leave those out who had said that they can’t come to it', async () => {
    await press('help.decline', 1, maria);
    const { declined } = await first();
    await emergency(2);
    await press('help.lower', 3);
    expect(await standing()).toMatchObject({ urgency: 'assist', declined, nextStep: 1 });
    const next = await help.due(id, (await first()).due?.at ?? '', 0);
    expect(peopleOf(next)).not.toContain(maria);
  });

  it('leave it to the supervisors where its caller had read that nobody has confirmed', async () => {
    while ((await first()).nobodyToldAt === undefined) await help.due(id, (await first()).due?.at ?? '', 0);
    const before = await standing();
    expect(before.due?.what).toBe('reminder');
    await emergency(20);
    const { post = [], ring = [] } = await press('help.lower', 22);
    expect([...post, ...ring]).toEqual([]);
    expect(await standing()).toEqual(before);
  });

  it('leave it behind the steps that it had gone, with the whole wait before the next one', async () => {
    await help.due(id, (await first()).due?.at ?? '', 0);
    const { nextStep, steps } = await first();
    expect(nextStep).toBe(2);
    await emergency(4);
    await help.due(id, (await first()).due?.at ?? '', 0);
    await press('help.lower', 30);
    const wait = (steps[2]?.afterMs ?? 0) - (steps[1]?.afterMs ?? 0);
    expect(await standing()).toMatchObject({
      nextStep,
      due: { what: 'step', at: addMs(later(30), wait) },
    });
  });

  it('leave it behind its first step where somebody has said since that they come, and can’t after all', async () => {
    await press('help.decline', 1, maria);
    await help.due(id, (await first()).due?.at ?? '', 0);
    await emergency(4);
    await press('help.claim', 5, omar);
    await press('help.decline', 6, omar);
    await press('help.lower', 7);
    expect(await standing()).toMatchObject({
      declined: [{ person: omar, at: later(6) }],
      nextStep: 1,
      due: { what: 'step', at: later(10) },
    });
  });
});
