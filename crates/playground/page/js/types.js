// Shapes of what the simulator tells: Discord's own objects, as REST v10 shows them, with what the playground adds.
// @ts-check

/** @typedef {string} Id A snowflake in digits. */

/**
 * @typedef {{id: Id, username: string, global_name: string|null, avatar: string|null, bot?: boolean}} User
 * @typedef {{user: User, nick: string|null, avatar: string|null, roles: Id[], joined_at: string,
 *   communication_disabled_until?: string|null, status?: string, activities?: any[]}} Member
 * @typedef {{id: Id, name: string, color: number, hoist: boolean, position: number, permissions: string,
 *   managed: boolean, mentionable: boolean}} Role
 * @typedef {{id: Id, name: string, icon: string|null, owner_id: Id, roles: Role[], emojis: any[], stickers?: any[],
 *   me: Member, permissions: string, member_count?: number, description?: string|null,
 *   voice_states?: {user_id: Id, channel_id: Id|null, self_mute?: boolean, self_deaf?: boolean}[]}} Guild
 * @typedef {{id: Id, type: number, guild_id?: Id, name?: string, topic?: string|null, position?: number,
 *   parent_id?: Id|null, permissions: string, last_message_id?: Id|null, recipients?: User[], nsfw?: boolean,
 *   rate_limit_per_user?: number, thread_metadata?: any, owner_id?: Id, message_count?: number, member_count?: number,
 *   available_tags?: any[], applied_tags?: Id[], member?: any, user_limit?: number, flags?: number,
 *   permission_overwrites?: {id: Id, type: number, allow: string, deny: string}[]}} Channel
 * @typedef {{id: Id, channel_id: Id, type: number, author: User, member?: Partial<Member>, content: string,
 *   timestamp: string, edited_timestamp: string|null, flags: number, attachments: any[], embeds: any[],
 *   components: any[], mentions: User[], mention_roles: Id[], mention_everyone: boolean, pinned: boolean,
 *   reactions?: {emoji: {id: Id|null, name: string, animated?: boolean}, count: number, me: boolean}[],
 *   message_reference?: any, referenced_message?: Message|null, interaction_metadata?: any, poll?: any, thread?: Channel,
 *   sticker_items?: any[], message_snapshots?: any[], webhook_id?: Id, application_id?: Id, nonce?: string}} Message
 * @typedef {{id: Id, name: string, description?: string, icon?: string|null, user?: User}} Application
 * @typedef {{id: Id, nonce: string|null, application_id: Id, channel_id: Id, message_id: Id|null, type: number,
 *   name: string, custom_id: string|null, state: 'waiting'|'answered'|'failed'|'done', answer: string|null,
 *   modal: null|{custom_id: string, title: string, components: any[]},
 *   choices: null|{name: string, value: any}[]}} Interaction
 * @typedef {{now: string, frozen: boolean, ahead_ms: number}} Clock
 * @typedef {{user: User, locale: string, guilds: {id: Id, name: string, owner: boolean,
 *   roles: {id: Id, name: string, color: number}[], nick: string|null}[]}} Person
 * @typedef {{nonce: string, channel_id: Id, content: string, files: File[], rest: Record<string, any>, reply: Message|null,
 *   at: string, error: string|null}} Pending A message of ours that has not arrived yet.
 * @typedef {{id: number, command: string, application: Id, text: string, again: () => void}} Notice
 *   A command that the simulator did not take.
 * @typedef {{items: Message[], before: boolean, after: boolean, status: 'loading'|'ready'|'failed',
 *   error?: string}} Page The part of a channel's messages that is here: items oldest first, and whether there is more.
 */

export {};
