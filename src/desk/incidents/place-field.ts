import type { Option } from '../../chat/form.ts';
import { type Branch, type Branches, placeOptions } from '../branches/index.ts';
import { say } from './texts.en.ts';

/** The places of a report, in its words. */
export function reportPlaces(branches: Branches, mine: Branch | undefined): readonly Option[] {
  return placeOptions(branches, mine, (branch, zone) =>
    zone === undefined
      ? say('incident.place.branch', { branch })
      : say('incident.place.zone', { branch, zone }),
  );
}
