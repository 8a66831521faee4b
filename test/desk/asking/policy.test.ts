import { describe, expect, it } from 'vitest';
import {
  builtInPolicies,
  type Policy,
  policyFor,
  policyId,
  policyKinds,
  policySchema,
} from '../../../src/desk/asking/policy.ts';

const general: Policy = { ...builtInPolicies.now, lastAfterMs: 1_000_000 };
const central: Policy = { ...builtInPolicies.now, branches: ['CEN', 'NTH'], lastAfterMs: 2_000_000 };

describe('the policy that a call follows', () => {
  it('is the one that lists the branch, wherever it stands', () => {
    expect(policyFor([general, central], 'now', 'NTH')).toBe(central);
    expect(policyFor([central, general], 'now', 'NTH')).toBe(central);
  });

  it('is the general one at other branches, and while the branch is unknown', () => {
    expect(policyFor([central, general], 'now', 'EST')).toBe(general);
    expect(policyFor([central, general], 'now', undefined)).toBe(general);
  });

  it('is the built-in one where the administrator says nothing', () => {
    expect(policyFor([central], 'now', 'EST')).toBe(builtInPolicies.now);
    expect(policyFor([central, general], 'assist', 'CEN')).toBe(builtInPolicies.assist);
  });
});

describe('the built-in policies', () => {
  it('ask at these seconds, and end', () => {
    const seconds = policyKinds.map((kind) => {
      const { steps, lastAfterMs } = builtInPolicies[kind];
      return [kind, ...steps.map((step) => step.afterMs / 1000), lastAfterMs / 1000];
    });
    expect(seconds).toEqual([
      ['assist', 0, 180, 480, 720],
      ['now', 0, 60, 180, 300],
      ['emergency', 0, 30, 90, 180],
      ['escalate', 0, 300, 900, 1800],
      ['lone', 0, 120, 300, 600],
    ]);
  });

  it('ask these people', () => {
    const asked = policyKinds.map((kind) => [kind, ...builtInPolicies[kind].steps.map((step) => step.ask)]);
    const urgent = [['onShift', 'security'], ['supervisor', 'neighbourPic'], ['director']];
    expect(asked).toEqual([
      ['assist', ['onShift', 'pic'], ['pic'], ['supervisor']],
      ['now', ...urgent],
      ['emergency', ...urgent],
      ['escalate', ['supervisor'], ['supervisor'], ['director']],
      ['lone', ['onShift', 'neighbourPic'], ['supervisor'], ['director']],
    ]);
  });

  it('are policies that could be stored', () => {
    for (const kind of policyKinds) {
      const policy = builtInPolicies[kind];
      expect(policySchema.parse({ ...policy, id: policyId(policy), revision: 1 })).toMatchObject({
        id: kind,
      });
    }
  });
});

it('has the same id in whatever order it lists its branches', () => {
  expect(policyId({ for: 'now', branches: ['NTH', 'CEN'] })).toBe('now:CEN+NTH');
  expect(policyId({ for: 'now', branches: ['CEN', 'NTH'] })).toBe('now:CEN+NTH');
});
