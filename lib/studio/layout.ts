import { html, raw } from 'hono/html';
import { catalogue, type Lang } from '../i18n/catalogue.ts';
import type { Markup } from './markup.ts';
import { STYLE } from './style.ts';

/** A blue disc, so that no browser asks for /favicon.ico. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%232450c8'/%3E%3C/svg%3E";

/** A whole document: language, title, the one style sheet, a skip link. */
export function layout(page: { readonly lang: Lang; readonly title: string; readonly body: Markup }): Markup {
  const { studio } = catalogue(page.lang);
  return html`<!doctype html>
<html lang="${page.lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${page.title}</title>
    <link rel="icon" href="${raw(ICON)}">
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <a class="skip" href="#main">${studio.skip}</a>
    ${page.body}
  </body>
</html>`;
}
