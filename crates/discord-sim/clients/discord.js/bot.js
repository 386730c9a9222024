// A bot on discord.js that talks to discord-sim instead of Discord.
//
// Nothing of the library is changed. What points it at the simulator is one option, `rest`: the gateway's address
// comes from the API, as it does at Discord.
//
//     discord-sim                                   # in one terminal
//     npm ci && DISCORD_SIM=http://127.0.0.1:7000 DISCORD_TOKEN=offline-painter node bot.js    # in another
//     curl -d '{"user":"bob","channel":"general","do":"slash","command":"/paint colour:red"}' \
//         http://127.0.0.1:7000/sim/v1/act
//
// The tests of discord-sim run this file to show that a client which was not written for it works with it:
// tests/it/clients.rs. `clients/discord.py/bot.py` is the same bot in Python.
"use strict";

const {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, ModalBuilder,
  MessageFlags, SlashCommandBuilder, StringSelectMenuBuilder, TextInputBuilder, TextInputStyle,
} = require("discord.js");

const api = process.env.DISCORD_SIM ?? "http://127.0.0.1:7000";
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: `${api}/api`, cdn: `${api}/cdn` },
});

const COLOURS = ["red", "green", "blue", "ochre"];

const commands = [
  new SlashCommandBuilder()
    .setName("paint")
    .setDescription("Paints the wall")
    .addStringOption((option) =>
      option.setName("colour").setDescription("Which colour").setRequired(true).setAutocomplete(true)),
  new SlashCommandBuilder()
    .setName("measure")
    .setDescription("Measures a picture")
    .addAttachmentOption((option) => option.setName("picture").setDescription("Any file").setRequired(true)),
];

client.once(Events.ClientReady, async () => {
  await client.application.commands.set(commands);
  console.log("ready");
});
client.on(Events.ShardResume, () => console.log("resumed"));

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    const matching = COLOURS.filter((colour) => colour.startsWith(typed));
    await interaction.respond(matching.map((colour) => ({ name: colour, value: colour })));
  } else if (interaction.isChatInputCommand() && interaction.commandName === "paint") {
    const colour = interaction.options.getString("colour", true);
    await interaction.reply({ content: `The wall is ${colour}.`, components: tools(colour, 1) });
  } else if (interaction.isChatInputCommand() && interaction.commandName === "measure") {
    await interaction.deferReply();
    const picture = interaction.options.getAttachment("picture", true);
    const bytes = Buffer.from(await (await fetch(picture.url)).arrayBuffer());
    const copy = new AttachmentBuilder(bytes, { name: `copy-of-${picture.name}` });
    await interaction.editReply({ content: `${picture.name} has ${bytes.length} bytes.`, files: [copy] });
  } else if (interaction.isButton() && interaction.customId.startsWith("coat:")) {
    const [, colour, coats] = interaction.customId.split(":");
    const more = Number(coats) + 1;
    await interaction.update({ content: `The wall is ${colour}, ${more} coats.`, components: tools(colour, more) });
  } else if (interaction.isButton() && interaction.customId === "sign") {
    const name = new TextInputBuilder()
      .setCustomId("name").setLabel("Your name").setStyle(TextInputStyle.Short).setMaxLength(40);
    const modal = new ModalBuilder().setCustomId("signature").setTitle("Sign the wall");
    await interaction.showModal(modal.addComponents(new ActionRowBuilder().addComponents(name)));
  } else if (interaction.isStringSelectMenu()) {
    const content = `A ${interaction.values[0]} brush it is.`;
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`Signed by ${interaction.fields.getTextInputValue("name")}.`);
  }
});

/** What stands below the wall: two buttons and a select. */
function tools(colour, coats) {
  const coat = new ButtonBuilder()
    .setCustomId(`coat:${colour}:${coats}`).setLabel("Another coat").setStyle(ButtonStyle.Primary);
  const sign = new ButtonBuilder().setCustomId("sign").setLabel("Sign it").setStyle(ButtonStyle.Secondary);
  const brush = new StringSelectMenuBuilder().setCustomId("brush").setPlaceholder("Brush").addOptions(
    { label: "Round", value: "round" },
    { label: "Flat", value: "flat" },
  );
  return [new ActionRowBuilder().addComponents(coat, sign), new ActionRowBuilder().addComponents(brush)];
}

client.login(process.env.DISCORD_TOKEN ?? "offline-painter");
