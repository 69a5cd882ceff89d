// Long work of the backup service, followed while it goes on.

import { h } from './dom.js';
import { Unreachable, get, pause } from './api.js';
import { bytes, count } from './format.js';
import { stacked } from './parts.js';

const OVER = ['done', 'failed', 'planned', 'refused', 'cancelled'];

async function watch(resource, path, changed, signal) {
  let now = resource;
  try {
    for (;;) {
      changed(now);
      if (OVER.includes(now.state)) return now;
      await pause(500, signal);
      try {
        now = await get(path, { signal });
      } catch (error) {
        if (!(error instanceof Unreachable) && ![502, 503, 504].includes(error.status)) throw error;
      }
    }
  } catch (error) {
    if (error.name === 'AbortError') return undefined;
    return { ...now, state: 'failed', problem: error.message };
  }
}

export const watchRun = (run, changed, signal) => watch(run, `/v1/backups/runs/${encodeURIComponent(run.id)}`, changed, signal);
export const watchRestore = (restore, changed, signal) => watch(restore, `/v1/restores/${encodeURIComponent(restore.id)}`, changed, signal);

/** How far it is, as a bar and in words. */
export function progressLine(work) {
  const { progress } = work;
  if (!progress) return h('p', { class: 'hint', role: 'status' }, `${work.state} …`);
  const total = Math.max(progress.rowsTotal ?? 0, progress.rows ?? 0);
  const left = progress.secondsLeft ? `, about ${count(Math.ceil(progress.secondsLeft))} s left` : '';
  const speed = progress.rowsPerSecond ? `, ${count(Math.round(progress.rowsPerSecond))} rows/s` : '';
  return h(
    'div',
    { class: 'stack' },
    stacked([{ kind: 'sent', label: 'rows done', value: progress.rows ?? 0 }, { kind: 'rest', label: 'rows to go', value: total - (progress.rows ?? 0) }]),
    h('p', { class: 'hint', role: 'status' }, `${[work.state !== 'running' && work.state, progress.step].filter(Boolean).join(': ')}: ${count(progress.rows ?? 0)} of ${count(total)} rows${progress.bytes ? `, ${bytes(progress.bytes)}` : ''}${speed}${left}`),
  );
}
