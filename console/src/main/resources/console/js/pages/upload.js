import { h, replace } from '../dom.js';
import { Problem, follow, get, parse, part, query, send, tables } from '../api.js';
import { bytes, count, rows, words } from '../format.js';
import { badge, busy, button, card, failure, head, linkButton, notice, primary, receiptBar, select, stacked } from '../parts.js';
import { icon } from '../icons.js';
import { delimiterOf, split, wholeLines } from '../csv.js';

const READ = 300_000;
const PREVIEWED = 100;
const SHOWN = 12;

let kept;

/** Files in: dropped, looked at, sent, and followed until every row is stored or set aside. */
export default async function upload({ session, query: asked }) {
  // Who leaves the page comes back to the same files, and what is being sent goes on.
  if (kept?.session !== session || kept.corrects !== asked.corrects) {
    kept = { session, corrects: asked.corrects, page: build(await tables(), asked.corrects) };
  }
  return kept.page;
}

function build(contracts, corrects) {
  const files = [];
  const list = h('div', { class: 'stack' });
  const bar = h('div', { class: 'send-bar', hidden: true });
  const input = h('input', { type: 'file', multiple: true, accept: '.csv,.tsv,.txt,.ndjson,.jsonl,.gz,text/csv', class: 'sr-only', onchange: () => { take(input.files); input.value = ''; } });
  const zone = h(
    'label',
    {
      class: 'drop',
      ondragover: (event) => { event.preventDefault(); zone.classList.add('over'); },
      ondragleave: () => zone.classList.remove('over'),
      ondrop: (event) => { event.preventDefault(); zone.classList.remove('over'); take(event.dataTransfer.files); },
    },
    input,
    icon('upload'),
    h('span', { class: 'drop-title' }, 'Drop files here, or choose them'),
    h('span', { class: 'hint' }, 'CSV or one JSON object a line, plain or gzipped, of any size'),
  );

  async function take(chosen) {
    for (const file of [...chosen]) {
      const entry = new Entry(file, contracts, corrects, draw, () => { files.splice(files.indexOf(entry), 1); draw(); });
      files.push(entry);
      draw();
      await entry.look();
    }
    draw();
  }

  async function sendAll(element) {
    await busy(element, async () => {
      // Parents first: their rows are there when the children's are judged.
      const order = contracts.map((contract) => contract.table);
      const ready = files.filter((entry) => entry.isReady()).sort((a, b) => order.indexOf(a.table) - order.indexOf(b.table));
      for (const entry of ready) await entry.send();
    });
    draw();
  }

  function draw() {
    replace(list, files.map((entry) => entry.element));
    const ready = files.filter((entry) => entry.isReady());
    bar.hidden = ready.length === 0;
    const go = primary(ready.length === 1 ? 'Send this file' : `Send ${ready.length} files`, { onclick: () => sendAll(go) }, 'upload');
    replace(bar, go, h('span', { class: 'hint' }, ready.length > 1 ? 'Parents go first. ' : '', 'Good rows are stored, the others are set aside with their reasons.'));
  }

  return h(
    'div',
    {},
    head('Upload', 'Look at what would become of the rows before you send them.'),
    corrects && notice('info', 'Mended rows', `Rows of these files settle the dead letters of the batch ${corrects} by their column “line”.`),
    zone,
    bar,
    list,
  );
}

class Entry {
  constructor(file, contracts, corrects, changed, remove) {
    this.changed = changed;
    this.file = file;
    this.contracts = contracts;
    this.corrects = corrects;
    this.state = 'looking';
    this.names = new Map();
    this.gzip = file.name.endsWith('.gz');
    this.name = file.name.replace(/\.gz$/, '');
    this.lines = /\.(ndjson|jsonl)$/i.test(this.name);
    this.body = h('div', { class: 'stack' });
    this.side = h('div', { class: 'row' });
    this.removal = button('Remove', { class: 'button small', 'aria-label': `Remove ${file.name}`, onclick: remove });
    this.element = h('section', { class: 'card file', 'aria-label': file.name }, h('div', { class: 'card-head' }, h('h2', { class: 'row' }, icon('file'), h('span', {}, file.name), h('span', { class: 'muted' }, bytes(file.size))), this.side), this.body);
    replace(this.side, this.removal);
  }

  isReady() {
    return this.state === 'ready' && Boolean(this.table);
  }

  async look() {
    try {
      const stream = this.gzip ? this.file.stream().pipeThrough(new DecompressionStream('gzip')) : this.file.stream();
      const { text, cut } = await beginning(stream);
      this.text = text.replace(/^\uFEFF/, '');
      this.cut = cut;
      this.lines ||= this.text.trimStart().startsWith('{');
      this.table = guess(this.name, this.text, this.lines, this.contracts);
      this.state = 'ready';
      await this.preview();
    } catch (error) {
      this.state = 'failed';
      replace(this.body, failure({ title: 'This file can’t be read', message: error.message }));
    }
  }

  async preview() {
    const choice = select('Table', [{ value: '', label: 'Choose a table' }, ...this.contracts.map((contract) => ({ value: contract.table, label: contract.table }))], this.table ?? '', (table) => {
      this.table = table || undefined;
      this.preview();
      this.changed();
    });
    const place = h('div', {}, h('p', { class: 'hint' }, 'Asking for verdicts …'));
    replace(this.body, h('div', { class: 'filters' }, choice), place);
    if (!this.table) {
      replace(place, notice('warning', 'Which table?', 'Neither the name nor the columns of the file say which table its rows are for.'));
      return;
    }
    const contract = this.contracts.find((each) => each.table === this.table);
    const sample = wholeLines(this.text, PREVIEWED + 1, this.cut);
    if (sample.trim() === '') {
      replace(place, notice('warning', 'There is no row in this file.'));
      this.state = 'empty';
      return;
    }
    try {
      const answer = await send('POST', `/v1/ingest/${part(this.table)}/validate`, { body: sample, headers: { 'Content-Type': this.lines ? 'application/x-ndjson' : 'text/csv' } });
      replace(place, this.verdicts(contract, parse(await answer.text()), sample));
    } catch (error) {
      replace(place, failure(error));
    }
  }

  verdicts(contract, report, sample) {
    const cells = this.lines ? sample.split('\n').filter((line) => line.trim()).map((line) => [line]) : split(sample, delimiterOf(sample));
    const headed = cells.length > report.rows;
    const names = this.lines ? ['row'] : headed ? cells[0] : contract.columns.map((column) => column.name);
    const data = headed ? cells.slice(1) : cells;
    // What is wrong is what people look for: such rows go first.
    const order = { rejected: 0, waiting: 1, valid: 2 };
    const shown = [...report.verdicts].sort((a, b) => order[a.verdict] - order[b.verdict] || a.row - b.row).slice(0, SHOWN);
    const wrong = (line, name) => line.violations.some((violation) => violation.field === name?.trim().toLowerCase());
    return h(
      'div',
      { class: 'stack' },
      h(
        'p',
        { class: 'row' },
        h('span', {}, this.cut || data.length > PREVIEWED ? `The first ${count(report.rows)} rows:` : `${rows(report.rows)}:`),
        badge('stored', `${count(report.valid)} valid`),
        report.rejected > 0 && badge('dead', `${count(report.rejected)} would be set aside`),
        report.waiting > 0 && badge('waiting', `${count(report.waiting)} would wait for a parent`),
      ),
      h(
        'div',
        { class: 'table-scroll', role: 'region', 'aria-label': `Preview of ${this.file.name}`, tabindex: '0' },
        h(
          'table',
          {},
          h('caption', { class: 'sr-only' }, `Preview of ${this.file.name}`),
          h('thead', {}, h('tr', {}, ['Row', 'Verdict', ...names].map((name) => h('th', { scope: 'col' }, name)))),
          h(
            'tbody',
            {},
            shown.map((line) => [
              h(
                'tr',
                {},
                h('th', { scope: 'row' }, count(line.row)),
                h('td', {}, badge(line.verdict, line.verdict === 'rejected' ? 'set aside' : line.verdict), line.violations.map((violation) => h('div', { class: 'reason' }, [violation.field, violation.message].filter(Boolean).join(' ')))),
                (data[line.row - 1] ?? []).map((cell, i) => h('td', { class: wrong(line, names[i]) ? 'wrong' : undefined }, cell === '' ? h('span', { class: 'muted' }, 'empty') : cell.length > 80 ? `${cell.slice(0, 80)}…` : cell)),
              ),
            ]),
          ),
        ),
      ),
      report.rows > shown.length && h('p', { class: 'hint' }, `${count(shown.length)} of ${count(report.rows)} rows that were looked at, those with trouble first.`),
    );
  }

  async send() {
    this.state = 'sending';
    replace(this.side, badge('flight', 'sending'));
    const bar = h('div', {});
    const said = h('p', { role: 'status' });
    replace(this.body, bar, said);
    try {
      const receipt = await this.post((sent) => {
        replace(bar, stacked([{ kind: 'sent', label: 'bytes sent', value: sent }, { kind: 'rest', label: 'bytes to go', value: this.file.size - sent }]));
        said.textContent = `${bytes(sent)} of ${bytes(this.file.size)} sent`;
      });
      await this.settle(receipt.batchId);
    } catch (error) {
      this.state = 'ready';
      replace(this.side, this.removal);
      // Closed with what had come in: under its name it can't be gone on with.
      replace(this.body, failure(error, error.type === 'upload-interrupted' ? undefined : () => this.send()));
    }
  }

  /** All of it is in the log: whatever happens from here on, nothing is sent again. */
  async settle(batch) {
    this.state = 'settling';
    replace(this.side, badge('flight', 'settling'));
    const bar = h('div', {});
    const said = h('p', { role: 'status' });
    replace(this.body, bar, said);
    try {
      const settled = await follow(batch, (now) => {
        replace(bar, receiptBar(now));
        said.textContent = `${count(now.stored + now.dead)} of ${count(now.received)} rows settled`;
      });
      this.state = 'done';
      await this.receipt(settled);
    } catch (error) {
      replace(this.body, failure({ title: error.title, message: `${error.message} Every row was taken in under the receipt ${batch}; only the outcome isn’t known yet.` }, () => this.settle(batch)));
    }
  }

  /** What the upload is called when it is sent again: the server then goes on where it was, and gives no second ids. */
  called() {
    if (!this.names.has(this.table)) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      this.names.set(this.table, `console ${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
    }
    return this.names.get(this.table);
  }

  post(progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', query(`/v1/ingest/${part(this.table)}/uploads`, { corrects: this.corrects }));
      request.setRequestHeader('Content-Type', this.lines ? 'application/x-ndjson' : 'text/csv');
      if (this.gzip) request.setRequestHeader('Content-Encoding', 'gzip');
      request.setRequestHeader('Sluice-Console', '1');
      request.setRequestHeader('Idempotency-Key', this.called());
      request.upload.onprogress = (event) => progress(event.loaded);
      request.onload = () => {
        let body = {};
        try {
          body = parse(request.responseText);
        } catch {
          body = { title: `The server answered with ${request.status}.` };
        }
        if (request.status < 300) resolve(body);
        else reject(new Problem(request.status, body));
      };
      request.onerror = () => reject({ title: 'The connection broke', message: 'Try again in a moment: it goes on with the rows that are not in yet, and none comes in twice.' });
      request.send(this.file);
    });
  }

  async receipt(receipt) {
    const batch = receipt.batchId;
    replace(this.side, badge(receipt.dead === 0 ? 'stored' : 'dead', receipt.dead === 0 ? 'all stored' : `${count(receipt.dead)} set aside`));
    const reasons = h('ul', { class: 'reasons' });
    replace(
      this.body,
      receiptBar(receipt),
      h('p', { class: 'receipt', role: 'status' }, h('strong', {}, rows(receipt.received)), ' received = ', h('strong', { class: 'c-stored' }, `${count(receipt.stored)} stored`), ' + ', h('strong', { class: receipt.dead > 0 ? 'c-dead' : undefined }, `${count(receipt.dead)} set aside`), '.'),
      receipt.dead > 0 && [
        reasons,
        h('div', { class: 'row' }, linkButton('See why, and mend', query('#/letters', { batch, state: 'all' }), 'letters', { class: 'button primary' }), linkButton('Failed rows as CSV', query('/v1/dead-letters', { format: 'csv', batch, table: this.table, state: 'all' }), 'down', { download: `${this.table}.rejects.csv` })),
      ],
      h('p', { class: 'hint' }, 'Receipt ', h('code', {}, batch), ', to be asked for at any time.'),
    );
    if (receipt.dead > 0) {
      const groups = await get(query('/v1/dead-letters/groups', { by: 'reason', batch, state: 'all' })).catch(() => ({ groups: [] }));
      replace(reasons, groups.groups.slice(0, 6).map((group) => {
        const [rule, field] = group.name.split('/');
        return h('li', {}, h('strong', {}, count(group.letters)), ' ', words(rule), field && [' in ', h('code', {}, field)]);
      }));
    }
  }
}

async function beginning(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), cut: false };
    text += decoder.decode(value, { stream: true });
    if (text.length > READ) {
      reader.cancel();
      return { text, cut: true };
    }
  }
}

/** Whose rows a file holds, by its name, then by its columns; nothing where two tables fit alike. */
function guess(name, text, lines, contracts) {
  const first = text.split('\n', 1)[0];
  const cells = lines ? [...first.matchAll(/"([a-z_][a-z0-9_]*)"\s*:/gi)].map((match) => match[1]) : (split(first, delimiterOf(text))[0] ?? []);
  const score = (contract) => {
    const columns = contract.columns.map((column) => column.name);
    const known = cells.filter((cell) => columns.includes(cell.trim().toLowerCase())).length;
    return (name.toLowerCase().startsWith(contract.table) ? 100 + contract.table.length : 0) + (known > 1 ? 10 * known : 0) + (cells.length === columns.length ? 5 : 0);
  };
  const best = contracts.map((contract) => ({ table: contract.table, score: score(contract) })).sort((a, b) => b.score - a.score);
  return best[0].score > 0 && best[0].score !== best[1]?.score ? best[0].table : undefined;
}
