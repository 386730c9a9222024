// Files that are dragged over the channel: where they would go, and taking them.
// @ts-check

import { createPortal, html, useEffect, useRef, useState } from '../html.js';
import { Icon, isCovered } from '../ui/ui.js';
import { filesOf, holdsFiles } from './files.js';

/** @param {{where: string, enabled: boolean, onFiles: (files: File[]) => void}} props */
export function DropTarget({ where, enabled, onFiles }) {
  const [over, tell] = useState(false);
  const act = useRef(onFiles);
  act.current = onFiles;
  useEffect(() => {
    if (!enabled) return undefined;
    let depth = 0;
    const usable = (event) => holdsFiles(event.dataTransfer) && !isCovered();
    const listeners = {
      dragenter: (event) => {
        if (!usable(event)) return;
        depth += 1;
        tell(true);
      },
      dragleave: () => {
        depth = Math.max(0, depth - 1);
        if (depth === 0) tell(false);
      },
      dragover: (event) => usable(event) && event.preventDefault(),
      drop: (event) => {
        depth = 0;
        tell(false);
        if (event.defaultPrevented || !usable(event)) return;
        event.preventDefault();
        act.current(filesOf(event.dataTransfer));
      },
    };
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
      tell(false);
    };
  }, [enabled]);
  if (!over) return null;
  return createPortal(html`<div class="composer-drop" aria-hidden="true"><div class="composer-drop-card">
    <${Icon} name="upload" size=${48} /><strong dir="auto">Drop to add to ${where}</strong><span>Up to 10 files of 10 MB</span>
  </div></div>`, document.body);
}
