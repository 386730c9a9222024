# Hangman: what Discord shows of the commands.
cmd-hangman-name = hangman
cmd-hangman-description = Guess the word before the gallows stands
cmd-hangman-start-name = start
cmd-hangman-start-description = Start a game in this channel
cmd-hangman-start-opt-category-name = category
cmd-hangman-start-opt-category-description = What kind of word; any kind if you leave it out
cmd-hangman-start-opt-difficulty-name = difficulty
cmd-hangman-start-opt-difficulty-description = How hard the word may be; any if you leave it out
cmd-hangman-start-opt-difficulty-choice-easy = easy (8 lives)
cmd-hangman-start-opt-difficulty-choice-medium = medium (7 lives)
cmd-hangman-start-opt-difficulty-choice-hard = hard (6 lives)
cmd-hangman-start-opt-mode-name = mode
cmd-hangman-start-opt-mode-description = Who may guess; only you if you leave it out
cmd-hangman-start-opt-mode-choice-alone = alone
cmd-hangman-start-opt-mode-choice-everyone = everyone in the channel
cmd-hangman-resume-name = resume
cmd-hangman-resume-description = Show the running game of this channel again
cmd-hangman-resume-opt-mode-name = mode
cmd-hangman-resume-opt-mode-description = Which game, if two are running
cmd-hangman-resume-opt-mode-choice-alone = my own
cmd-hangman-resume-opt-mode-choice-everyone = the one for everyone
cmd-hangman-stats-name = stats
cmd-hangman-stats-description = Your points, your level and your games

# Kinds of words.
category-animals = Animals
category-arts = Arts
category-clothing = Clothing
category-food = Food
category-home = Home
category-nature = Nature
category-plants = Plants
category-travel = Travel
difficulty-easy = easy
difficulty-medium = medium
difficulty-hard = hard

# A running game.
board-title = Hangman · { $category } · { $difficulty }
board-state =
    { $hearts } { $left ->
        [one] one life left
       *[other] { $left } lives left
    } · { $letters } letters
board-wrong-words = Not the word: { $words }
board-solo = { $owner } plays.
board-together = Everyone here may guess. { $owner } started.
board-guess = Guess the word
board-stop = Give up

# The window for the whole word.
guess-title = Guess the word
guess-label = The word ({ $letters } letters)
guess-hint = A wrong word costs a life.
guess-wrong = **{ $word }** is not the word. That cost a life.
guess-repeated = **{ $word }** was tried before. No harm done.

# A game that is over.
result-won = You found it!
result-won-together = You found it together!
result-lost = The doll is hanging. Better luck next time!
result-given-up = Given up
result-expired = Nobody guessed for too long, so this game is over.
result-word = The word was **{ $word }** ({ $category }, { $difficulty }): { $meaning }
result-word-alone = The word was **{ $word }** ({ $category }, { $difficulty }).
result-unbooked = The points could not be booked this time. Sorry! The game itself is safe.
result-again = Play again
part-found = found { $letters }
part-solved = named the word
part-missed = missed { $letters }
part-wrong-words = tried { $words }
part-xp = +{ $xp } XP
part-level = +{ $xp } XP, **level { $level }!**

# The picture, for those who cannot see it.
picture-alt =
    { $status ->
        [running] A doll on a string, drawn by mistakes: { $mistakes } of { $lives } made.
        [won] The doll stands on its feet under the sun, { $mistakes } of { $lives } mistakes made. The word: { $word }.
       *[other] The doll sleeps on its string, { $mistakes } of { $lives } mistakes made. The word: { $word }.
    }

# Points and games of one person.
stats-title = Your hangman
stats-nothing = You have not finished a game here yet. Start one with `/hangman start`!
stats-level = **Level { $level }**
    { $bar }
    { $missing } XP to the next level
stats-games =
    { $xp } XP · { $played ->
        [one] one game
       *[other] { $played } games
    } · { $won } won ({ $percent } %)

# What is not possible, and why.
refusal-game-over = This game is over. Start another one with `/hangman start`.
refusal-game-expired = Nobody guessed for too long, so this game is over. Start another one with `/hangman start`.
refusal-game-gone = I don't remember this game any more. Start another one with `/hangman start`.
refusal-other-players-game = This is { $owner }'s game. Start your own with `/hangman start`.
refusal-wrong-length = The word has { $expected } letters, yours has { $found }. That cost nothing; try again.
refusal-running-together = A game for everyone is already running in this channel: join in! `/hangman resume` shows it again.
refusal-running-yours = You are already playing in this channel. `/hangman resume` shows your game again.
refusal-running-solo = { $owner } is playing in this channel. Wait for the end, or start a game for everyone: `/hangman start mode:everyone`.
refusal-nothing-running = There is no game here that you can play. Start one with `/hangman start`.
refusal-no-such-category = I have no words of that kind. Choose one of these: { $categories }.
refusal-guess-empty = There are no letters in that. Type the whole word.
refusal-guess-too-long = That is too long: at most { $max } letters are read.
refusal-guess-foreign = I only know the letters A to Z, and { $found } is none of them.
