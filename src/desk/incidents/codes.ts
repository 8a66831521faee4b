/** The codes of reports. They are stored and exported: never rename one. Their labels are in texts.en.ts. */

export const kinds = [
  'conduct',
  'medical',
  'accident-injury',
  'property',
  'security',
  'facility',
  'child-safety',
  'staff-injury',
  'near-miss',
  'law-enforcement',
  'other',
] as const;
export type Kind = (typeof kinds)[number];

/** What people did: a behaviour, never who they are, how they look or where they live. */
export const conductCategories = [
  'disruptive',
  'noise',
  'refuses-staff-request',
  'harassment-verbal',
  'harassment-sexual',
  'hate-protected-class',
  'threat',
  'assault-battery',
  'weapon',
  'sexual-conduct',
  'stalking-following',
  'alcohol',
  'drugs-use',
  'drugs-paraphernalia-needle',
  'smoking-vaping',
  'theft-library',
  'theft-personal',
  'vandalism-damage',
  'trespass-while-suspended',
  'restroom-misuse',
  'animals',
  'internet-misuse',
  'unattended-child',
  'solicitation',
] as const;

/** What happened to people or to the building. */
export const eventCategories = [
  'medical',
  'injury',
  'fire-alarm',
  'flood',
  'power',
  'chemical',
  'weather',
  'bomb-threat',
  'active-threat',
  'civil-disturbance',
  'break-in',
  'computer-system',
  'child-at-closing',
  'other',
] as const;

export const categories = [...conductCategories, ...eventCategories] as const;
export type Category = (typeof categories)[number];

/** 1 note, 2 minor, 3 serious, 4 critical: an attempt or actual threat of physical harm, or an active threat. */
export const severities = ['1', '2', '3', '4'] as const;
export type Severity = (typeof severities)[number];

export const outcomes = [
  'resolved-verbally',
  'left-voluntarily',
  'asked-to-leave',
  'warning-verbal',
  'warning-written',
  'suspension-proposed',
  'police-attended',
  'ems-attended',
  'ems-refused',
  'referral-offered',
  'no-action',
] as const;

export const services = ['police', 'ambulance', 'fire', 'security', 'other'] as const;

export const states = ['draft', 'submitted', 'underReview', 'returned', 'closed'] as const;
export type State = (typeof states)[number];

export const supplementKinds = ['correction', 'addition', 'witness', 'reviewNote'] as const;
export type SupplementKind = (typeof supplementKinds)[number];
