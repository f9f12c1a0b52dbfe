import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { serve } from '@hono/node-server';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { LANGS, type Lang } from '../../lib/i18n/catalogue.ts';
import { createStudio } from '../../lib/studio/studio.ts';
import { demoData, demoExplanation } from '../studio/demo-figures.ts';

/** Run by `.ci/run`, not by vitest: it needs Debian's Chromium. `--screenshots` renews the pictures of the README. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WIDE = { width: 1280, height: 1600 };
const PHONE = { width: 375, height: 800 };
const IMAGES = join(import.meta.dirname, '../../docs/images');

const results: { readonly claim: string; readonly problem: string | null }[] = [];

function expect(claim: string, problems: readonly string[]): void {
  const problem = problems.length === 0 ? null : problems.join('; ');
  results.push({ claim, problem });
  console.log(`${problem === null ? '  ok  ' : '  FAIL'} ${claim}${problem === null ? '' : `: ${problem}`}`);
}

/** What the browser complained about, and where it tried to go. */
function watch(page: Page): { readonly complaints: string[]; readonly foreign: string[] } {
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && hostname !== '127.0.0.1') foreign.push(request.url());
  });
  return { complaints, foreign };
}

async function check(context: BrowserContext, address: string, name: string): Promise<void> {
  const page = await context.newPage();
  const { complaints, foreign } = watch(page);
  await page.goto(address);
  const axe = await new AxeBuilder({ page }).analyze();
  expect(
    `${name}: axe finds nothing serious`,
    axe.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  );
  const width = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth].join("/")');
  const [scrolled = 0, inner = 0] = String(width).split('/').map(Number);
  expect(`${name}: the page does not scroll sideways`, scrolled > inner ? [`${width} pixels`] : []);
  const headings = await page.locator('h1, h2').allInnerTexts();
  expect(`${name}: has its headings`, headings.some((text) => text.trim() !== '') ? [] : ['none']);
  expect(`${name}: the console stays empty`, complaints);
  expect(`${name}: nothing is asked of another machine`, foreign);
  await page.close();
}

async function checkSections(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(address);
  const ids = ['headline', 'decisions', 'channels', 'funnel', 'feedback', 'sync', 'issues', 'definitions'];
  const missing: string[] = [];
  for (const id of ids)
    if ((await page.locator(`section#${id} h2, section#${id} > h2`).count()) === 0) missing.push(id);
  expect('every section has a heading', missing);
  await page.getByRole('button').click();
  await page.waitForURL(/from=/);
  expect(
    'the period form works without scripts',
    new URL(page.url()).search.includes('to=') ? [] : [page.url()],
  );
  await page.getByRole('link', { name: /^English$/ }).click();
  const lang = await page.locator('html').getAttribute('lang');
  expect(
    'the language toggle keeps the period',
    lang === 'en' && page.url().includes('from=') ? [] : [page.url()],
  );
  await page.locator('#channels td a').first().click();
  expect('a CAC leads to its explanation', page.url().includes('/explain/') ? [] : [page.url()]);
  await page.close();
}

async function takeScreenshot(lang: Lang, address: string): Promise<void> {
  await withBrowser({ viewport: { width: WIDE.width, height: 1400 } }, async (context) => {
    const page = await context.newPage();
    await page.goto(address);
    await page.screenshot({ path: join(IMAGES, `studio-${lang}.png`) });
  });
}

async function withBrowser(
  options: {
    readonly viewport: { readonly width: number; readonly height: number };
    readonly isDark?: boolean;
  },
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'revloop-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
    viewport: { ...options.viewport },
    colorScheme: options.isDark === true ? 'dark' : 'light',
  });
  try {
    await use(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const studio = createStudio({
  load: async () => demoData(),
  explain: async () => demoExplanation,
  lang: 'ja',
});
const server = serve({ fetch: studio.fetch, hostname: '127.0.0.1', port: 0 });
await new Promise((resolve) => server.once('listening', resolve));
const bound = server.address();
const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
const addressOf = (lang: Lang): string => `http://127.0.0.1:${port}/?lang=${lang}`;
try {
  await withBrowser({ viewport: WIDE }, async (context) => {
    for (const lang of LANGS) await check(context, addressOf(lang), `${lang} at 1280 px`);
    await check(context, `http://127.0.0.1:${port}/explain/cac%3Aseo?lang=ja`, 'explanation');
    await checkSections(context, addressOf('ja'));
  });
  await withBrowser({ viewport: PHONE }, async (context) => {
    for (const lang of LANGS) await check(context, addressOf(lang), `${lang} at 375 px`);
  });
  await withBrowser({ viewport: WIDE, isDark: true }, async (context) => {
    for (const lang of LANGS) await check(context, addressOf(lang), `${lang} in the dark`);
  });
  if (process.argv.includes('--screenshots'))
    for (const lang of LANGS) await takeScreenshot(lang, addressOf(lang));
} finally {
  server.close();
}
const failed = results.filter(({ problem }) => problem !== null).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
