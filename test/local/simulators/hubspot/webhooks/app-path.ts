export const APP = '/webhooks/v3/7906213';
