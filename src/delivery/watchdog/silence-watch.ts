import type { PlatformName } from '../../chat/request.ts';
import type { Store } from '../../store/store.ts';
import { addMs, type Clock, msBetween } from '../../time.ts';
import type { Found } from './findings.ts';
import { type Silence, silenceCollection } from './schema.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** A week with its closed days, twice: before that nobody knows what is usual. */
const learnMs = 14 * dayMs;
/** Silences before that say nothing of how it is now. */
const rememberedMs = 90 * dayMs;
/** So many times the longest silence so far is unusual, and never less than a day and a half. */
const unusual = 2;
const shortestMs = 1.5 * dayMs;
/** The longest ones are all that is compared with. */
const mostKept = 10;
/** What was heard is written down so often: a busy desk does not save for it. */
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
}: {
  readonly store: Store;
  readonly clock: Clock;
}): SilenceWatch {
  const known = new Map<string, Known>();
  const saved = new Map<string, string>();

  function isSilent({ since, heardAt, gaps }: Known): boolean {
    const now = clock.now();
    if (msBetween(since, now) < learnMs) return false;
    const from = addMs(now, -rememberedMs);
    const longest = Math.max(0, ...gaps.flatMap(({ ms, at }) => (at < from ? [] : [ms])));
    return msBetween(heardAt, now) > Math.max(shortestMs, unusual * longest);
  }

  return {
    async start() {
      for (const silence of await store.all(silenceCollection)) {
        known.set(silence.id, silence);
        saved.set(silence.id, silence.heardAt);
      }
    },
    heard(platform) {
      // Somebody at this machine's own page says nothing of a connection.
      if (platform === 'browser') return;
      const now = clock.now();
      const before = known.get(platform);
      if (before === undefined) known.set(platform, { id: platform, since: now, heardAt: now, gaps: [] });
      else known.set(platform, { ...before, heardAt: now, gaps: withGap(before, now) });
    },
    found: () =>
      [...known.values()].filter(isSilent).map(({ id }) => ({
        id: `silent:${id}`,
        what: 'silent',
        about: id,
        mended: false,
      })),
    async save() {
      const due = [...known.values()].filter(({ id, heardAt }) => {
        const last = saved.get(id);
        return last === undefined || msBetween(last, heardAt) > saveEveryMs;
      });
      if (due.length === 0) return;
      await store.transact(async (tx) => {
        for (const one of due) await tx.put(silenceCollection, one);
      });
      for (const { id, heardAt } of due) saved.set(id, heardAt);
    },
  };
}

function withGap({ heardAt, gaps }: Known, now: string): Known['gaps'] {
  const ms = msBetween(heardAt, now);
  if (ms < hourMs) return gaps;
  const recent = gaps.filter(({ at }) => msBetween(at, now) < rememberedMs);
  return [...recent, { at: now, ms }].sort((a, b) => b.ms - a.ms).slice(0, mostKept);
}
