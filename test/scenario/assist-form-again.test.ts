import { afterEach, describe, expect, it } from 'vitest';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('a form for help that comes back still says what to dial in an emergency', async () => {
    desk = await startDesk({ people });
    // On no shift: the desk does not know where Robin is.
    const robin = desk.person('robin');
    await robin.types('/assist');
    expect(robin.seesForm()).toContain('In an emergency: Dial 911');
    await robin.submits({ 'What those who come should know': 'a leak' });
    const form = await eventually('the form is back', () => {
      const seen = robin.seesForm();
      return seen?.includes('Choose where') ? seen : undefined;
    });
    expect(form).toContain('In an emergency: Dial 911');
  });
});
