// Splits CSV the way people see it. What a row is worth, the server judges: this only shows its cells.

export function split(text, delimiter) {
  const lines = [];
  let cells = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    cells.push(cell);
    cell = '';
  };
  const endLine = () => {
    endCell();
    if (cells.some((each) => each.trim() !== '')) lines.push(cells);
    cells = [];
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"' && quoted && text[i + 1] === '"') {
      cell += c;
      i += 1;
    } else if (c === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (c === delimiter && !quoted) endCell();
    else if (c === '\n' && !quoted) endLine();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || cells.length > 0) endLine();
  return lines;
}

export function delimiterOf(text) {
  const first = text.split('\n', 1)[0];
  return [',', ';', '\t', '|'].map((each) => ({ each, cells: first.split(each).length })).sort((a, b) => b.cells - a.cells)[0].each;
}

/** The first whole lines of a text that was cut somewhere. */
export function wholeLines(text, most, isCut) {
  let end = 0;
  let lines = 0;
  let quoted = false;
  for (let i = 0; i < text.length && lines < most; i += 1) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === '\n' && !quoted) {
      end = i + 1;
      lines += 1;
    }
  }
  return !isCut && lines < most ? text : text.slice(0, end);
}
