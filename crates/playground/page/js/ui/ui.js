// The primitives that every part is made of, in one place to import from.
// @ts-check

export { announce, toast } from './announce.js';
export { AppBadge, Avatar, GuildIcon, STATUS, tintOf } from './avatar.js';
export { Button, IconButton, Spinner } from './button.js';
export { confirm, Dialog } from './dialog.js';
export { Choice, SelectField, Switch, TextField } from './field.js';
export { Icon } from './icons.js';
export { isCovered } from './layers.js';
export { Listbox, optionId, step } from './listbox.js';
export { useMedia, usePhone } from './media.js';
export { Menu } from './menu.js';
export { Popover } from './popover.js';
export { Tooltip } from './tooltip.js';
