// The Slack workspace and the library that the desk serves in this bench.

export const botToken = 'xoxb-bench';
export const signingSecret = 'bench-signing-secret';
export const team = 'T0BENCH';

export const branches = Array.from({ length: 50 }, (_, index) => `B${String(index + 1).padStart(2, '0')}`);
/** On shift at each branch; the first one is in charge. */
export const onShiftPerBranch = 3;

/** Members of the workspace who are not staff: whoever calls. */
export const callers = Array.from({ length: 4000 }, (_, index) => `U0CALLER${index}`);

export function channelOf(branch: string): string {
  return `C0${branch}`;
}

export function staffOf(branch: string): readonly string[] {
  return Array.from({ length: onShiftPerBranch }, (_, index) => `${branch.toLowerCase()}-${index}`);
}
