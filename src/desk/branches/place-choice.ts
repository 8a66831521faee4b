import type { Option } from '../../chat/form.ts';
import type { Text } from '../../chat/text.ts';
import type { Branch } from './schema.ts';
import type { Branches } from './types.ts';

/** Beyond this many, only buildings are offered, so that the list stays one that a person can read. */
const placesShown = 100;

export interface ChosenPlace {
  readonly branch: Branch;
  /** Absent: anywhere in the building. */
  readonly zone?: string;
  /** The words of a zone that was taken out after it was chosen; then there is no `zone`. */
  readonly gone?: string;
}

/** The value of a place in a form's list, read back by `readPlace`. */
export function placeToValue(branch: string, zone: string | undefined): string {
  return zone === undefined ? branch : `${branch}/${zone}`;
}

/** Undefined when the building is not in the list (any more). */
export function readPlace(value: unknown, branches: Pick<Branches, 'byCode'>): ChosenPlace | undefined {
  if (typeof value !== 'string') return undefined;
  const [code = '', ...rest] = value.split('/');
  const branch = branches.byCode(code);
  if (branch === undefined) return undefined;
  const zone = rest.join('/');
  if (zone === '') return { branch };
  return branch.zones.includes(zone) ? { branch, zone } : { branch, gone: zone };
}

/**
 * Every building.
 *
 * @param first codes of those that come first, as far as they are known
 * @param label the words for a building by its name
 */
export function branchOptions(
  branches: Branches,
  first: readonly (string | undefined)[],
  label: (branch: string) => Text,
): readonly Option[] {
  const known = first.flatMap((code) => branches.byCode(code ?? '') ?? []);
  return [...new Set([...known, ...branches.all()])].map((branch) => ({
    value: branch.id,
    label: label(branches.label(branch)),
  }));
}

/**
 * Every building and its parts, the caller's own first.
 *
 * @param label the words for a building by its name, or for one of its zones.
 */
export function placeOptions(
  branches: Branches,
  mine: Branch | undefined,
  label: (branch: string, zone: string | undefined) => Text,
): readonly Option[] {
  const ordered = branches.all().toSorted((a, b) => Number(b.id === mine?.id) - Number(a.id === mine?.id));
  const count = ordered.reduce((sum, branch) => sum + 1 + branch.zones.length, 0);
  return ordered.flatMap((branch) => {
    const name = branches.label(branch);
    const option = (zone: string | undefined): Option => ({
      value: placeToValue(branch.id, zone),
      label: label(name, zone),
    });
    if (count > placesShown && branch.id !== mine?.id) return [option(undefined)];
    return [option(undefined), ...branch.zones.map(option)];
  });
}
