//! Voice channels as people use them, without sound: in, out, quiet, asking to speak.

use super::{DriverError, Seat, right::may};
use crate::{
    clock::Moment,
    permission::{CONNECT, REQUEST_TO_SPEAK},
    world::{Channel, VoiceState, World},
};

impl Seat {
    /// Comes into the voice or stage channel that this seat is in; from another one, if need be.
    ///
    /// # Errors
    ///
    /// When it is no such channel, the person may not come in, or it is full.
    pub fn join_voice(&self) -> Result<(), DriverError> {
        let (user, channel) = (self.person.id(), self.channel.id());
        self.hub().turn(|world, now| {
            may(world, user, channel, CONNECT, now)?;
            let found = world.channels.get(&channel);
            let hall = found.filter(|found| found.hall.is_some());
            let guild = hall.and_then(Channel::guild);
            let guild = guild.ok_or(DriverError::Refused("nobody talks in such a channel"))?;
            if !world.may_connect(user, channel, now) {
                return Err(DriverError::Forbidden("the channel is full"));
            }
            if world.join_voice(guild, user, channel, now) {
                world.tell_voice_state(guild, user, now);
            }
            Ok(())
        })
    }

    /// Leaves voice.
    ///
    /// # Errors
    ///
    /// When the person is not in this seat's channel.
    pub fn leave_voice(&self) -> Result<(), DriverError> {
        self.in_voice(World::leave_voice)
    }

    /// Mutes and deafens oneself, or ends that.
    ///
    /// # Errors
    ///
    /// When the person is not in this seat's channel.
    pub fn quiet(&self, mute: bool, deaf: bool) -> Result<(), DriverError> {
        let change = |state: &mut VoiceState| (state.self_mute, state.self_deaf) = (mute, deaf);
        self.in_voice(|world, guild, user, now| world.change_voice(guild, user, change, now))
    }

    /// Asks to speak on this stage.
    ///
    /// # Errors
    ///
    /// When the person is not on it, or may not ask.
    pub fn ask_to_speak(&self) -> Result<(), DriverError> {
        let (user, channel) = (self.person.id(), self.channel.id());
        self.hub().look(|world, now| {
            may(world, user, channel, REQUEST_TO_SPEAK, now)?;
            match world.is_stage(channel) {
                true => Ok(()),
                false => Err(DriverError::Refused("this is no stage")),
            }
        })?;
        self.in_voice(|world, guild, user, now| {
            let change = |state: &mut VoiceState| state.request_to_speak = Some(now);
            world.change_voice(guild, user, change, now);
        })
    }

    fn in_voice(&self, act: impl FnOnce(&mut World, u64, u64, Moment)) -> Result<(), DriverError> {
        let (user, channel) = (self.person.id(), self.channel.id());
        let done = self.hub().turn(|world, now| {
            let guild = world.channels.get(&channel).and_then(Channel::guild)?;
            let state = world.voice.states.get(&(guild, user))?;
            if state.channel != channel {
                return None;
            }
            act(world, guild, user, now);
            Some(())
        });
        done.ok_or(DriverError::Refused("the person is not in this channel"))
    }
}
