// What broken rules mean, and what helps: by Discord's names and numbers of them. Pure.
// @ts-check

/** @typedef {{means: string, remedy?: string}} Meaning */

/** Rules of bodies (50035). @type {Record<string, Meaning>} */
const FORM = {
  BASE_TYPE_REQUIRED: { means: 'A field that must be there is missing.', remedy: 'Add it. A field that is null counts as missing here.' },
  BASE_TYPE_MAX_LENGTH: { means: 'A text or a list is longer than Discord takes.', remedy: 'Cut it before sending; count characters, not bytes.' },
  BASE_TYPE_BAD_LENGTH: { means: 'A text or a list is too short or too long.', remedy: 'Keep it between the two numbers that the message names; an empty text is often the cause.' },
  BASE_TYPE_MIN_LENGTH: { means: 'A text or a list is too short.', remedy: 'Leave the field away where it has nothing to say.' },
  BASE_TYPE_CHOICES: { means: 'The value is none of those that exist here.', remedy: 'Use one that the message lists; some types only fit some kinds of interactions.' },
  UNION_TYPE_CHOICES: { means: 'This kind of component does not belong in this place.', remedy: 'Buttons and selects stand in an action row (or as an accessory); text inputs in a label of a modal.' },
  NUMBER_TYPE_COERCE: { means: 'A number or an id is expected.', remedy: 'Ids are digits in quotes.' },
  NUMBER_TYPE_MAX: { means: 'The number is too large.', remedy: 'Keep below the bound that the message names.' },
  NUMBER_TYPE_MIN: { means: 'The number is too small.', remedy: 'Keep above the bound that the message names.' },
  STRING_TYPE_CONVERT: { means: 'A text is expected.', remedy: 'Send it in quotes.' },
  STRING_TYPE_REGEX: { means: 'The text has a form that is not allowed.', remedy: 'Names of commands and options are lower case, 1 to 32 characters, without spaces.' },
  LIST_TYPE_CONVERT: { means: 'A list is expected.', remedy: 'Put it into brackets, also when it is a single one.' },
  DICT_TYPE_CONVERT: { means: 'An object is expected.' },
  MODEL_TYPE_CONVERT: { means: 'An object is expected.' },
  BOOLEAN_TYPE_CONVERT: { means: 'true or false is expected.' },
  DATE_TIME_TYPE_PARSE: { means: 'A moment in ISO 8601 is expected.', remedy: 'Write it like 2026-11-20T17:30:00+00:00.' },
  URL_TYPE_INVALID_URL: { means: 'This is no address.', remedy: 'Write it whole, with https:// in front.' },
  URL_TYPE_INVALID_SCHEME: { means: 'Addresses of this scheme are not taken.', remedy: 'Use https://, or attachment://name for a file of this message.' },
  CONTENT_TYPE_INVALID: { means: 'The request does not say in what form its body is.', remedy: 'Send Content-Type: application/json, or multipart/form-data with files.' },
  MULTIPART_INVALID: { means: 'The form cannot be read.', remedy: 'The boundary of the header must be the one in the body, and payload_json one of its parts.' },
  COMPONENT_CUSTOM_ID_DUPLICATED: { means: 'Two components have the same custom_id.', remedy: 'Put something into each that tells them apart, such as its place.' },
  COMPONENT_ID_DUPLICATED: { means: 'Two components have the same numeric id.', remedy: 'Leave ids away: Discord numbers them.' },
  COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED: { means: 'There are more than 40 components, nested ones included.', remedy: 'Show less, or page through it.' },
  COMPONENT_LAYOUT_WIDTH_EXCEEDED: { means: 'A row is too full.', remedy: 'A row holds five buttons, or one select.' },
  COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED: { means: 'All texts together have more than 4,000 characters.', remedy: 'Shorten them, or page through them.' },
  BUTTON_COMPONENT_CUSTOM_ID_REQUIRED: { means: 'A button that is no link needs a custom_id.' },
  BUTTON_COMPONENT_URL_REQUIRED: { means: 'A link button needs a url.' },
  BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED: { means: 'A button must say something.', remedy: 'Give it a label or an emoji.' },
  BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE: { means: 'A button is a link or sends something, not both.', remedy: 'Take away custom_id or url.' },
  BUTTON_COMPONENT_INVALID_EMOJI: { means: 'There is no such emoji.', remedy: 'Unicode emojis go into name; custom ones need their id, and the bot must have access.' },
  BUTTON_COMPONENT_FIELD_NOT_ALLOWED: { means: 'This field does not fit the style of the button.' },
  SELECT_COMPONENT_OPTION_VALUE_DUPLICATED: { means: 'Two options of a select have the same value.' },
  SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES: { means: 'More is chosen at first than may be chosen.', remedy: 'Raise max_values, or mark fewer options as default.' },
  SELECT_COMPONENT_DISABLED_IN_MODAL: { means: 'A select of a modal cannot be disabled.' },
  MAX_EMBED_SIZE_EXCEEDED: { means: 'All embeds together have more than 6,000 characters.', remedy: 'Shorten them, or send a second message.' },
  MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2: { means: 'With IS_COMPONENTS_V2 a message has no content, embeds, polls or stickers.', remedy: 'Put the text into a text component (type 10), or leave the flag (1 << 15) away.' },
  MESSAGE_COMPONENTS_V2_FLAG_REMOVED: { means: 'A message that once had IS_COMPONENTS_V2 keeps it.', remedy: 'Send the flag with each edit that has flags.' },
  MESSAGE_FLAGS_NOT_ALLOWED: { means: 'A flag that bots may not set here.', remedy: 'Answers take EPHEMERAL, SUPPRESS_EMBEDS, IS_COMPONENTS_V2 and those of voice messages.' },
  MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE: { means: 'allowed_mentions both lists ids and parses the same kind.', remedy: 'Take away users (or roles) in parse where ids are listed.' },
  UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND: { means: 'attachment://… names a file that the message does not have.', remedy: 'Send the file with this request, or keep it with its id in attachments.' },
  ATTACHMENT_NOT_FOUND: { means: 'attachments names a file that is neither there nor sent.', remedy: 'New files are numbered as their parts files[n]; kept ones go by their id.' },
  MESSAGE_REFERENCE_UNKNOWN_MESSAGE: { means: 'The message to answer is gone.', remedy: 'Set fail_if_not_exists to false to send it all the same.' },
  INTERACTION_RESPONSE_ACTIVITY_NOT_ENABLED: { means: 'The application has no Activity to launch.' },
  IMAGE_INVALID: { means: 'The picture cannot be read.', remedy: 'Send it as a data URI with the right media type.' },
  BINARY_TYPE_MAX_SIZE: { means: 'The file is too large.' },
  APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID: { means: 'A required option comes after one that is not.', remedy: 'Put the required ones first.' },
  APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS: { means: 'Two options have the same name.' },
  APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS: { means: 'Two choices have the same name.' },
  APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE: { means: 'An option with autocomplete has no choices of its own.' },
  APPLICATION_COMMAND_OPTIONS_TYPE_INVALID: { means: 'Sub-commands stand beside sub-commands only.' },
  APPLICATION_COMMAND_TOO_LARGE: { means: 'The command has more than 8,000 characters in names, descriptions and values.', remedy: 'Shorten descriptions; localizations count with their longest one.' },
  APPLICATION_COMMAND_INVALID_NAME: { means: 'The name has a form that is not allowed.', remedy: 'Lower case, 1 to 32 letters, digits, - or _.' },
  APPLICATION_COMMANDS_DUPLICATE_NAME: { means: 'Two commands of the same kind have the same name.' },
  APPLICATION_COMMAND_HANDLER_NOT_ALLOWED: { means: 'Only an Activity’s entry point has a handler.' },
  APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED: { means: 'Commands of menus have no description.', remedy: 'Leave it away, or send it empty.' },
  APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED: { means: 'Commands of menus have no options.', remedy: 'Ask for more with a modal.' },
  APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID: { means: 'This type of option has no autocomplete.', remedy: 'Texts, integers and numbers have it.' },
  APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID: { means: 'This type of option has no choices.', remedy: 'Texts, integers and numbers have them.' },
  APPLICATION_ROLE_CONNECTION_METADATA_UNKNOWN_KEY: { means: 'The application has not registered this key.' },
  USERNAME_INVALID: { means: 'This name is not allowed.' },
  USERNAME_INVALID_CONTAINS: { means: 'The name contains something that Discord keeps for itself.', remedy: 'Webhooks and bots are not called discord or clyde.' },
  TAG_NAMES_NOT_UNIQUE: { means: 'Two tags of a forum have the same name.' },
  EMOJI_ID_OR_NAME: { means: 'An emoji is given by id or by name, not by both.' },
  PRUNE_REQUIRES_ADMIN: { means: 'Only an administrator may do that.' },
  BAN_DELETE_MESSAGES_TWICE: { means: 'Both delete_message_days and delete_message_seconds say the same thing.', remedy: 'Keep delete_message_seconds.' },
  NONCE_TYPE_TOO_LONG: { means: 'The nonce is longer than 25 characters.' },
  NONCE_TYPE_INVALID_TYPE: { means: 'The nonce is neither a text nor a number.' },
  REGEX_VALIDATION_ERROR: { means: 'The pattern cannot be used.', remedy: 'Discord takes Rust’s syntax of regular expressions.' },
  ROLE_COLORS_INVALID: { means: 'These colours do not go together.', remedy: 'A holographic role has three fixed colours.' },
  SET_TYPE_ALREADY_CONTAINS_VALUE: { means: 'Something stands in the list twice.' },
  GUILD_SCHEDULED_EVENT_EXTERNAL_CHANNEL: { means: 'An event elsewhere has no channel.', remedy: 'Give it a location, and no channel_id.' },
};

/** Errors by Discord's number. @type {Record<string, Meaning>} */
const CODES = {
  10_008: { means: 'The message is gone.', remedy: 'Somebody may have deleted it: treat it as an end, not as an error.' },
  10_015: { means: 'There is no such webhook or token.', remedy: 'An interaction’s token works only after its first answer, and not when that came too late.' },
  10_062: { means: 'The interaction is unknown, or it is too late for a first answer.', remedy: 'Answer within three seconds; defer (type 5 or 6) where it may take longer.' },
  40_060: { means: 'The interaction has its first answer already.', remedy: 'Go on with the webhook: edit @original, or follow up. Two processes may have answered the same event.' },
  40_094: { means: 'Where only a person installed the app, it may follow up five times.', remedy: 'Edit an earlier message in place of sending more.' },
  50_001: { means: 'The bot does not see this.', remedy: 'Give it VIEW_CHANNEL there, or add it to the server.' },
  50_005: { means: 'The message is somebody else’s.', remedy: 'A bot edits its own messages only.' },
  50_006: { means: 'The message would be empty.', remedy: 'Give it content, an embed, a file, components or a poll.' },
  50_007: { means: 'The person takes no private messages from this bot.', remedy: 'Answer where they asked, ephemerally.' },
  50_008: { means: 'This channel has no messages.' },
  50_013: { means: 'The bot lacks a permission, or stands too low.', remedy: 'Compare app_permissions of the event with what the request needs; roles above the bot’s cannot be touched.' },
  50_027: { means: 'The token of the interaction has ended: fifteen minutes are over.', remedy: 'Send later news as a message of the bot’s own.' },
  50_035: { means: 'The body breaks a rule.', remedy: 'The places below say which.' },
  50_109: { means: 'The body is no JSON.' },
  401: { means: 'The token is missing or wrong.', remedy: 'Authorization: Bot TOKEN.' },
  404: { means: 'There is no such thing.' },
};

/** Sorts of problems. @type {Record<string, Meaning>} */
const KINDS = {
  limited: { means: 'The bot asked too often.', remedy: 'Wait as long as retry_after says, then send the same request again; other routes go on meanwhile.' },
  broken: { means: 'Discord’s server or its edge failed.', remedy: 'Try again with growing pauses: what was sent may or may not have been done.' },
  cut: { means: 'The connection ended before an answer came.', remedy: 'Try again; a first answer that was taken all the same is refused with 40060 the second time.' },
  unanswered: { means: 'No answer came in three seconds: the person reads “The application did not respond”.', remedy: 'Defer first where work may take longer. If nothing was sent at all, look whether the bot is connected.' },
  oracle: { means: 'Discord’s own description of its API disagrees.', remedy: 'Compare the request with the operation’s schema.' },
  unknown_field: { means: 'Discord ignores a field that it does not know.', remedy: 'Look for a slip in its name.' },
  not_implemented: { means: 'The simulator does not know this operation.' },
  endpoint: { means: 'The bot’s endpoint does not do what Discord demands.', remedy: 'Check the signature of the raw body, answer PING with type 1, and interactions with 200 or an empty 202.' },
  invalid_requests: { means: 'So many 401, 403 and 429 that Discord would ban the address for a while.', remedy: 'Stop asking where the answer was 401 or 403, and wait after 429.' },
  dead_webhook: { means: 'A webhook that is not there is used again and again.', remedy: 'Forget it after the first 404.' },
};

/**
 * What a problem means and what helps, as far as that is known.
 * @param {{kind: string, rule: string|null}} problem @returns {Meaning|null}
 */
export function meaningOf({ kind, rule }) {
  return (rule ? FORM[rule] ?? CODES[rule] : undefined) ?? KINDS[kind] ?? null;
}

/** Where in a body, as people write it: `data.embeds[0].title`. @param {string[]} path */
export const pathText = (path) =>
  path.map((part, at) => (/^\d+$/.test(part) ? `[${part}]` : at === 0 ? part : `.${part}`)).join('');
