# Galgenmännchen: was Discord von den Befehlen zeigt.
cmd-hangman-name = galgenmännchen
cmd-hangman-description = Errate das Wort, bevor der Galgen steht
cmd-hangman-start-name = start
cmd-hangman-start-description = Beginne ein Spiel in diesem Kanal
cmd-hangman-start-opt-category-name = kategorie
cmd-hangman-start-opt-category-description = Was für ein Wort; irgendeines, wenn du nichts wählst
cmd-hangman-start-opt-difficulty-name = schwierigkeit
cmd-hangman-start-opt-difficulty-description = Wie schwer das Wort sein darf; beliebig, wenn du nichts wählst
cmd-hangman-start-opt-difficulty-choice-easy = leicht (8 Leben)
cmd-hangman-start-opt-difficulty-choice-medium = mittel (7 Leben)
cmd-hangman-start-opt-difficulty-choice-hard = schwer (6 Leben)
cmd-hangman-start-opt-mode-name = modus
cmd-hangman-start-opt-mode-description = Wer raten darf; nur du, wenn du nichts wählst
cmd-hangman-start-opt-mode-choice-alone = allein
cmd-hangman-start-opt-mode-choice-everyone = alle im Kanal
cmd-hangman-resume-name = weiter
cmd-hangman-resume-description = Zeige das laufende Spiel dieses Kanals noch einmal
cmd-hangman-resume-opt-mode-name = modus
cmd-hangman-resume-opt-mode-description = Welches Spiel, wenn zwei laufen
cmd-hangman-resume-opt-mode-choice-alone = mein eigenes
cmd-hangman-resume-opt-mode-choice-everyone = das für alle
cmd-hangman-stats-name = statistik
cmd-hangman-stats-description = Deine Punkte, dein Level und deine Spiele

# Arten von Wörtern.
category-animals = Tiere
category-arts = Kunst
category-clothing = Kleidung
category-food = Essen
category-home = Zuhause
category-nature = Natur
category-plants = Pflanzen
category-travel = Reisen
difficulty-easy = leicht
difficulty-medium = mittel
difficulty-hard = schwer

# Ein laufendes Spiel.
board-title = Galgenmännchen · { $category } · { $difficulty }
board-state =
    { $hearts } { $left ->
        [one] noch ein Leben
       *[other] noch { $left } Leben
    } · { $letters } Buchstaben
board-wrong-words = Nicht das Wort: { $words }
board-solo = { $owner } spielt. Gesucht ist ein englisches Wort.
board-together = Alle hier dürfen raten. { $owner } hat begonnen. Gesucht ist ein englisches Wort.
board-guess = Wort raten
board-stop = Aufgeben

# Das Fenster für das ganze Wort.
guess-title = Rate das Wort
guess-label = Das Wort ({ $letters } Buchstaben)
guess-hint = Ein falsches Wort kostet ein Leben.
guess-wrong = **{ $word }** ist nicht das Wort. Das hat ein Leben gekostet.
guess-repeated = **{ $word }** wurde schon versucht. Das kostet nichts.

# Ein Spiel, das vorbei ist.
result-won = Gefunden!
result-won-together = Gemeinsam gefunden!
result-lost = Das Männchen hängt. Beim nächsten Mal klappt es!
result-given-up = Aufgegeben
result-expired = Zu lange hat niemand geraten, darum ist dieses Spiel vorbei.
result-word = Das Wort war **{ $word }** ({ $category }, { $difficulty }): { $meaning }
result-word-alone = Das Wort war **{ $word }** ({ $category }, { $difficulty }).
result-unbooked = Die Punkte konnten diesmal nicht gutgeschrieben werden. Das tut mir leid! Das Spiel selbst ist gespeichert.
result-again = Noch einmal
part-found = fand { $letters }
part-solved = nannte das Wort
part-missed = verfehlte { $letters }
part-wrong-words = versuchte { $words }
part-xp = +{ $xp } XP
part-level = +{ $xp } XP, **Level { $level }!**

# Das Bild, für alle, die es nicht sehen.
picture-alt =
    { $status ->
        [running] Ein Männchen an einer Schnur, gezeichnet aus Fehlern: { $mistakes } von { $lives } sind gemacht.
        [won] Das Männchen steht in der Sonne auf seinen Füßen, { $mistakes } von { $lives } Fehlern sind gemacht. Das Wort: { $word }.
       *[other] Das Männchen schläft an seiner Schnur, { $mistakes } von { $lives } Fehlern sind gemacht. Das Wort: { $word }.
    }

# Punkte und Spiele einer Person.
stats-title = Dein Galgenmännchen
stats-nothing = Du hast hier noch kein Spiel beendet. Beginne eines mit `/galgenmännchen start`!
stats-level = **Level { $level }**
    { $bar }
    noch { $missing } XP bis zum nächsten Level
stats-games =
    { $xp } XP · { $played ->
        [one] ein Spiel
       *[other] { $played } Spiele
    } · { $won } gewonnen ({ $percent } %)

# Was nicht geht, und warum.
refusal-game-over = Dieses Spiel ist vorbei. Beginne ein neues mit `/galgenmännchen start`.
refusal-game-expired = Zu lange hat niemand geraten, darum ist dieses Spiel vorbei. Beginne ein neues mit `/galgenmännchen start`.
refusal-game-gone = An dieses Spiel erinnere ich mich nicht mehr. Beginne ein neues mit `/galgenmännchen start`.
refusal-other-players-game = Hier spielt { $owner }. Beginne dein eigenes Spiel mit `/galgenmännchen start`.
refusal-wrong-length = Das Wort hat { $expected } Buchstaben, deines hat { $found }. Das hat nichts gekostet; versuche es noch einmal.
refusal-running-together = In diesem Kanal läuft schon ein Spiel für alle: rate mit! `/galgenmännchen weiter` zeigt es noch einmal.
refusal-running-yours = Du spielst in diesem Kanal schon. `/galgenmännchen weiter` zeigt dein Spiel noch einmal.
refusal-running-solo = In diesem Kanal spielt gerade { $owner }. Warte auf das Ende, oder beginne ein Spiel für alle: `/galgenmännchen start modus:alle im Kanal`.
refusal-nothing-running = Hier läuft kein Spiel, in dem du raten kannst. Beginne eines mit `/galgenmännchen start`.
refusal-no-such-category = Solche Wörter habe ich nicht. Wähle eine von diesen Kategorien: { $categories }.
refusal-guess-empty = Darin sind keine Buchstaben. Schreibe das ganze Wort.
refusal-guess-too-long = Das ist zu lang: mehr als { $max } Buchstaben lese ich nicht.
refusal-guess-foreign = Ich kenne nur die Buchstaben A bis Z, und { $found } gehört nicht dazu.
