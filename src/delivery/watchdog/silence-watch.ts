import type { PlatformName } from '../../chat/request.ts';
import type { Clock } from '../../clock.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { Store } from '../../store/store.ts';
import { addMs, dayMs, hourMs, msBetween } from '../../time.ts';
import type { Found } from './findings.ts';
import { type Silence, silenceCollection } from './schema.ts';

/** A week with its closed days, twice: before that nobody knows what is usual. */
const learnMs = 14 * dayMs;
/** Silences before that say nothing of how it is now. */
const rememberedMs = 90 * dayMs;
/** So many times the longest silence so far is unusual, and never less than a day and a half. */
const unusual = 2;
const shortestMs = 1.5 * dayMs;
/** The longest ones are all that is compared with. */
const mostKept = 10;
/** So often it is written down: nobody waits for it, and some hours more or less do not matter. */
const saveEveryMs = 6 * hourMs;

/** Knows when something last came in from each platform, and how long they usually are silent. */
export interface SilenceWatch {
  start(): Promise<void>;
  /** Something has come in. */
  heard(platform: PlatformName): void;
  found(): readonly Found[];
  /** @throws DeskError NOT_SAVED */
  save(): Promise<void>;
}

type Known = Omit<Silence, 'revision'>;

export function createSilenceWatch({
  store,
  clock,
  platforms,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly platforms: readonly Pick<Platform, 'name'>[];
}): SilenceWatch {
  const known = new Map<string, Known>();
  let savedAt = clock.now();

  function isSilent({ since, heardAt, gaps }: Known): boolean {
    const now = clock.now();
    if (msBetween(since, now) < learnMs) return false;
    const from = addMs(now, -rememberedMs);
    const longest = Math.max(0, ...gaps.flatMap(({ ms, at }) => (at < from ? [] : [ms])));
    return msBetween(heardAt, now) > Math.max(shortestMs, unusual * longest);
  }

  return {
    async start() {
      const now = clock.now();
      for (const { seenAt, heardAt, ...silence } of await store.all(silenceCollection)) {
        if (!platforms.some(({ name }) => name === silence.id)) continue;
        known.set(silence.id, { ...silence, seenAt: now, heardAt: addMs(heardAt, msBetween(seenAt, now)) });
      }
    },
    heard(platform) {
      // Somebody at this machine's own page says nothing of a connection.
      if (platform === 'browser') return;
      const now = clock.now();
      const before = known.get(platform);
      if (before === undefined) {
        known.set(platform, { id: platform, since: now, heardAt: now, seenAt: now, gaps: [] });
        return;
      }
      // What was unusual once is not usual the next time.
      const gaps = isSilent(before) ? before.gaps : withGap(before, now);
      known.set(platform, { ...before, heardAt: now, gaps });
    },
    found: () =>
      [...known.values()].filter(isSilent).map(({ id }) => ({
        id: `silent:${id}`,
        what: 'silent',
        about: id,
        mended: false,
      })),
    async save() {
      const now = clock.now();
      if (known.size === 0 || msBetween(savedAt, now) < saveEveryMs) return;
      await store.transact(async (tx) => {
        for (const one of known.values()) await tx.put(silenceCollection, { ...one, seenAt: now });
      });
      savedAt = now;
    },
  };
}

function withGap({ heardAt, gaps }: Known, now: string): Known['gaps'] {
  const ms = msBetween(heardAt, now);
  if (ms < hourMs) return gaps;
  const recent = gaps.filter(({ at }) => msBetween(at, now) < rememberedMs);
  return [...recent, { at: now, ms }].sort((a, b) => b.ms - a.ms).slice(0, mostKept);
}
