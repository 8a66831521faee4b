import { type PlatformName, platformNames } from '../../chat/request.ts';
import type { Store } from '../../store/store.ts';
import { mirror } from '../read-model/index.ts';
import { createMatcher, labelsOf } from './matching.ts';
import { nearBranches } from './near.ts';
import { openingOf, spansOf } from './opening.ts';
import { type Branch, branchCollection, type Organisation, organisationCollection } from './schema.ts';
import type { Branches } from './types.ts';

export interface BranchesOptions {
  /**
   * The place id under which requests from a branch's channel arrive on a platform, given what the administrator wrote
   * for it (if anything). By default it is what was written.
   */
  readonly channelOf?: (
    platform: PlatformName,
    branch: string,
    configured: string | undefined,
  ) => string | undefined;
}

/** What holds while no organisation.json has been imported. */
const unnamed: Organisation = {
  id: 'organisation',
  revision: 0,
  timezone: 'UTC',
  languages: ['en'],
  terms: { patron: 'patron', suspension: 'suspension' },
  emergencyText: 'Dial your local emergency number.',
  adminChannels: {},
};

/** Builds the read model of branches and the organisation, which follows the store from then on. */
export async function createBranches(store: Store, options: BranchesOptions = {}): Promise<Branches> {
  const channelOf = options.channelOf ?? ((_platform, _branch, configured) => configured);
  let ordered: readonly Branch[] = [];
  let matching = createMatcher(ordered);
  let labels = labelsOf(ordered);
  /** Found once for each place: platforms are asked for the channels of every branch. */
  let byPlace = new Map<string, Branch>();
  const records = await mirror(store, branchCollection, order);
  const organisations = await mirror(store, organisationCollection, () => undefined);
  order();

  function order(): void {
    const all = [...records.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    ordered = all.filter(({ removed }) => removed !== true);
    matching = createMatcher(ordered);
    // One that is gone adds no city to the names of those that are there.
    labels = new Map([...labelsOf(all), ...labelsOf(ordered)]);
    byPlace = new Map();
  }

  function everKnown(code: string): Branch | undefined {
    return records.get(code.toUpperCase());
  }

  function organisation(): Organisation {
    return organisations.get('organisation') ?? unnamed;
  }

  function isChannelOf(branch: Branch, place: string): boolean {
    const channels: Partial<Record<PlatformName, string | undefined>> = branch.channels;
    return platformNames.some((platform) => channelOf(platform, branch.id, channels[platform]) === place);
  }

  function ofPlace(place: string): Branch | undefined {
    const known = byPlace.get(place);
    if (known !== undefined) return known;
    const [found, another] = ordered.filter((branch) => isChannelOf(branch, place));
    // Of two branches that share a channel, either one would be a guess, which sends people to the wrong building.
    if (another !== undefined) return undefined;
    // A place that is no branch's now may become one when a platform learns more of its channels.
    if (found !== undefined) byPlace.set(place, found);
    return found;
  }

  return {
    organisation,
    all: () => ordered,
    byCode(code) {
      const branch = everKnown(code);
      return branch?.removed === true ? undefined : branch;
    },
    everKnown,
    ofPlace,
    matching: (words) => matching(words),
    near: (words) => nearBranches(words, ordered),
    opening: openingOf,
    hoursOn: spansOf,
    dialText: (branch) => branch?.emergencyText ?? organisation().emergencyText,
    label: (branch) => labels.get(branch.id) ?? branch.name,
  };
}
