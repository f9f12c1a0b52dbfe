/** As the vendor sends it. */
export interface WebhookSubscription {
  readonly id: string;
  readonly eventType: string;
  readonly propertyName?: string | undefined;
  readonly objectTypeId?: string | undefined;
  readonly active: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface WebhookSettings {
  readonly targetUrl: string;
  readonly throttling: { readonly maxConcurrentRequests: number };
  readonly createdAt: string;
  readonly updatedAt: string;
}

interface AppHooks {
  settings: WebhookSettings | undefined;
  readonly subscriptions: Map<string, WebhookSubscription>;
}

/** What each app wants to hear, and where. */
export interface WebhookRegistry {
  readonly app: (appId: string) => AppHooks;
  readonly apps: () => Iterable<readonly [appId: string, hooks: AppHooks]>;
  readonly newId: () => string;
}

const FIRST_ID = 686_001;

export function createWebhookRegistry(): WebhookRegistry {
  const apps = new Map<string, AppHooks>();
  let nextId = FIRST_ID;
  return {
    app: (appId) => {
      const known = apps.get(appId) ?? { settings: undefined, subscriptions: new Map() };
      apps.set(appId, known);
      return known;
    },
    apps: () => apps,
    newId: () => {
      nextId += 1;
      return String(nextId);
    },
  };
}
