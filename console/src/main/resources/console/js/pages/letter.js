import { h, replace } from '../dom.js';
import { get, part, query, tables } from '../api.js';
import { count, words } from '../format.js';
import { badge, busy, button, card, dataTable, head, linkButton, notice, primary, time } from '../parts.js';
import { discardMany, outcome, replayOne } from '../replay.js';
import { rowForm } from '../row-form.js';

const STATES = { resolved: 'mended', replaced: 'set aside again' };

/** One letter: its fields with what is wrong about them, and a form to mend it. */
export default async function letter({ parts, signal, may }) {
  const [each, contracts] = await Promise.all([get(`/v1/dead-letters/${part(parts[0])}`, { signal }), tables()]);
  const contract = contracts.find((known) => known.table === each.table);
  const open = (each.state === 'open' || each.state === 'parked' || each.state === 'discarded') && !each.replaying;
  const state = badge(each.state, STATES[each.state] ?? each.state);
  return h(
    'div',
    {},
    h('p', { class: 'back' }, h('a', { href: '#/letters' }, '← Dead letters')),
    head(`${each.table}${each.key ? ` ${each.key}` : ''}`, undefined, state, each.attempt > 1 && badge('', `attempt ${each.attempt}`)),
    card('Why it was set aside', {}, h('ul', { class: 'why-list' }, each.reasons.map((reason) => h('li', {}, badge('dead', words(reason.rule)), h('span', {}, reason.field && [h('code', {}, reason.field), ' '], reason.message))))),
    each.replaying && notice('info', 'On its way', 'A replay of this letter has been sent and is not settled yet.'),
    contract && open && may('replay') ? mend(each, contract, may, signal, state) : fieldsCard(each, contract),
    h('div', { class: 'columns' }, card('As it came', {}, payload(each)), card('Where from', {}, origin(each), history(each))),
  );
}

function mend(each, contract, may, signal, state) {
  const result = h('div', { class: 'stack' });
  const form = rowForm({ contract, values: each.fields ?? {}, violations: each.reasons, judge: may('ingest'), signal });
  const extra = Object.keys(each.fields ?? {}).filter((name) => !contract.columns.some((column) => column.name === name));
  const send = async (element, row) =>
    busy(element, async () => {
      replace(result);
      try {
        const receipt = await replayOne(each, row);
        if (!receipt) return;
        replace(result, outcome(receipt, each), receipt.stored > 0 && h('p', { class: 'row' }, linkButton('Next dead letter', '#/letters', 'letters')));
        if (receipt.stored > 0) {
          controls.remove();
          state.replaceWith(badge('resolved', 'mended'));
        }
      } catch (error) {
        if (error.type !== 'still-broken') throw error;
        form.mark(error.body.violations);
        replace(result, notice('error', 'It would be set aside again.', 'Nothing was sent. The fields say what is still wrong.'));
        form.focus();
      }
    });
  const asMended = primary('Replay as mended', { onclick: () => send(asMended, form.text()) });
  const asItWas = button('Replay as it was', { onclick: () => send(asItWas) });
  const discard = button('Discard', { onclick: () => busy(discard, () => discardMany({ ids: [each.id], state: each.state }, 1)) });
  const controls = h('div', { class: 'row' }, asMended, asItWas, each.state !== 'discarded' && discard);
  const parent = each.reasons.filter((reason) => reason.rule === 'missing-reference').length > 0;
  return card(
    'Mend it',
    {},
    h(
      'div',
      { class: 'stack' },
      each.fields === undefined && notice('warning', 'The bytes could not be read as a row.', 'They are shown below; fill in what they meant.'),
      extra.length > 0 && h('p', { class: 'hint' }, 'Not in the contract, and left out of the mended row: ', extra.map((name, i) => [i > 0 && ', ', h('code', {}, name)])),
      parent && h('p', { class: 'hint' }, 'A parent was missing. If it is there by now, replay the letter as it was.'),
      form.element,
      controls,
      result,
    ),
  );
}

function fieldsCard(each, contract) {
  if (!each.fields) return null;
  const names = [...new Set([...(contract?.columns.map((column) => column.name) ?? []), ...Object.keys(each.fields)])];
  return card(
    'Fields',
    {},
    dataTable({
      caption: 'Fields of the row',
      columns: [
        { key: 'name', label: 'Field', sort: false, cell: (row) => h('code', {}, row.name) },
        { key: 'value', label: 'Value', sort: false, cell: (row) => (row.value === undefined || row.value === '' ? h('span', { class: 'muted' }, 'empty') : row.value) },
        { key: 'why', label: 'What is wrong', sort: false, cell: (row) => row.why && h('span', { class: 'reason' }, row.why) },
      ],
      rows: names.map((name) => ({ name, value: each.fields[name], why: each.reasons.filter((reason) => reason.field === name).map((reason) => reason.message).join('; ') })),
    }),
  );
}

function payload(each) {
  return h(
    'div',
    { class: 'stack' },
    h('pre', { tabindex: '0' }, each.text ?? hex(each.base64 ?? '')),
    h('p', { class: 'hint' }, [each.contentType ?? 'JSON', each.columns && `columns ${each.columns}`, each.text === undefined && 'shown as bytes'].filter(Boolean).join(' · ')),
  );
}

function hex(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).slice(0, 4096);
  const lines = [];
  for (let i = 0; i < bytes.length; i += 16) {
    const line = [...bytes.slice(i, i + 16)];
    lines.push(`${line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(48)} ${line.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}`);
  }
  return lines.join('\n');
}

function origin(each) {
  return h(
    'dl',
    { class: 'facts' },
    h('dt', {}, 'Batch'),
    h('dd', {}, h('a', { href: query('#/letters', { batch: each.batch, state: 'all' }) }, h('code', {}, each.batch)), each.row && `, row ${count(each.row)}`),
    h('dt', {}, 'In the log'),
    h('dd', {}, h('code', {}, each.source)),
    each.firstLetter && [h('dt', {}, 'First set aside'), h('dd', {}, h('a', { href: `#/letters/${each.firstLetter}` }, 'see the first letter'))],
    each.stateReason && [h('dt', {}, 'Discarded because'), h('dd', {}, each.stateReason)],
  );
}

function history(each) {
  const said = { 'set-aside': 'Set aside', 'set-aside-again': 'Set aside again', replaced: 'Set aside again', parked: 'Parked', resolved: 'Mended', discarded: 'Discarded' };
  return h(
    'ol',
    { class: 'timeline' },
    (each.history ?? []).map((event) =>
      h('li', { class: event.what }, h('strong', {}, said[event.what] ?? words(event.what)), ' ', time(event.time), event.what !== 'set-aside' && event.by && h('span', { class: 'hint' }, ' by ', h('code', {}, event.by)), event.letter && event.letter !== each.id && [' ', h('a', { href: `#/letters/${event.letter}` }, 'the other letter')]),
    ),
  );
}
