// Line drawings, 24 by 24.

import { svg } from './dom.js';

const PATHS = {
  overview: ['M3 12h4l3-8 4 16 3-8h4'],
  reports: ['M4 20V10M10 20V4M16 20v-7M22 20H2'],
  upload: ['M12 16V4M7 9l5-5 5 5', 'M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3'],
  letters: ['M4 6h16v12H4z', 'M4 7l8 6 8-6'],
  backups: ['M4 6c0-1.1 3.6-2 8-2s8 .9 8 2-3.6 2-8 2-8-.9-8-2z', 'M4 6v12c0 1.1 3.6 2 8 2s8-.9 8-2V6', 'M4 12c0 1.1 3.6 2 8 2s8-.9 8-2'],
  tables: ['M4 5h16v14H4z', 'M4 10h16M4 14.5h16M10 10v9'],
  keys: ['M15 9a4 4 0 1 0-3.9 4L13 15h2v2h2v2h3v-3l-5.2-5.2', 'M10 8.5h.01'],
  menu: ['M4 7h16M4 12h16M4 17h16'],
  close: ['M6 6l12 12M18 6L6 18'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  alert: ['M12 4l9 16H3z', 'M12 10v4M12 17h.01'],
  sun: ['M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z', 'M12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4'],
  moon: ['M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z'],
  auto: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 3v18', 'M12 7l5.5 10M12 12l6.5 3M12 3.5l8 12'],
  out: ['M14 4h5v16h-5', 'M10 8l-4 4 4 4M6 12h10'],
  file: ['M6 3h8l4 4v14H6z', 'M14 3v4h4'],
  down: ['M12 4v12M7 11l5 5 5-5', 'M4 20h16'],
  search: ['M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12z', 'M15.5 15.5L20 20'],
  clock: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 8v4l3 2'],
  plus: ['M12 5v14M5 12h14'],
  shield: ['M12 3l7 3v5c0 5-3 8.5-7 10-4-1.5-7-5-7-10V6z', 'M9 12l2.2 2.2L15 10'],
};

export function icon(name) {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    PATHS[name].map((d) => svg('path', { d })),
  );
}
