import { expect, it } from 'vitest';
import { loneSettingsOf } from '../../../src/desk/lone/index.ts';

const minute = 60_000;

it.each([
  ['nothing is written', undefined, undefined, [30, 5]],
  ['the organisation says it', undefined, { everyMinutes: 60, graceMinutes: 10 }, [60, 10]],
  ['the branch says it', { everyMinutes: 20 }, { everyMinutes: 60, graceMinutes: 10 }, [20, 10]],
  ['the branch switches it off', false, { everyMinutes: 60 }, undefined],
  ['the organisation switches it off', undefined, false, undefined],
  ['the organisation switches it off and a branch on', {}, false, [30, 5]],
  ['two asks would not fit before the next check-in', { everyMinutes: 6 }, undefined, [6, 3]],
] as const)('are these where %s', (_, branch, organisation, expected) => {
  const settings = loneSettingsOf(
    branch === undefined ? {} : { loneWorking: branch },
    organisation === undefined ? {} : { loneWorking: organisation },
  );
  expect(settings && [settings.everyMs / minute, settings.graceMs / minute]).toEqual(expected);
});
