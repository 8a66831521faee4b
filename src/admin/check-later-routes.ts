import type { StaffMember } from '../desk/people/schema.ts';
import type { Draft } from '../store/store.ts';
import { createFindings, type Problem } from './problem.ts';

/** A later route than the chat platforms, as the check asks about it. */
export interface RouteCheck {
  readonly name: 'email' | 'webhook';
  /** Whether somebody with these fields has an address there. */
  reaches(contact: Pick<Draft<StaffMember>, 'email' | 'phone'>): boolean;
  /** Why it cannot be used now, in a few words; undefined when it can. Nobody gets a message by that. */
  problem(): Promise<string | undefined>;
}

const words = {
  email: {
    setting: 'SMTP_URL',
    works: 'The mail server of SMTP_URL answers.',
    fails: (reason: string) =>
      `the mail server cannot be used now (${reason}), so nobody would get an e-mail. Correct the address or the password, or see to the server.`,
  },
  webhook: {
    setting: 'NOTIFY_WEBHOOK_URL',
    works: 'The address of NOTIFY_WEBHOOK_URL can be connected to; nothing was sent to it.',
    fails: (reason: string) =>
      `cannot be connected to now (${reason}), so nobody would get a text message. Correct the address, or see to the gateway.`,
  },
} as const;

/** Which of the later routes could be used now, and what is wrong with the others. */
export async function checkLaterRoutes(
  routes: readonly RouteCheck[],
): Promise<{ readonly problems: readonly Problem[]; readonly notes: readonly string[] }> {
  const results = await Promise.all(
    routes.map(async ({ name, problem }) => ({ ...words[name], reason: await problem() })),
  );
  const problems = results.flatMap(({ setting, reason, fails }) => {
    const findings = createFindings(setting);
    if (reason !== undefined) findings.error(undefined, fails(reason));
    return findings.problems;
  });
  return {
    problems,
    notes: results.filter(({ reason }) => reason === undefined).map(({ works }) => works),
  };
}
