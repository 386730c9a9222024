// A block of code: in colours where the language is known, and with a button that copies it.
// @ts-check

import { html, memo } from '../html.js';
import { IconButton, toast } from '../ui/ui.js';
import { highlight } from './highlight.js';

/** @param {{lang: string, text: string}} props */
export const CodeBlock = memo(({ lang, text }) => {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast('Copied', 'success');
    } catch {
      toast('This browser does not let the page copy.', 'danger');
    }
  };
  return html`<div class="md-block" dir="ltr">
    <pre><code>${highlight(text, lang).map(({ kind, text: piece }, at) =>
      (kind ? html`<span key=${at} class=${`md-${kind}`}>${piece}</span>` : piece))}</code></pre>
    <${IconButton} icon="copy" label="Copy code" size=${16} class="md-copy" onClick=${copy} />
  </div>`;
});
