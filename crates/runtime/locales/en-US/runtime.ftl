# Words of the runtime: refusals and apologies that every bot shares.
refusal-unknown-command = I don't know this command any more. Discord shows my current commands after you restart it.
refusal-stale-component = This button is from an older version of me. Please start again with the command.
refusal-selection = I did not offer this choice, or no longer do. Please start again with the command.
refusal-field =
    { $why ->
        [missing] **{ $field }** is missing. Please open the window again.
        [length] **{ $field }** must be { $least } to { $most } characters long.
        [count] **{ $field }**: please choose { $least } to { $most }.
       *[offer] **{ $field }** holds something that I did not offer. Please open the window again.
    }
refusal-file-size = **{ $file }** is too large for me: { $limit } at most.
refusal-context = This does not work in a place like this.
refusal-install = This works only where I am installed for it.
refusal-guild-only = This works in servers only, not in private messages.
refusal-guild-not-allowed = I am being tried out and answer on chosen servers only.
refusal-level =
    { $level ->
        [owner] Only the owners of this bot can use this.
        [admin] Only admins of this server can use this.
       *[moderator] Only moderators of this server can use this.
    }
refusal-person-permissions = You need these permissions in this channel: { $permissions }.
refusal-bot-permissions = I am missing permissions in this channel: { $permissions }. Someone who manages the server can grant them to my role.
refusal-cooldown = Not so fast: you can use this again { $until }.
refusal-too-fast =
    { $seconds ->
        [one] That was a lot at once. Please wait a second.
       *[other] That was a lot at once. Please wait { $seconds } seconds.
    }
apology = Sorry, something went wrong on my side, and nothing was changed. If it happens again, tell whoever runs me this reference: **{ $reference }**
apology-busy = I have too much to do right now. Please try again in a moment.
