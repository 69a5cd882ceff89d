// Dead letters sent again, one or many, or put away for good.

import { announce, h, newId, replace } from './dom.js';
import { Unreachable, follow, get, part, pause, post } from './api.js';
import { count, plural, rows } from './format.js';
import { ask, badge, button, busy, card, notice, receiptBar, stacked, toast } from './parts.js';

let begun;

/** Runs that are not over, and the one that was just begun, which may be. */
export async function replays(signal) {
  const answer = await get('/v1/ingest/dead-letters/replays', { signal }).catch((error) => {
    if (error.name === 'AbortError') throw error;
    return { replays: [] };
  });
  const mine = begun;
  begun = undefined;
  return answer.replays.filter((run) => run.state === 'running' || run.state === 'cancelling' || run.batchId === mine);
}

const reload = () => window.dispatchEvent(new HashChangeEvent('hashchange'));

/** Says first what would become of the letters, then sends them. */
export async function replayMany(filter, number) {
  const wish = wanted(filter);
  const dry = await post('/v1/ingest/dead-letters/replay', { ...wish, dryRun: true });
  const overwrite = h('input', { type: 'checkbox' });
  const force = h('input', { type: 'checkbox' });
  const line = (figure, text) => h('li', {}, h('strong', {}, count(figure)), ` ${text}`);
  const answer = await ask({
    title: `Replay ${plural(dry.letters ?? number, 'dead letter', 'dead letters')} as they are?`,
    action: 'Replay',
    read: () => ({ overwrite: overwrite.checked, force: force.checked }),
    body: h(
      'div',
      { class: 'stack' },
      h('p', {}, dry.complete === false ? `Looked at the first ${count(dry.looked)}:` : 'Looked at all of them:'),
      h('ul', { class: 'reasons' }, line(dry.passing, 'would be stored now'), dry.failing > 0 && line(dry.failing, 'would be set aside again, and stay as they are'), dry.writtenSince > 0 && line(dry.writtenSince, 'have a row of their key in the table by now, and stay as they are'), dry.replaying > 0 && line(dry.replaying, 'are on their way already')),
      dry.writtenSince > 0 && h('label', { class: 'check' }, overwrite, h('span', {}, 'Replace the rows that are in the table by now')),
      dry.failing > 0 && h('label', { class: 'check' }, force, h('span', {}, 'Send also those that would be set aside again')),
    ),
  });
  if (!answer) return;
  const run = await post('/v1/ingest/dead-letters/replay', { ...wish, ...answer });
  if (run.letters === 0) toast('There was nothing to replay.');
  else {
    begun = run.batchId;
    reload();
  }
}

export async function discardMany(filter, number) {
  const reason = h('input', { type: 'text', required: true, maxlength: 500, placeholder: 'test data' });
  const answer = await ask({
    title: `Discard ${plural(number, 'dead letter', 'dead letters')}?`,
    action: 'Discard',
    danger: true,
    read: () => reason.value.trim(),
    body: h('div', { class: 'stack' }, h('p', {}, 'They stay in the ledger and may still be replayed, but nobody is reminded of them.'), h('label', { class: 'field' }, h('span', {}, 'Why'), reason)),
  });
  if (!answer) return;
  let discarded = 0;
  for (;;) {
    const done = await post('/v1/ingest/dead-letters/discard', { ...wanted(filter), reason: answer });
    discarded += done.discarded;
    if (!done.more) break;
  }
  toast(`${count(discarded)} discarded.`);
  reload();
}

const wanted = (filter) => ({ filter });

/** A run that goes on, whoever looks. */
export function replayProgress(run, signal) {
  const bar = h('div', {});
  const said = h('p', { role: 'status' });
  const stop = button('Stop', { class: 'button small', onclick: () => busy(stop, () => post(`/v1/ingest/dead-letters/replays/${part(run.batchId)}/cancel`)) });
  const box = card(undefined, {}, h('div', { class: 'card-head' }, h('h2', {}, 'Replay'), h('span', { class: 'row' }, badge('running', 'running'), stop)), bar, said);
  watch();
  return box;

  async function watch() {
    let now = run;
    try {
      while (now.state === 'running' || now.state === 'cancelling') {
        replace(bar, stacked([{ kind: 'sent', label: 'looked at', value: now.looked }, { kind: 'rest', label: 'to go', value: Math.max(0, now.letters - now.looked) }]));
        said.textContent = `${count(now.looked)} of ${count(now.letters)} looked at, ${count(now.sent)} sent.${now.problem ? ` ${now.problem}` : ''}`;
        await pause(700, signal);
        now = await get(`/v1/ingest/dead-letters/replays/${part(run.batchId)}`, { signal }).catch((error) => {
          if (error instanceof Unreachable || error.status === 503) return now;
          throw error;
        });
      }
      stop.remove();
      const kept = now.skipped.failing + now.skipped.writtenSince + now.skipped.replaying;
      const stayed = kept > 0 ? ` ${plural(kept, 'letter', 'letters')} stayed as ${kept === 1 ? 'it was' : 'they were'}.` : '';
      if (now.sent > 0) {
        const receipt = await follow(now.batchId, (each) => {
          replace(bar, receiptBar(each));
          said.textContent = `${count(each.stored + each.dead)} of ${rows(each.received ?? now.sent)} settled.`;
        }, signal);
        said.textContent = `${count(receipt.stored)} stored, ${count(receipt.dead)} set aside again.${stayed}`;
      } else {
        said.textContent = `Nothing was sent.${stayed}`;
      }
      announce(said.textContent);
      box.querySelector('.badge').replaceWith(badge('stored', now.state));
      box.querySelector('.card-head .row').append(button('Refresh the list', { class: 'button small', onclick: reload }));
    } catch (error) {
      if (error.name !== 'AbortError') said.textContent = error.message;
    }
  }
}

/** One letter, as it was or mended; answers the receipt, or nothing where somebody thought better of it. */
export async function replayOne(letter, row) {
  const path = `/v1/ingest/dead-letters/${part(letter.id)}/replay`;
  const wish = (more) => {
    const members = [row && `"row":${row}`, ...Object.entries(more).map(([name, value]) => `"${name}":${value}`)].filter(Boolean);
    return `{${members.join(',')}}`;
  };
  const more = {};
  for (;;) {
    try {
      return await post(path, wish(more), { headers: { Prefer: 'wait=10' } });
    } catch (error) {
      if (error.type === 'written-since' && !more.overwrite) {
        const id = newId('key');
        const go = await ask({
          title: 'Replace the row that is there by now?',
          action: 'Replace',
          body: h('p', { id }, 'The table has a row of the key ', h('code', {}, error.body.key ?? ''), ' by now. Replaying this letter replaces it.'),
        });
        if (!go) return undefined;
        more.overwrite = true;
      } else {
        throw error;
      }
    }
  }
}

export function outcome(receipt, letter) {
  if (receipt.state !== 'settled') return notice('info', 'On its way', 'The row is in the log, and not settled yet.');
  if (receipt.stored > 0) return notice('good', 'Stored.', `The row is in ${letter.table}, and this letter is settled.`);
  return notice('warning', 'Set aside again.', 'The next letter of this row says why.');
}
