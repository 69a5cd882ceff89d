// Numbers, times and sizes as people read them.

const WHOLE = new Intl.NumberFormat('en-US');
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const ONE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const MOMENT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const count = (number) => (number === null || number === undefined ? '–' : WHOLE.format(number));
export const short = (number) => (Math.abs(number) < 10000 ? WHOLE.format(number) : SHORT.format(number));
export const decimal = (number) => ONE.format(number);
export const rows = (number) => `${count(number)} ${number === 1 ? 'row' : 'rows'}`;
export const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

export function rate(perSecond) {
  if (!perSecond) return '0/s';
  return `${perSecond < 10 ? ONE.format(perSecond) : short(Math.round(perSecond))}/s`;
}

export function bytes(number) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = number;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : ONE.format(value)} ${units[unit]}`;
}

export function ago(iso) {
  const seconds = Math.round((Date.now() - new Date(iso).getTime()) / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86400)} d ago`;
}

export const moment = (iso) => MOMENT.format(new Date(iso));

export function percent(part, whole) {
  if (!whole) return '0 %';
  const share = (100 * part) / whole;
  return share > 0 && share < 1 ? '< 1 %' : `${Math.round(share)} %`;
}

/** `missing-reference` as people say it. */
export const words = (slug) => slug.replaceAll('-', ' ').replaceAll('_', ' ');
