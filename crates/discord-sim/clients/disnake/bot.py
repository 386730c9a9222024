"""A bot on disnake that talks to discord-sim instead of Discord: the same as `clients/discord.py/bot.py`.

Nothing of the library is changed. What points it at the simulator are the two class attributes that hold Discord's
addresses; the gateway's address comes from the API.
"""

import io
import os

import disnake
from disnake.ext import commands

API = os.environ.get("DISCORD_SIM", "http://127.0.0.1:7000")
COLOURS = ["red", "green", "blue", "ochre"]

disnake.http.Route.BASE = f"{API}/api/v10"
disnake.asset.Asset.BASE = f"{API}/cdn"


class Signature(disnake.ui.Modal):
    def __init__(self) -> None:
        name = disnake.ui.TextInput(label="Your name", custom_id="name", max_length=40)
        super().__init__(title="Sign the wall", components=[name])

    async def callback(self, interaction: disnake.ModalInteraction) -> None:
        await interaction.response.send_message(f"Signed by {interaction.text_values['name']}.")


class Tools(disnake.ui.View):
    """What stands below the wall: two buttons and a select."""

    def __init__(self, colour: str) -> None:
        super().__init__(timeout=None)
        self.colour = colour
        self.coats = 1

    @disnake.ui.button(label="Another coat", style=disnake.ButtonStyle.primary)
    async def coat(self, _: disnake.ui.Button, interaction: disnake.MessageInteraction) -> None:
        self.coats += 1
        await interaction.response.edit_message(content=f"The wall is {self.colour}, {self.coats} coats.", view=self)

    @disnake.ui.button(label="Sign it", style=disnake.ButtonStyle.secondary)
    async def sign(self, _: disnake.ui.Button, interaction: disnake.MessageInteraction) -> None:
        await interaction.response.send_modal(Signature())

    @disnake.ui.string_select(
        placeholder="Brush",
        options=[disnake.SelectOption(label="Round", value="round"), disnake.SelectOption(label="Flat", value="flat")],
    )
    async def brush(self, select: disnake.ui.StringSelect, interaction: disnake.MessageInteraction) -> None:
        await interaction.response.send_message(f"A {select.values[0]} brush it is.", ephemeral=True)


class Painter(commands.InteractionBot):
    async def on_ready(self) -> None:
        print("ready", flush=True)

    async def on_resumed(self) -> None:
        print("resumed", flush=True)


client = Painter(intents=disnake.Intents(guilds=True))


@client.slash_command(description="Paints the wall")
async def paint(interaction: disnake.ApplicationCommandInteraction, colour: str) -> None:
    await interaction.response.send_message(f"The wall is {colour}.", view=Tools(colour))


@paint.autocomplete("colour")
async def colours(_: disnake.ApplicationCommandInteraction, typed: str) -> list[str]:
    return [colour for colour in COLOURS if colour.startswith(typed)]


@client.slash_command(description="Measures a picture")
async def measure(interaction: disnake.ApplicationCommandInteraction, picture: disnake.Attachment) -> None:
    await interaction.response.defer()
    content = await picture.read()
    copy = disnake.File(io.BytesIO(content), filename=f"copy-of-{picture.filename}")
    await interaction.edit_original_response(content=f"{picture.filename} has {len(content)} bytes.", file=copy)


client.run(os.environ.get("DISCORD_TOKEN", "offline-painter"))
