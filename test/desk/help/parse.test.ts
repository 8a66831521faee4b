import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCall } from '../../../src/desk/help/parse.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

it.each([
  ['emergency! fire', 'emergency', null, 'fire'],
  ['EMERGENCY!!! fire', 'emergency', null, 'fire'],
  ['emergency, teen area', 'emergency', 'teen area', ''],
  ['emergency: teen area smoke', 'emergency', 'teen area', 'smoke'],
  ['emergency- teen area', 'emergency', 'teen area', ''],
  ['emergency - teen area', 'emergency', 'teen area', ''],
  ['emergency… please', 'emergency', null, 'please'],
  ['emergancy fire', 'emergency', null, 'fire'],
  ['emergnecy', 'emergency', null, ''],
  ['now!', 'now', null, ''],
  ['now, teen area', 'now', 'teen area', ''],
  ['now-ish would do', 'assist', null, 'now-ish would do'],
  ['nowhere to sit', 'assist', null, 'nowhere to sit'],
  ['emergency-exit is blocked', 'assist', null, 'emergency-exit is blocked'],
  ['merge two queues', 'assist', null, 'merge two queues'],
  ['no emergency, only noise', 'assist', null, 'no emergency, only noise'],
  ['', 'assist', null, ''],
])('"%s" is %s, zone %s, note "%s"', (words, urgency, zone, note) => {
  const { branches } = help.who;
  const parsed = parseCall(words, branches.byCode('CEN'), branches);
  expect({ urgency: parsed.urgency, zone: parsed.zone, note: parsed.note }).toEqual({ urgency, zone, note });
});
