// A part of the page that may fail: then it says so and can be tried again, and the rest goes on.
// @ts-check

import { html, useErrorBoundary } from '../html.js';
import { Button, Icon } from '../ui/ui.js';

/** @param {{name: string, children?: any}} props the name as people call it: "The list of channels" */
export function Part({ name, children }) {
  const [error, again] = useErrorBoundary((cause) => console.error(`${name}:`, cause));
  if (!error) return children;
  return html`<div class="broken" role="alert">
    <${Icon} name="warning" size=${28} />
    <p><strong>${name} could not be shown.</strong></p>
    <p class="broken-cause">${String(error.message ?? error)}</p>
    <${Button} kind="secondary" size="s" icon="refresh" onClick=${again}>Try again<//>
  </div>`;
}
