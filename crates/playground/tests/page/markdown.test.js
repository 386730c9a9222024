// Discord's markdown, as it is written and as it is understood.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isJumbo, parse, plain } from '../../page/js/markdown/parser.js';

/** A tree as a short text: `strong(a em(b))`. */
const show = (nodes) => nodes.map((node) => {
  switch (node.type) {
    case 'text': return node.text;
    case 'code': return `code(${node.text})`;
    case 'codeblock': return `block[${node.lang}](${node.text})`;
    case 'url': return `url(${node.text})`;
    case 'link': return `link[${node.href}${node.title ? `|${node.title}` : ''}](${show(node.content)})`;
    case 'heading': return `h${node.level}(${show(node.content)})`;
    case 'list': return `${node.ordered ? `ol${node.start}` : 'ul'}(${node.items.map(show).join(';')})`;
    case 'user': case 'role': case 'channel': case 'place': return `${node.type}(${node.id})`;
    case 'everyone': return `all(${node.text})`;
    case 'command': return `command(${node.name}|${node.id})`;
    case 'emoji': return `emoji(${node.animated ? 'a:' : ''}${node.name}|${node.id})`;
    case 'glyph': return `glyph(${node.text})`;
    case 'time': return `time(${node.seconds}|${node.style})`;
    default: return `${node.type}(${show(node.content)})`;
  }
}).join('');

const holds = (name, pairs, place) => test(name, () => {
  for (const [written, understood] of pairs) assert.equal(show(parse(written, place)), understood, JSON.stringify(written));
});

holds('emphasis is understood', [
  ['*a*', 'em(a)'],
  ['_a_', 'em(a)'],
  ['**a**', 'strong(a)'],
  ['__a__', 'u(a)'],
  ['~~a~~', 's(a)'],
  ['||a||', 'spoiler(a)'],
  ['***a***', 'em(strong(a))'],
  ['___a___', 'em(u(a))'],
  ['**a *b* c**', 'strong(a em(b) c)'],
  ['*a **b** c*', 'em(a strong(b) c)'],
  ['***a* b**', 'strong(em(a) b)'],
  ['***a** b*', 'em(strong(a) b)'],
  ['__**a**__ ~~||b||~~', 'u(strong(a)) s(spoiler(b))'],
  ['**a\nb**', 'strong(a\nb)'],
  ['*one*two', 'em(one)two'],
]);

holds('signs that mean nothing stay', [
  ['snake_case_words', 'snake_case_words'],
  ['_a_b', '_a_b'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['*a *', '*a *'],
  ['b * a*', 'b * a*'],
  ['**', '**'],
  ['****', '****'],
  ['**a', '**a'],
  ['a ** b ** c', 'a strong( b ) c'],
  ['~a~', '~a~'],
  ['|a|', '|a|'],
  [':smile:', ':smile:'],
  ['<b>bold</b>', '<b>bold</b>'],
  ['¯\\_(ツ)_/¯', '¯\\_(ツ)_/¯'],
  ['@everyones', 'all(@everyone)s'],
  ['<@abc> <#> <t:x> <:a b:1>', '<@abc> <#> <t:x> <:a b:1>'],
]);

holds('a backslash takes the meaning away', [
  ['\\*a\\*', '*a*'],
  ['**a\\** b**', 'strong(a** b)'],
  ['_a\\_', '_a_'],
  ['\\\\*a*', '\\em(a)'],
  ['\\a', '\\a'],
  ['\\`a`', '`a`'],
  ['\\<@1>', '<@1>'],
  ['\\# no', '# no'],
  ['\\😀', '😀'],
  ['a\\', 'a\\'],
]);

holds('code keeps what is in it', [
  ['`*a*`', 'code(*a*)'],
  ['``a`b``', 'code(a`b)'],
  ['`` `a` ``', 'code(`a`)'],
  ['`a', '`a'],
  ['``a`', 'code(`a)'],
  ['```a```', 'block[](a)'],
  ['```js\nlet a;\n```', 'block[js](let a;)'],
  ['```RUST\nfn a() {}\n```\nafter', 'block[rust](fn a() {})after'],
  ['```\n\n  a\n\n```', 'block[](  a)'],
  ['```js\n```', 'block[](js)'],
  ['before ```c++\nint a;``` after', 'before block[c++](int a;) after'],
  ['``````', '``````'],
  ['a\n```\n# b\n> c\n```', 'a\nblock[](# b\n> c)'],
]);

holds('lines are headings, subtext and quotes', [
  ['# a', 'h1(a)'],
  ['## a\nb', 'h2(a)b'],
  ['### **a**', 'h3(strong(a))'],
  ['#### a', '#### a'],
  ['#a', '#a'],
  ['# ', '# '],
  ['a # b', 'a # b'],
  ['-# a', 'subtext(a)'],
  ['-# *a*\n# b', 'subtext(em(a))h1(b)'],
  ['> a', 'quote(a)'],
  ['> a\n> b\nc', 'quote(a\nb)c'],
  ['>a', '>a'],
  ['a\n>>> b\n\n# c', 'a\nquote(b\n\nh1(c))'],
  ['> > a', 'quote(> a)'],
  ['> ```\n> a\n> ```', 'quote(block[](a))'],
  ['**a\n> b**', 'strong(a\n> b)'],
  ['> - a\n> - b', 'quote(ul(a;b))'],
]);

holds('lists nest by how far they are indented', [
  ['- a', 'ul(a)'],
  ['* a\n* b', 'ul(a;b)'],
  ['1. a\n2. b', 'ol1(a;b)'],
  ['7. a\n8. b', 'ol7(a;b)'],
  ['- a\n  - b\n    - c\n- d', 'ul(a\nul(b\nul(c));d)'],
  ['- a\n  still a\nb', 'ul(a\nstill a)b'],
  ['- a\n\n- b', 'ul(a)\nul(b)'],
  ['- a\n1. b\n2. c', 'ul(a)ol1(b;c)'],
  ['-a', '-a'],
  ['- ', '- '],
  ['- # a', 'ul(h1(a))'],
  ['1. a\n   - b', 'ol1(a\nul(b))'],
  ['text\n- a', 'text\nul(a)'],
]);

holds('links go to http and https only', [
  ['https://example.org/a_b_c', 'url(https://example.org/a_b_c)'],
  ['(https://example.org/a)', '(url(https://example.org/a))'],
  ['https://example.org/a_(b)', 'url(https://example.org/a_(b))'],
  ['see https://example.org/a.', 'see url(https://example.org/a).'],
  ['<https://example.org>', 'url(https://example.org)'],
  ['[a](https://example.org)', 'link[https://example.org/](a)'],
  ['[**a**](https://example.org "b)")', 'link[https://example.org/|b)](strong(a))'],
  ['[a](<https://example.org/b>)', 'link[https://example.org/b](a)'],
  ['[a](https://example.org/(b))', 'link[https://example.org/(b)](a)'],
  ['[a [b](https://c.example)', '[a link[https://c.example/](b)'],
  ['[a](javascript:alert(1))', '[a](javascript:alert(1))'],
  ['[a](data:text/html,b)', '[a](data:text/html,b)'],
  ['[a](https://)', '[a](https://)'],
  ['[](https://example.org)', '[](url(https://example.org))'],
  ['[https://bank.example](https://thief.example)', '[url(https://bank.example)](url(https://thief.example))'],
  ['ftp://example.org javascript:a', 'ftp://example.org javascript:a'],
  ['http:// a', 'http:// a'],
  ['HTTPS://EXAMPLE.ORG', 'url(HTTPS://EXAMPLE.ORG)'],
]);

holds('mentions, emojis and timestamps stand for something', [
  ['<@1> <@!2> <@&3> <#4>', 'user(1) user(2) role(3) channel(4)'],
  ['@everyone @here', 'all(@everyone) all(@here)'],
  ['</a:1> </a b c:2>', 'command(a|1) command(a b c|2)'],
  ['</a b c d:2>', '</a b c d:2>'],
  ['<:a_b:1><a:c:2>', 'emoji(a_b|1)emoji(a:c|2)'],
  ['<t:0> <t:1:R> <t:-5:F> <t:9:s>', 'time(0|f) time(1|R) time(-5|F) time(9|s)'],
  ['<t:99999999999999999>', '<t:99999999999999999>'],
  ['<id:customize> <id:linked-roles:5>', 'place(customize) place(linked-roles:5)'],
  ['**<@1>**', 'strong(user(1))'],
  ['😀', 'glyph(😀)'],
  ['👩‍👩‍👧🏽a🇩🇪🇫🇷1️⃣❤️', 'glyph(👩‍👩‍👧🏽)aglyph(🇩🇪)glyph(🇫🇷)glyph(1️⃣)glyph(❤️)'],
  ['© 12 # ™', '© 12 # ™'],
]);

holds('titles have no blocks and no mentions', [
  ['# a', '# a'],
  ['<@1> **b**', '<@1> strong(b)'],
  ['```a```', 'code(a)'],
], 'title');

holds('previews are one line without links', [
  ['> a', '> a'],
  ['<@1> https://example.org', 'user(1) https://example.org'],
  ['```js\na\n```', 'code(a)'],
], 'line');

test('emojis alone are large, up to thirty', () => {
  const large = (text) => isJumbo(parse(text));
  assert.ok(large('😀'));
  assert.ok(large('😀 <:a:1>\n🎉'));
  assert.ok(large('😀'.repeat(30)));
  assert.ok(!large('😀'.repeat(31)));
  assert.ok(!large('😀 a'));
  assert.ok(!large(''));
  assert.ok(!large('# 😀'));
});

test('what is read out has no markup', () => {
  assert.equal(plain(parse('**a** ||b|| <@1>'), (node) => (node.type === 'user' ? '@Ann' : undefined)), 'a b @Ann');
  assert.equal(plain(parse('# a\n- b\n- c')), 'a\nb\nc\n');
});
