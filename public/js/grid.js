// A table of fields works as a sheet does (table[data-grid]): arrows and Enter move from cell to cell, Esc gives back
// what the cell had, Ctrl+Enter sends, and cells copied from a spreadsheet go down and across from the cell they are
// pasted into. Tab goes on as on any page, and without script so does everything.
for (const table of document.querySelectorAll('table[data-grid]')) listen(table);

function listen(table) {
  const status = document.getElementById(table.dataset.grid);
  table.addEventListener('keydown', event => {
    const cell = cellAt(event.target);
    if (!cell || event.altKey || event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return void cell.form.requestSubmit(saveOf(cell));
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') giveBack(event, cell);
    else move(event, table, cell);
  });
  table.addEventListener('paste', event => {
    const cell = cellAt(event.target);
    const lines = linesOf(event.clipboardData.getData('text/plain'));
    if (!cell || (lines.length === 1 && lines[0].length === 1)) return; // one value goes where the caret is
    event.preventDefault();
    say(status, fill(gridOf(table), cell, lines));
  });
}

function cellAt(target) {
  return target instanceof HTMLInputElement ? target : undefined;
}

/** The fields of the table, row by row. */
function gridOf(table) {
  return [...table.tBodies[0].rows].map(row => [...row.querySelectorAll('input:not([type=hidden])')]);
}

function placeOf(grid, cell) {
  const row = grid.findIndex(cells => cells.includes(cell));
  return { row, column: grid[row].indexOf(cell) };
}

const ways = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Enter: [1, 0] };

function move(event, table, cell) {
  const way = ways[event.key];
  if (!way || (way[1] !== 0 && !isAtEnd(cell, way[1]))) return;
  const [down, across] = event.key === 'Enter' && event.shiftKey ? [-1, 0] : way;
  if (event.shiftKey && event.key !== 'Enter') return;
  event.preventDefault();
  const grid = gridOf(table);
  const { row, column } = placeOf(grid, cell);
  const next = grid[row + down]?.[column + across];
  if (next) select(next);
  else if (event.key === 'Enter' && down === 1) saveOf(cell).focus();
}

/** Below the last row stands the button that keeps what was written. */
function saveOf({ form }) {
  return form.querySelector('button[name=action]');
}

/** Left and right move within the text first. */
function isAtEnd({ selectionStart, selectionEnd, value }, way) {
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return selectionStart === selectionEnd && selectionStart === (way > 0 ? value.length : 0);
}

function select(cell) {
  cell.focus();
  cell.select();
}

function giveBack(event, cell) {
  if (cell.value === cell.defaultValue) return;
  event.preventDefault();
  cell.value = cell.defaultValue;
  cell.select();
  cell.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Cells of a spreadsheet as text: tabs between them, quotation marks around one with a line break in it. */
function linesOf(text) {
  const cells = text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g);
  const lines = [[]];
  for (const [whole, quoted, plain, end] of cells) {
    if (whole === '') break;
    lines.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replaceAll(/\s*[\r\n]+\s*/g, ' ').trim());
    if (end !== '\t' && end !== '') lines.push([]);
  }
  if (lines.at(-1).length === 0 && lines.length > 1) lines.pop();
  return lines;
}

function fill(grid, cell, lines) {
  const { row, column } = placeOf(grid, cell);
  let filled = 0;
  let left = 0;
  lines.forEach((cells, down) =>
    cells.forEach((value, across) => {
      const target = grid[row + down]?.[column + across];
      if (!target) return void (left += 1);
      target.value = target.maxLength > 0 ? value.slice(0, target.maxLength) : value;
      target.dispatchEvent(new Event('input', { bubbles: true }));
      filled += 1;
    }),
  );
  select(grid[Math.min(grid.length, row + lines.length) - 1]?.[column] ?? cell);
  return { filled, left };
}

function say(status, { filled, left }) {
  const texts = status.dataset;
  const count = (text, n) => text.replace('{count}', String(n));
  status.textContent = [count(texts.textFilled, filled), left > 0 ? count(texts.textLeft, left) : '']
    .filter(Boolean)
    .join(' ');
}
