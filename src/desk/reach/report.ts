import { sentenceCard } from '../../chat/card.ts';
import type { PersonId, Ring } from '../../chat/outcome.ts';
import { organisationMoment, reportCard, resultOf } from './list-card.ts';
import type { ReachReads } from './rules.ts';
import type { ReachCheck, ReachTest } from './schema.ts';
import { say } from './texts.en.ts';

/**
 * Who is told when the time is over: each supervisor about the people of their branches, the administrators' channel
 * about everybody, and whoever started it by hand. Where everybody confirmed, supervisors hear nothing.
 */
export function report(test: ReachTest, checks: readonly ReachCheck[], reads: ReachReads): readonly Ring[] {
  const { people, branches } = reads;
  const whole = resultOf(checks, 'all', reads);
  const fine = say('reach.report.all', {
    at: organisationMoment(test.at, reads),
    count: whole.asked.length,
  });
  const all = reportCard(test, whole, reads) ?? sentenceCard(fine);
  const { slack, teams } = branches.organisation().adminChannels;
  const hasChannel = slack !== undefined || teams !== undefined;
  const administrators = hasChannel ? [] : headsOf(reads);
  const wholly = new Set([...administrators, ...(test.by === undefined ? [] : [test.by])]);
  const supervisors = people.withRole('supervisor').filter((person) => !wholly.has(person));
  return [
    ...(hasChannel ? [{ card: all, to: { administrators: true }, lane: 'housekeeping' } as const] : []),
    ...[...wholly].map((person): Ring => ({ card: all, to: { person }, lane: 'housekeeping' })),
    ...supervisors.flatMap((person): readonly Ring[] => {
      const own = new Set(people.staff(person)?.branches ?? []);
      const card = reportCard(test, resultOf(checks, own, reads), reads);
      return card === undefined ? [] : [{ card, to: { person }, lane: 'housekeeping' }];
    }),
  ];
}

/** Without a channel for administrators somebody must learn of it all the same. */
function headsOf({ people }: Pick<ReachReads, 'people'>): readonly PersonId[] {
  const administrators = people.withRole('admin');
  return administrators.length > 0 ? administrators : people.withRole('director');
}
