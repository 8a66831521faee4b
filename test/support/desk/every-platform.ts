/** Settings of a desk that is connected to all of them. Nothing of it is there: only for what starts none. */
export const everyPlatform = {
  DESKBELL_BROWSER: '1',
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret',
  MicrosoftAppId: '3e5f9a10-77c2-4b41-9d1c-2a6f0c8b4d17',
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: '8b0e1c52-0d7e-4a57-8f0c-6a4c1f7d2e90',
};
