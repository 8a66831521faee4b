export type { TeamsSettings } from './settings.ts';
export { createTeamsPlatform } from './teams-platform.ts';
export { teamsTexts } from './texts.en.ts';
