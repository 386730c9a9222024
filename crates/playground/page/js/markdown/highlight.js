// Code in colours, for the languages that bots and people show most: words, texts, numbers and remarks. Pure, linear.
// @ts-check

/** @typedef {{kind: ''|'comment'|'string'|'number'|'keyword'|'name'|'call'|'added'|'removed'|'meta', text: string}} Piece */

const words = (list) => new Set(list.split(' '));

const C_LIKE = words('if else for while do switch case default break continue return struct enum union const static void int '
  + 'char float double long short unsigned signed bool true false null nullptr auto class public private protected virtual '
  + 'new delete this template typename namespace using try catch throw extends implements interface package import final '
  + 'abstract override func go defer chan map range type var let string byte in out ref async await foreach');
const SCRIPT = words('async await break case catch class const continue debugger default delete do else enum export extends '
  + 'false finally for from function get if implements import in instanceof interface let new null of return set static '
  + 'super switch this throw true try type typeof undefined var void while with yield as satisfies readonly declare');
const RUST = words('as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod '
  + 'move mut pub ref return self Self static struct super trait true type unsafe use where while macro_rules');
const PYTHON = words('and as assert async await break class continue def del elif else except False finally for from global if '
  + 'import in is lambda None nonlocal not or pass raise return True try while with yield match case self');
const SHELL = words('if then else elif fi for in do done while until case esac function return exit export local set unset '
  + 'source echo cd sudo alias true false');
const SQL = words('select from where insert into values update set delete create table index view drop alter add primary key '
  + 'foreign references not null unique default and or in is like between join left right inner outer on group by order '
  + 'having limit offset as distinct union all case when then else end begin commit rollback returning with exists');
const PLAIN = words('true false null yes no on off');

/** @typedef {{words: Set<string>, line?: string[], block?: [string, string], quotes: string, fold?: boolean, long?: boolean}} Language */
/** @type {Record<string, Language>} */
const LANGUAGES = {
  script: { words: SCRIPT, line: ['//'], block: ['/*', '*/'], quotes: '"\'`' },
  rust: { words: RUST, line: ['//'], block: ['/*', '*/'], quotes: '"' },
  c: { words: C_LIKE, line: ['//'], block: ['/*', '*/'], quotes: '"\'' },
  python: { words: PYTHON, line: ['#'], quotes: '"\'', long: true },
  shell: { words: SHELL, line: ['#'], quotes: '"\'' },
  sql: { words: SQL, line: ['--'], block: ['/*', '*/'], quotes: '"\'', fold: true },
  data: { words: PLAIN, line: ['#', ';'], quotes: '"\'' },
  json: { words: PLAIN, line: ['//'], block: ['/*', '*/'], quotes: '"' },
  css: { words: words('important'), block: ['/*', '*/'], quotes: '"\'' },
  markup: { words: new Set(), block: ['<!--', '-->'], quotes: '"\'' },
};
const NAMES = { js: 'script', javascript: 'script', jsx: 'script', mjs: 'script', ts: 'script', typescript: 'script',
  tsx: 'script', rs: 'rust', rust: 'rust', c: 'c', 'c++': 'c', cpp: 'c', h: 'c', java: 'c', 'c#': 'c', cs: 'c', csharp: 'c',
  go: 'c', golang: 'c', kotlin: 'c', kt: 'c', swift: 'c', php: 'c', py: 'python', python: 'python', sh: 'shell',
  bash: 'shell', shell: 'shell', zsh: 'shell', console: 'shell', dockerfile: 'shell', sql: 'sql', yaml: 'data', yml: 'data',
  toml: 'data', ini: 'data', properties: 'data', json: 'json', jsonc: 'json', json5: 'json', css: 'css', scss: 'css',
  html: 'markup', xml: 'markup', svg: 'markup' };

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\w*/iy;
/** Longer code is shown as it is. */
const MOST = 20_000;

/** @param {string} code @param {string} language as it was named @returns {Piece[]} */
export function highlight(code, language) {
  if (code.length > MOST) return [{ kind: '', text: code }];
  if (language === 'diff') return lines(code);
  const name = NAMES[language];
  return name ? tokens(code, LANGUAGES[name]) : [{ kind: '', text: code }];
}

/** @param {string} code @returns {Piece[]} */
function lines(code) {
  return code.split(/(?<=\n)/).map((text) => {
    if (/^(\+\+\+|---|@@|diff )/.test(text)) return { kind: 'meta', text };
    return { kind: text[0] === '+' ? 'added' : text[0] === '-' ? 'removed' : '', text };
  });
}

/** @param {string} code @param {Language} language */
function tokens(code, language) {
  /** @type {Piece[]} */
  const pieces = [];
  const add = (kind, text) => {
    const last = pieces[pieces.length - 1];
    if (last && last.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  for (let i = 0; i < code.length; ) {
    const [kind, end] = token(code, i, language);
    add(kind, code.slice(i, end));
    i = end;
  }
  return pieces;
}

/** @param {string} code @param {number} i @param {Language} language @returns {[Piece['kind'], number]} */
function token(code, i, { words: keywords, line, block, quotes, fold, long }) {
  if (block && code.startsWith(block[0], i)) {
    const close = code.indexOf(block[1], i + block[0].length);
    return ['comment', close < 0 ? code.length : close + block[1].length];
  }
  if (line?.some((sign) => code.startsWith(sign, i))) return ['comment', lineEnd(code, i)];
  const sign = code[i];
  if (quotes.includes(sign)) return ['string', stringEnd(code, i, sign, long)];
  WORD.lastIndex = i;
  const word = WORD.exec(code)?.[0];
  if (word) {
    const end = i + word.length;
    if (keywords.has(fold ? word.toLowerCase() : word)) return ['keyword', end];
    if (code[end] === '(' || code[end] === '!') return ['call', end];
    return [/^\p{Lu}/u.test(word) ? 'name' : '', end];
  }
  NUMBER.lastIndex = i;
  const number = NUMBER.exec(code)?.[0];
  return number ? ['number', i + number.length] : ['', i + 1];
}

/** @param {string} code @param {number} i */
function lineEnd(code, i) {
  const end = code.indexOf('\n', i);
  return end < 0 ? code.length : end;
}

/** @param {string} code @param {number} i @param {string} quote @param {boolean} [long] whether three of them hold lines */
function stringEnd(code, i, quote, long) {
  if (long && code.startsWith(quote.repeat(3), i)) {
    const close = code.indexOf(quote.repeat(3), i + 3);
    return close < 0 ? code.length : close + 3;
  }
  for (let at = i + 1; at < code.length; at++) {
    if (code[at] === '\\') at += 1;
    else if (code[at] === quote) return at + 1;
    else if (code[at] === '\n' && quote !== '`') return at;
  }
  return code.length;
}
