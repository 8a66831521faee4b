import type { Option } from '../../chat/form.ts';
import type { Branch, Branches } from '../branches/index.ts';
import { say } from './texts.en.ts';

/** Beyond this many, only buildings are offered, so that the list stays one that a person can read. */
const placesShown = 100;

export interface ChosenPlace {
  readonly branch: Branch;
  readonly zone?: string;
}

export function placeToValue(branch: string, zone: string | undefined): string {
  return zone === undefined ? branch : `${branch}/${zone}`;
}

/** Undefined when the building or its part is not in the list (any more). */
export function readPlace(value: unknown, branches: Branches): ChosenPlace | undefined {
  if (typeof value !== 'string') return undefined;
  const [code = '', ...rest] = value.split('/');
  const branch = branches.byCode(code);
  if (branch === undefined) return undefined;
  const zone = rest.join('/');
  if (zone === '') return { branch };
  return branch.zones.includes(zone) ? { branch, zone } : undefined;
}

/** Every building and its parts, the caller's own first. */
export function placeOptions(branches: Branches, mine: Branch | undefined): readonly Option[] {
  const ordered = branches.all().toSorted((a, b) => Number(b.id === mine?.id) - Number(a.id === mine?.id));
  const count = ordered.reduce((sum, branch) => sum + 1 + branch.zones.length, 0);
  return ordered.flatMap((branch) => {
    const name = branches.label(branch);
    const building = { value: branch.id, label: say('incident.place.branch', { branch: name }) };
    if (count > placesShown && branch.id !== mine?.id) return [building];
    const zones = branch.zones.map((zone) => ({
      value: placeToValue(branch.id, zone),
      label: say('incident.place.zone', { branch: name, zone }),
    }));
    return [building, ...zones];
  });
}
