import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';
import { eventually } from '../support/eventually.ts';

describe.each(allPlaces)('%s: somebody says “I’m coming” to two calls', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  /** Dana Whitfield, who answers for both branches, is asked by Priya at one and by Nora at the other. */
  async function danaIsComingToPriya(): Promise<void> {
    await desk.person('priya').types('/assist now');
    for (const id of ['maria', 'omar', 'sam', 'nora', 'lee']) {
      await reads(desk.person(id), 'H-0001');
      await desk.person(id).presses('Can’t come', 'H-0001');
    }
    await reads(desk.person('dana'), 'H-0001');
    await desk.person('dana').presses('I’m coming', 'H-0001');
    await reads(desk.person('priya'), 'Dana Whitfield is coming to you (H-0001)');
  }

  async function noraCalls(): Promise<void> {
    await desk.person('nora').types('/assist emergency');
    for (let step = 0; step < 3; step += 1) desk.clock.skip(60_000);
    await reads(desk.person('dana'), 'H-0002');
  }

  it('and is reminded of the first, with the button that ends it there', async () => {
    await danaIsComingToPriya();
    await noraCalls();
    const dana = desk.person('dana');
    const reply = await dana.presses('I’m coming', 'H-0002');
    expect(reply).toContain('Nora Lind can see that you are coming');
    expect(reply).toContain('You also said “I’m coming” to H-0001, Central Library');
    expect(await dana.pressesInReply('Can’t come to H-0001')).toContain('Noted: you can’t come to H-0001');
    await reads(desk.person('priya'), 'Dana Whitfield can’t come to H-0001 after all');
  });

  it('and once they are at one branch, others are asked at the other', async () => {
    await danaIsComingToPriya();
    await noraCalls();
    const dana = desk.person('dana');
    await dana.presses('I’m coming', 'H-0002');
    const reply = await dana.presses('On scene', 'H-0002');
    expect(reply).toContain('Noted: you are at Northside Library');
    expect(reply).toContain('You are noted as not coming to H-0001, Central Library');
    await reads(desk.person('priya'), 'Dana Whitfield is at another call now and can’t come to H-0001.');
  });

  it('and calls for help: they read that nobody there was told, and what ends their coming there', async () => {
    await desk.person('priya').types('/assist now');
    await reads(desk.person('maria'), 'H-0001');
    for (let step = 0; step < 2; step += 1) desk.clock.skip(60_000);
    await reads(desk.person('nora'), 'H-0001');
    await desk.person('nora').presses('I’m coming', 'H-0001');
    await reads(desk.person('priya'), 'Nora Lind is coming to you (H-0001)');
    const asked = await desk.person('maria').rings();
    // She may call from where she went to help, although her shift is at her own branch.
    const reply = await desk.person('nora').types('/assist now knife');
    expect(reply).toContain('Nobody at Central Library was told this, where you answered H-0001.');
    expect(reply).toContain(`type “${typedAt(people, 'assist now CEN')}” and what happens`);
    expect(reply).toContain('In an emergency there: Dial 9-911');
    expect(await reads(desk.person('priya'), 'H-0001')).toContain('Nora Lind is coming');
    await desk.person('nora').pressesInReply('Can’t come to H-0001');
    await reads(desk.person('priya'), 'Nora Lind can’t come to H-0001 after all. Now also asked');
    await eventually('Maria is rung again', async () => (await desk.person('maria').rings()) > asked);
    await reads(desk.person('nora'), 'It is noted that you can’t come');
  });

  it('of which one has a building only later: who is on scene elsewhere by then is not waited for', async () => {
    const robin = desk.person('robin');
    await robin.types('/assist now');
    desk.clock.skip(60_000);
    await reads(desk.person('dana'), 'H-0001');
    await desk.person('dana').presses('I’m coming', 'H-0001');
    await reads(robin, 'Dana Whitfield is coming to you (H-0001)');
    await desk.person('priya').types('/assist emergency');
    for (let step = 0; step < 3; step += 1) desk.clock.skip(60_000);
    await reads(desk.person('dana'), 'H-0002');
    await desk.person('dana').presses('On scene', 'H-0002');
    await robin.presses('Northside Library (Ashton)');
    await reads(robin, 'Dana Whitfield is at another call now and can’t come to H-0001.');
    await reads(desk.person('nora'), 'H-0001');
  });

  it('of which they pressed the one without a building last: it is that one that they are coming to', async () => {
    await desk.person('priya').types('/assist emergency');
    for (let step = 0; step < 3; step += 1) desk.clock.skip(60_000);
    await reads(desk.person('dana'), 'H-0001');
    await desk.person('dana').presses('On scene', 'H-0001');
    const robin = desk.person('robin');
    await robin.types('/assist now');
    desk.clock.skip(60_000);
    await reads(desk.person('dana'), 'H-0002');
    await desk.person('dana').presses('I’m coming', 'H-0002');
    await reads(robin, 'Dana Whitfield is coming to you (H-0002)');
    await robin.presses('Northside Library (Ashton)');
    await reads(desk.person('nora'), 'H-0002');
    expect(await reads(robin, 'H-0002')).toContain('Dana Whitfield is coming');
    expect(await robin.sees()).not.toContain('is at another call now');
  });

  it('of one branch: being there takes nobody from the other, but they are reminded of it', async () => {
    await desk.person('priya').types('/assist now teen area');
    await reads(desk.person('sam'), 'H-0001');
    await desk.person('sam').presses('I’m coming', 'H-0001');
    await desk.person('omar').types('/assist now reading room');
    await reads(desk.person('sam'), 'H-0002');
    const reply = await desk.person('sam').presses('On scene', 'H-0002');
    expect(reply).toContain('You also said “I’m coming” to H-0001, Central Library');
    expect(await reads(desk.person('priya'), 'H-0001')).toContain('Sam Reid is coming');
  });
});
