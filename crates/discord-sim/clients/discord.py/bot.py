"""A bot on discord.py that talks to discord-sim instead of Discord.

Nothing of the library is changed. What points it at the simulator are the two class attributes that hold Discord's
addresses, set before the client is made (`offline` below).

    discord-sim                                   # in one terminal
    pip install --require-hashes -r requirements.txt                                            # in another
    DISCORD_SIM=http://127.0.0.1:7000 DISCORD_TOKEN=offline-painter python bot.py
    curl -d '{"user":"bob","channel":"general","do":"slash","command":"/paint colour:red"}' \
        http://127.0.0.1:7000/sim/v1/act

The tests of discord-sim run this file to show that a client which was not written for it works with it:
tests/it/clients.rs. `clients/discord.js/bot.js` is the same bot in JavaScript.
"""

import io
import os

import discord
import yarl
from discord import app_commands

API = os.environ.get("DISCORD_SIM", "http://127.0.0.1:7000")
COLOURS = ["red", "green", "blue", "ochre"]


def offline() -> None:
    """Points the library at the simulator."""
    discord.http.Route.BASE = f"{API}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(API.replace("http", "ws", 1))
    discord.asset.Asset.BASE = f"{API}/cdn"


class Painter(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_ready(self) -> None:
        print("ready", flush=True)

    async def on_resumed(self) -> None:
        print("resumed", flush=True)


class Signature(discord.ui.Modal, title="Sign the wall"):
    name = discord.ui.TextInput(label="Your name", max_length=40)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Signed by {self.name.value}.")


class Tools(discord.ui.View):
    """What stands below the wall: two buttons and a select."""

    def __init__(self, colour: str) -> None:
        super().__init__(timeout=None)
        self.colour = colour
        self.coats = 1

    @discord.ui.button(label="Another coat", style=discord.ButtonStyle.primary)
    async def coat(self, interaction: discord.Interaction, _: discord.ui.Button) -> None:
        self.coats += 1
        await interaction.response.edit_message(content=f"The wall is {self.colour}, {self.coats} coats.", view=self)

    @discord.ui.button(label="Sign it", style=discord.ButtonStyle.secondary)
    async def sign(self, interaction: discord.Interaction, _: discord.ui.Button) -> None:
        await interaction.response.send_modal(Signature())

    @discord.ui.select(
        placeholder="Brush",
        options=[discord.SelectOption(label="Round", value="round"), discord.SelectOption(label="Flat", value="flat")],
    )
    async def brush(self, interaction: discord.Interaction, select: discord.ui.Select) -> None:
        await interaction.response.send_message(f"A {select.values[0]} brush it is.", ephemeral=True)


offline()
client = Painter()


@client.tree.command(description="Paints the wall")
@app_commands.describe(colour="Which colour")
async def paint(interaction: discord.Interaction, colour: str) -> None:
    await interaction.response.send_message(f"The wall is {colour}.", view=Tools(colour))


@paint.autocomplete("colour")
async def colours(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=colour, value=colour) for colour in COLOURS if colour.startswith(typed)]


@client.tree.command(description="Measures a picture")
@app_commands.describe(picture="Any file")
async def measure(interaction: discord.Interaction, picture: discord.Attachment) -> None:
    await interaction.response.defer()
    content = await picture.read()
    copy = discord.File(io.BytesIO(content), filename=f"copy-of-{picture.filename}")
    await interaction.edit_original_response(
        content=f"{picture.filename} has {len(content)} bytes.", attachments=[copy]
    )


client.run(os.environ.get("DISCORD_TOKEN", "offline-painter"))
