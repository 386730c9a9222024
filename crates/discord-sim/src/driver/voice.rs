//! Voice channels as people use them, without sound: in, out, quiet, asking to speak.

use super::{DriverError, Seat};
use crate::{
    clock::Moment,
    permission::REQUEST_TO_SPEAK,
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
        let joined = self.hub().turn(|world, now| {
            let guild = world.channels.get(&channel).and_then(Channel::guild)?;
            if !world.may_connect(user, channel, now) {
                return None;
            }
            if world.join_voice(guild, user, channel, now) {
                world.tell_voice_state(guild, user, now);
            }
            Some(())
        });
        joined.ok_or(DriverError::NoAccess)
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
        let may = self.hub().look(|world, now| {
            let bits = world.permissions_in(user, channel, now);
            world.is_stage(channel) && bits & REQUEST_TO_SPEAK != 0
        });
        if !may {
            return Err(DriverError::NoAccess);
        }
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
        done.ok_or(DriverError::NoAccess)
    }
}
