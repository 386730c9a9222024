// Embeds of every kind: what bots write in frames, and what links unfold to.
// @ts-check

import { html, memo } from '../html.js';
import { Markdown } from '../markdown/view.js';
import { saidText } from '../markdown/time.js';
import { now } from '../state/now.js';
import { useStore } from '../state/store.js';
import { plain } from '../ui/colour.js';
import { Icon } from '../ui/ui.js';
import { hostOf, openable, ownPath } from './address.js';
import { fieldLines, merged } from './layout.js';
import { ofEmbed } from './media.js';
import { Elsewhere, Gallery, Tile } from './picture.js';

/** Room for pictures in an embed, in px. */
const WIDEST = 400;
const HIGHEST = 300;

/** @param {{message: any, guildId: string|null}} props `message` is one, or what a forward shows of one */
export const Embeds = memo(({ message, guildId }) => merged(message.embeds ?? []).map(({ embed, images }, at) => (
  embed.type === 'poll_result' || isEmpty(embed) ? null
    : isBare(embed) ? html`<div key=${at} class="msg-embed-bare"><${Gallery} items=${[ofEmbed(embed.thumbnail ?? embed.image, `bare ${at}`)]} /></div>`
      : html`<${Embed} key=${at} embed=${embed} images=${images} guildId=${guildId} message=${message} />`)),
(before, after) => before.message.embeds === after.message.embeds && before.guildId === after.guildId);

/** @param {any} embed */
const isEmpty = (embed) => !['title', 'description', 'image', 'thumbnail', 'video'].some((part) => embed[part]) && !embed.author?.name
  && !embed.footer?.text && !embed.provider?.name && !(embed.fields?.length > 0);

/** A link to a picture is only the picture. @param {any} embed */
const isBare = (embed) => ['image', 'gifv'].includes(embed.type) && (embed.thumbnail ?? embed.image) && !embed.title && !embed.description;

/** @param {{embed: any, images: any[], guildId: string|null, message: any}} props */
function Embed({ embed, images, guildId, message }) {
  const color = typeof embed.color === 'number' ? plain(embed.color) : undefined;
  const large = ['video', 'article'].includes(embed.type) && embed.thumbnail && images.length === 0;
  const pictures = (large ? [embed.thumbnail] : images).map((image, at) => ofEmbed(image, `image ${at}`));
  if (embed.video && pictures.length > 0) pictures[0] = { ...pictures[0], path: null, url: embed.url ?? embed.video.url ?? '', video: true };
  const beside = embed.thumbnail && !large;
  return html`<div class=${`msg-embed${beside ? ' has-thumbnail' : ''}`} style=${color ? { '--embed': color } : undefined}
    aria-label=${embed.title ? `Embed: ${embed.title}` : 'Embed'} role="group">
    <div class="msg-embed-main">
      ${embed.provider?.name && html`<${Provider} provider=${embed.provider} />`}
      ${embed.author?.name && html`<${Author} author=${embed.author} />`}
      ${embed.title && html`<${Title} embed=${embed} guildId=${guildId} />`}
      ${embed.description && html`<div class="msg-embed-text"><${Markdown} text=${embed.description} guildId=${guildId} /></div>`}
      ${embed.fields?.length > 0 && html`<${Fields} fields=${embed.fields} guildId=${guildId} />`}
    </div>
    ${beside && html`<${Thumbnail} image=${embed.thumbnail} />`}
    ${pictures.length > 0 && html`<div class="msg-embed-pictures"><${Gallery} items=${pictures} widest=${WIDEST} highest=${HIGHEST} /></div>`}
    ${(embed.footer?.text || embed.timestamp) && html`<${Footer} embed=${embed} />`}
  </div>`;
}

/** @param {{address: any, class?: string, children?: any}} props */
function Linked({ address, class: look = '', children }) {
  const href = openable(address);
  return href ? html`<a class=${look} href=${href} rel="noreferrer noopener" target="_blank">${children}</a>`
    : html`<span class=${look}>${children}</span>`;
}

/** A small picture beside a name; one of another place is a sign with the host's name. @param {{address: any}} props */
function Face({ address }) {
  if (!address) return null;
  const path = ownPath(address);
  if (path) return html`<img class="msg-embed-face" src=${path} alt="" loading="lazy" />`;
  const host = hostOf(address);
  return html`<span class="msg-embed-face elsewhere" title=${`Picture from ${host}`}><${Icon} name="image" size=${14} label=${`Picture from ${host}`} /></span>`;
}

const Provider = ({ provider }) => html`<div class="msg-embed-provider"><${Linked} address=${provider.url}><bdi>${provider.name}</bdi><//></div>`;

const Author = ({ author }) => html`<div class="msg-embed-author"><${Face} address=${author.proxy_icon_url ?? author.icon_url} />
  <${Linked} address=${author.url} class="msg-embed-author-name"><bdi>${author.name}</bdi><//></div>`;

const Title = ({ embed, guildId }) => html`<div class="msg-embed-title"><${Linked} address=${embed.url}>
  <${Markdown} text=${embed.title} guildId=${guildId}
    place=${openable(embed.url) ? 'label' : 'title'} /><//></div>`;

const Fields = ({ fields, guildId }) => html`<div class="msg-fields">${fieldLines(fields).map((line, at) => html`<div key=${at}
  class="msg-fields-line" style=${{ '--abreast': line.length }}>${line.map((field, number) => html`<div key=${number} class="msg-field">
    <div class="msg-field-name"><${Markdown} text=${field.name ?? ''} guildId=${guildId} place="title" /></div>
    <div class="msg-field-value"><${Markdown} text=${field.value ?? ''} guildId=${guildId} /></div>
  </div>`)}</div>`)}</div>`;

/** @param {{image: any}} props */
function Thumbnail({ image }) {
  const media = ofEmbed(image, 'thumbnail');
  return html`<div class=${`msg-embed-thumbnail${media.path ? '' : ' elsewhere'}`}>
    ${media.path ? html`<${Tile} item=${media} all=${[media]} small=${true} />` : html`<${Elsewhere} item=${media} broken=${false} />`}
  </div>`;
}

/** @param {{embed: any}} props */
function Footer({ embed }) {
  const locale = useStore((state) => state.locale);
  const { footer, timestamp } = embed;
  const at = timestamp ? Date.parse(timestamp) : Number.NaN;
  return html`<div class="msg-embed-foot"><${Face} address=${footer?.proxy_icon_url ?? footer?.icon_url} />
    <span>${footer?.text && html`<bdi>${footer.text}</bdi>`}${footer?.text && !Number.isNaN(at) && html`<span class="msg-embed-dot" aria-hidden="true">•</span>`}
    ${!Number.isNaN(at) && html`<time datetime=${timestamp}>${saidText(at, now(), locale)}</time>`}</span></div>`;
}
