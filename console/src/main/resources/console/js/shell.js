// The frame around the pages: navigation, who is signed in, the theme, and whether the server answers.

import { announce, h, replace } from './dom.js';
import { connection, remove } from './api.js';
import { icon } from './icons.js';
import { button } from './parts.js';

const PAGES = [
  { path: '', name: 'Overview', icon: 'overview', scope: 'read' },
  { path: 'reports', name: 'Reports', icon: 'reports', scope: 'read' },
  { path: 'upload', name: 'Upload', icon: 'upload', scope: 'ingest' },
  { path: 'letters', name: 'Dead letters', icon: 'letters', scope: 'read' },
  { path: 'tables', name: 'Tables', icon: 'tables', scope: 'read' },
  { path: 'backups', name: 'Backups', icon: 'backups', scope: 'backup' },
  { path: 'keys', name: 'Keys', icon: 'keys', scope: 'admin' },
];

const THEMES = { auto: 'System theme', light: 'Light theme', dark: 'Dark theme' };

export function may(session, scope) {
  return Boolean(session.scopes?.includes(scope) || session.scopes?.includes('admin'));
}

/** The first page that this key may see. */
export const firstPage = (session) => PAGES.find((page) => may(session, page.scope))?.path ?? '';

export const scopeOf = (path) => PAGES.find((page) => page.path === path)?.scope;

export function startTheme() {
  document.documentElement.dataset.theme = localStorage.getItem('sluice-theme') ?? 'auto';
}

function themeButton() {
  const names = Object.keys(THEMES);
  const element = h('button', { type: 'button', class: 'quiet', onclick: next });
  const draw = (theme) => replace(element, icon({ auto: 'auto', light: 'sun', dark: 'moon' }[theme]), h('span', {}, THEMES[theme]));
  function next() {
    const theme = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('sluice-theme', theme);
    draw(theme);
    announce(THEMES[theme]);
  }
  draw(document.documentElement.dataset.theme);
  return element;
}

export function banner() {
  const box = h('div', { class: 'banner', role: 'alert', hidden: true });
  connection.addEventListener('lost', () => {
    replace(box, icon('alert'), h('span', {}, h('strong', {}, 'The server does not answer.'), ' What you see is what was last known. Trying again…'));
    box.hidden = false;
  });
  connection.addEventListener('back', () => {
    box.hidden = true;
    announce('The server answers again.');
  });
  return box;
}

export function shell(session, onSignedOut) {
  const main = h('main', { id: 'main', tabindex: '-1' });
  const links = PAGES.filter((page) => may(session, page.scope)).map((page) =>
    h('a', { href: `#/${page.path}`, 'data-page': page.path }, icon(page.icon), h('span', {}, page.name)),
  );
  const menu = h('button', { type: 'button', class: 'menu', 'aria-expanded': 'false', 'aria-controls': 'nav', 'aria-label': 'Menu' }, icon('menu'));
  const signOut = button('Sign out', { class: 'quiet', onclick: async () => {
    await remove('/v1/session').catch(() => {});
    onSignedOut();
  } }, 'out');
  const nav = h(
    'nav',
    { id: 'nav', 'aria-label': 'Pages' },
    h('div', { class: 'links' }, links),
    h('div', { class: 'who' }, h('p', {}, h('span', { class: 'muted' }, 'Signed in as'), h('br'), h('strong', {}, session.keyId)), themeButton(), signOut),
  );
  const top = h('div', { class: 'top' }, h('a', { class: 'brand', href: '#/' }, h('img', { src: 'icon.svg', alt: '', width: 28, height: 28 }), h('span', {}, 'Sluice')), menu);
  const frame = h('div', { class: 'frame' }, h('div', { class: 'side' }, top, nav), h('div', { class: 'body' }, banner(), main));

  const close = () => {
    frame.classList.remove('open');
    menu.setAttribute('aria-expanded', 'false');
  };
  menu.addEventListener('click', () => {
    const open = frame.classList.toggle('open');
    menu.setAttribute('aria-expanded', String(open));
  });
  nav.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      close();
      menu.focus();
    }
  });

  return {
    frame,
    main,
    mark(path) {
      close();
      links.forEach((link) => {
        if (link.dataset.page === path) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      });
    },
  };
}
