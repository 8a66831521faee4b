// The Slack workspaces and the libraries that the desk serves in this bench.

export const botToken = 'xoxb-bench';
export const signingSecret = 'bench-signing-secret';
export const team = 'T0BENCH';

/** On shift at each branch; the first one is in charge. */
const onShiftPerBranch = 3;

export interface Workspace {
  /** Codes. */
  readonly branches: readonly string[];
  /** Members of the workspace who are not staff: whoever calls. */
  readonly callers: readonly string[];
}

export function createWorkspace(branches: number, callers: number): Workspace {
  return {
    branches: Array.from({ length: branches }, (_, index) => `B${String(index + 1).padStart(3, '0')}`),
    callers: Array.from({ length: callers }, (_, index) => `U0CALLER${index}`),
  };
}

/** A city's library system. */
export const cityLibrary = createWorkspace(50, 4000);
/** A state's, on its worst day. */
export const stateLibrary = createWorkspace(250, 5000);

export function channelOf(branch: string): string {
  return `C0${branch}`;
}

export function staffOf(branch: string): readonly string[] {
  return Array.from({ length: onShiftPerBranch }, (_, index) => `${branch.toLowerCase()}-${index}`);
}

/** The Slack user of a member of staff. */
export function slackUserOf(staff: string): string {
  return `U0${staff.replace('-', '').toUpperCase()}`;
}
